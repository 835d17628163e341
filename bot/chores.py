"""What the house does by itself, whoever is there. APScheduler is known here and nowhere else."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

A_DAY = timedelta(days=1)
A_LOOK = timedelta(seconds=5)

Chore = Callable[[], Awaitable[object]]

log = logging.getLogger(__name__)


@asynccontextmanager
async def chores(
    bump: Chore, look: Chore, *, every: timedelta = A_DAY, often: timedelta = A_LOOK
) -> AsyncIterator[None]:
    """See to the chores for as long as the bot runs.

    A new generation of the store every day, so that an old copy is known by its age; and a look
    every few seconds at what is due, for everybody together.
    """
    scheduler, looking = AsyncIOScheduler(timezone=UTC), _Looking(look)
    for chore, time in ((bump, every), (looking.look, often)):
        scheduler.add_job(
            chore,
            "interval",
            seconds=time.total_seconds(),
            max_instances=1,
            misfire_grace_time=None,
            coalesce=True,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        await looking.end()


class _Looking:
    """One look at a time, however long it takes."""

    def __init__(self, look: Chore) -> None:
        self._look = look
        self._going: asyncio.Task[None] | None = None

    async def look(self) -> None:
        """Begin one, unless the one before is still under way. The scheduler need not wait."""
        if self._going is None or self._going.done():
            self._going = asyncio.create_task(self._once(), name="quiet page: looking what is due")

    async def end(self) -> None:
        if self._going:
            self._going.cancel()
            with suppress(asyncio.CancelledError):
                await self._going

    async def _once(self) -> None:
        try:
            await self._look()
        except Exception as error:  # noqa: BLE001 - the next look may well succeed
            first = error.exceptions[0] if isinstance(error, ExceptionGroup) else error
            log.error("a look at what is due failed: %s", type(first).__name__)
