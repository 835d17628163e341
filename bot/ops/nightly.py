"""The backup of every day, in a process of its own: its memory goes with it, and nobody waits.

It is given three paths and a number: no settings, no token. However the bot ends, so does this.
"""

import asyncio
import os
import signal
import sys
import threading
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import bot
from bot.instance import PREFIX
from bot.ops.process import harden
from bot.store import StorePaths
from bot.store.sqlite.backup import Backup, back_up
from bot.store.sqlite.upgrade import drop_what_was_before

CODE = Path(bot.__file__).parent.parent
# Whoever is here comes first.
LAST = 19
FAILED = 1


class NotBackedUp(Exception):  # noqa: N818 - as StoreRefused
    """`code`: the name of what went wrong in the process, or with which number it ended."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def backed_up(places: StorePaths, folder: Path, keep: int) -> None:
    """Make one and prove it. Raises NotBackedUp, and OSError where no process can be had."""
    paths = (str(path.absolute()) for path in (places.data, places.key, folder))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", __name__, *paths, str(keep)),
        stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment(), cwd=CODE,
    )  # fmt: skip
    try:
        assert process.stdout  # noqa: S101 - it was asked for
        said = (await process.stdout.read()).decode("ascii", "replace")
        code = await process.wait()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if code:
        # Its own word for it is one name, and nothing else is repeated.
        raise NotBackedUp(said if said.isidentifier() else str(code))


def _environment() -> dict[str, str]:
    return {name: said for name, said in os.environ.items() if not name.upper().startswith(PREFIX)}


def made(places: StorePaths, folder: Path, keep: int) -> Backup:
    """Make one, here and now. Raises StoreRefused."""
    backup = back_up(places, folder, keep)
    # It takes the place of what an upgrade kept.
    drop_what_was_before(places, older_than=0)
    return backup


def main(given: Sequence[str]) -> int:
    """What the process does; the exit code comes back."""
    _end_with_the_bot()
    harden()
    with suppress(OSError):
        os.nice(LAST)
    data, key, folder, keep = given
    try:
        made(StorePaths(Path(data), Path(key)), Path(folder), int(keep))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told by its kind
        print(type(error).__name__, end="")  # noqa: T201
        return FAILED
    return 0


def _end_with_the_bot() -> None:
    # Whoever stops all of it means the bot, which sees to this one.
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, signal.SIG_IGN)

    def wait() -> None:
        # Nothing is ever said there: it ends when whoever holds the other end is gone.
        os.read(sys.stdin.fileno(), 1)
        os._exit(FAILED)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
