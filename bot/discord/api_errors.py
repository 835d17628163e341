"""What Discord says when it takes nothing, in the three words of ours that make a difference.

And as much of it as may be logged.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from itertools import islice

import aiohttp
import discord

from bot.ui.model import BotQuarantined, RecipientUnreachable, TryAgainLater

log = logging.getLogger(__name__)

# Cannot send to this user; no mutual servers.
CLOSED = frozenset({50007, 50278})
# The chat or the person is not there any more, or not for us. What is not listed here may
# pass: 40003, opening chats too fast, is of no concern to chats that are open.
NOBODY_THERE = frozenset({10003, 10013, 50001})
# Flagged: Discord takes nothing from this bot to anybody who did not ask just now.
FLAGGED, FLAGGED_SAYS = 20026, "flagged by our anti-spam"
# What one request may take, Discord's own waits included.
PATIENCE = 20.0
# What a part of a path and a reason look like in Discord's answers; whatever else stands there may
# be a value.
PART, REASON = re.compile(r"[a-z][a-z_]{0,31}|\d{1,3}"), re.compile(r"[A-Z][A-Z0-9_]{0,47}")
MOST_PLACES = 5


def refusal(error: BaseException) -> str:
    """What may be logged of a failure: its kind; and of Discord's own, where it saw what.

    Never its sentence: that can repeat a value.
    """
    if not isinstance(error, discord.HTTPException):
        return type(error).__name__
    where = islice(places(getattr(error, "_errors", None)), MOST_PLACES)
    return " ".join([type(error).__name__, f"{error.status} {error.code}", *where])


def places(errors: object, path: str = "") -> Iterator[str]:
    """Where Discord saw something wrong, and its word for that."""
    if not isinstance(errors, dict):
        return
    found = errors.get("_errors")
    for one in found if isinstance(found, list) else []:
        reason = str(one.get("code")) if isinstance(one, dict) else ""
        yield f"{path or '.'} {reason if REASON.fullmatch(reason) else '?'}"
    for key, inner in errors.items():
        part = str(key)
        if part != "_errors":
            known = part if PART.fullmatch(part) else "?"
            yield from places(inner, f"{path}.{known}".lstrip("."))


def unreachable_or(error: discord.Forbidden) -> Exception:
    """That somebody's chat is closed, or the error itself."""
    return RecipientUnreachable() if error.code in CLOSED else error


@asynccontextmanager
async def unasked() -> AsyncIterator[None]:
    """For what is said to somebody who is not asking. Raises nothing but our three words."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except discord.HTTPException as error:
        log.warning("Discord did not take what nobody asked for just now: %s", refusal(error))
        flagged = error.code == FLAGGED or FLAGGED_SAYS in error.text
        if flagged or error.status == HTTPStatus.UNAUTHORIZED:
            raise BotQuarantined from None
        raise (
            RecipientUnreachable if error.code in CLOSED | NOBODY_THERE else TryAgainLater
        ) from None
    except (OSError, TimeoutError, aiohttp.ClientError, discord.DiscordException):
        raise TryAgainLater from None
