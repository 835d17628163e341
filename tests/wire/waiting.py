"""Waiting for what a process of its own will do in its own time."""

import asyncio
from collections.abc import Callable

PATIENCE = 8.0


async def until(true: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait until it is so; fail where it never is."""
    async with asyncio.timeout(patience):
        while not true():  # noqa: ASYNC110 - another process decides
            await asyncio.sleep(0.01)
