"""Seeing something through to its end, even when told to stop.

A commit on its way to the disk can't be called back: leaving before it is decided would hand
the next turn pages that may or may not be the ones in the file.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class UncancellableFuture(asyncio.Future[T]):
    """A future that can't be called off. Who is cancelled waiting for it is, once it is there."""

    def cancel(self, msg: Any = None) -> bool:  # noqa: ANN401, ARG002
        return False


async def uninterrupted(doing: Coroutine[Any, Any, T]) -> T:
    """Do something that must not be left half done."""
    over: UncancellableFuture[None] = UncancellableFuture()
    task = asyncio.ensure_future(doing)

    def end(task: "asyncio.Task[T]") -> None:
        # Looked at, since nobody will if we are cancelled ourselves.
        if not task.cancelled():
            task.exception()
        over.set_result(None)

    task.add_done_callback(end)
    await over
    return task.result()
