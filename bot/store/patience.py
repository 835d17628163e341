"""Seeing something through to its end, even when told to stop."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def to_the_end(under_way: "asyncio.Future[T]") -> T:
    """Wait until it is known what happened. Whoever was cancelled meanwhile is, afterwards.

    A commit that is on its way to the disk can't be called back: leaving before it is decided
    would hand the next turn pages that may or may not be the ones in the file.
    """
    told_to_stop: asyncio.CancelledError | None = None
    while not under_way.done():
        try:
            await asyncio.wait({under_way})
        except asyncio.CancelledError as stop:
            told_to_stop = stop
    if told_to_stop:
        if not under_way.cancelled():
            under_way.exception()
        raise told_to_stop
    return under_way.result()


async def whole(doing: Coroutine[Any, Any, T]) -> T:
    """Do something that must not be left half done."""
    return await to_the_end(asyncio.ensure_future(doing))
