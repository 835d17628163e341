"""Starts everything, says where to look, and ends all of it on Ctrl-C.

What is written here lies in a throw-away folder, and goes with it.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from pathlib import Path

from tests.fake_discord import Town
from tests.fake_discord.process import BotDied
from tests.sandbox.greeting import greet

# What somebody who writes a walkthrough or a language wants to see in it.
TAKEN = ("QUIET_PAGE_LANGUAGES", "QUIET_PAGE_WALKTHROUGHS")

PORT = 8431
# Everything is gone within two seconds of a Ctrl-C.
STOP_PATIENCE = 1.2
READY = """
Quiet Page is running in a Discord of its own, on this machine alone.

    Mara   {mara}
    Ben    {ben}

Open one, type /prepare and press Enter. Open the other to see that nobody else saw a thing.
What you write lies in a throw-away folder and is deleted at the end. Ctrl-C ends everything.
"""
ENDED = "\nQuiet Page has ended here, and what was written is deleted."


def main() -> int:
    """Run the sandbox; the exit code comes back."""
    parser = argparse.ArgumentParser(prog="python -m tests.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="taken? then another is used")
    port = parser.parse_args().port
    with tempfile.TemporaryDirectory(prefix="quiet-page-") as folder:
        try:
            asyncio.run(_stay(Path(folder), port))
        except BotDied as death:
            print(death, file=sys.stderr)  # noqa: T201
            return max(death.code, 1)
    print(ENDED)  # noqa: T201
    return 0


async def _stay(folder: Path, port: int) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    town = Town(folder, port=port, hurried=False)
    town.bot.settings |= {name: os.environ[name] for name in TAKEN if os.environ.get(name)}
    await town.open()
    try:
        greet(town)
        starting = asyncio.create_task(town.start_bot())
        if await _first(starting, stop):
            return
        await starting
        print(READY.format(**{n: m.address for n, m in town.members.items()}), flush=True)  # noqa: T201
        while True:
            ended = asyncio.create_task(town.bot.ended())
            if await _first(ended, stop):
                return
            if town.powered.is_set():
                raise town.bot.death(await ended)
            if await _first(asyncio.create_task(town.powered.wait()), stop):
                return
    finally:
        await town.close(STOP_PATIENCE)


async def _first(event: "asyncio.Task[object]", stop: asyncio.Event) -> bool:
    """Whether we were asked to stop before it happened."""
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({event, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stop.is_set():
        event.cancel()
    return stop.is_set()


if __name__ == "__main__":
    sys.exit(main())
