"""Waiting in real seconds, for what no clock of ours moves. Else, a town's clock waits."""

import asyncio
from collections.abc import Callable

# Long enough for a machine that is busy with something else; what hangs is found all the same.
PATIENCE = 60.0


async def until(true: Callable[[], bool]) -> None:
    """Wait until it is so; fail where it never is."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 - another process decides
            await asyncio.sleep(0.01)
