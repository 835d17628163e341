"""Runs the real entry point as the stand-in's own launcher does, with a watch on its loop.

How late the loop was, and how much memory there is, goes into the file named by `WATCH`.
"""

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import discord

from tests.fake_discord.pointing import point_at

WATCH = "SOAK_WATCH"
A_MOMENT = 0.005
EVERY = 5.0


async def counters(file: Path) -> None:
    """A line every few seconds: milliseconds of lateness, MiB, seconds of processor time."""
    late: list[float] = []
    until = time.monotonic() + EVERY
    while True:
        began = time.monotonic()
        await asyncio.sleep(A_MOMENT)
        now = time.monotonic()
        late.append(1000 * (now - began - A_MOMENT))
        if now < until:
            continue
        late.sort()
        noted = {
            "late": late[int(len(late) * 0.99)],
            "latest": late[-1],
            "memory": memory(),
            "blocks": sys.getallocatedblocks(),
            "tasks": len(asyncio.all_tasks()),
            "busy": time.process_time(),
        }
        with file.open("a", encoding="ascii") as log:
            log.write(json.dumps(noted) + "\n")
        late.clear()
        until = time.monotonic() + EVERY


def memory() -> float:
    """MiB this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    point_at(sys.argv[1])
    from bot.__main__ import main
    from bot.discord import reconnect

    stay = reconnect.stay

    async def watched(build: Callable[[], discord.Client], token: str) -> None:
        watching = asyncio.create_task(counters(Path(os.environ[WATCH])))
        try:
            await stay(build, token)
        finally:
            watching.cancel()

    reconnect.stay = watched
    sys.exit(main(sys.argv[2:]))
