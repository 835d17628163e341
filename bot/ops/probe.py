"""Asks the bot that runs on this machine whether all is well, for whoever watches over it.

With nothing but the standard library: where the bot is, no other client has to be.
"""

import http.client
import json
from typing import Any

from bot.ops import settings
from bot.ops.settings import LOOPBACK, SettingsError

# Seconds.
PATIENCE = 5.0
# Far more than the page ever holds.
MOST = 2_000
NO_PORT = (
    "There is no QUIET_PAGE_HEALTH_PORT: choose a free port, set it for the bot and for this"
    " command, and start the bot again."
)
NOBODY = (
    "Nothing answers on port {port}: the bot isn't running, or was started with another"
    " QUIET_PAGE_HEALTH_PORT."
)
HANGS = "The bot gave no answer for {seconds:.0f} seconds: keep its log, then start it again."
STRANGER = "{where}: something else answers on port {port}; choose another."
WELL = "All is well."
UNWELL = "Not well: {parts}; docs/operating.md says what each of them means."


def ask() -> int:
    """Say in one sentence what is so; 1 if not all of it is well."""
    found = settings.chosen()
    port = found.settings.health_port
    if port is None:
        raise SettingsError(NO_PORT)
    well, sentence = _told(port, found.origin.of("health_port"))
    print(sentence)  # noqa: T201
    return 0 if well else 1


def _told(port: int, where: str) -> tuple[bool, str]:
    # Not through `urllib`: a proxy that is set for the rest of the world has no part in this.
    line = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE)
    try:
        line.request("GET", "/health")
        told: Any = json.loads(line.getresponse().read(MOST))
    except TimeoutError:
        return False, HANGS.format(seconds=PATIENCE)
    except OSError:
        return False, NOBODY.format(port=port)
    except (http.client.HTTPException, ValueError, RecursionError):
        raise SettingsError(STRANGER.format(where=where, port=port)) from None
    finally:
        line.close()
    if not isinstance(told, dict) or "well" not in told:
        raise SettingsError(STRANGER.format(where=where, port=port))
    if told["well"] is True:
        return True, WELL
    parts = ", ".join(part for part, so in told.items() if so is False and part != "well")
    return False, UNWELL.format(parts=parts)
