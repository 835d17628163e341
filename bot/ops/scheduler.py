"""What the house does by itself, whoever is there. APScheduler is known here and nowhere else."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

A_DAY = timedelta(days=1)
# An older copy of one file is noticed by its generation, so that one is never older than this.
A_WHILE = timedelta(minutes=10)
A_LOOK = timedelta(seconds=5)
SOON = timedelta(minutes=1)

Job = Callable[[], Awaitable[object]]

log = logging.getLogger(__name__)


@asynccontextmanager
async def scheduled_jobs(  # noqa: PLR0913 - three chores, and how often each
    advance_generation: Job,
    look: Job,
    daily: Job | None = None,
    *,
    every: timedelta = A_WHILE,
    often: timedelta = A_LOOK,
    day: timedelta = A_DAY,
) -> AsyncIterator[None]:
    """See to the chores for as long as the bot runs.

    A new generation of the store every few minutes; a look every few seconds at what is due,
    for everybody together; and what is due once a day, for the first time soon after the start.
    """
    scheduler, looking = AsyncIOScheduler(timezone=UTC), _Looking(look)
    jobs = [(advance_generation, every, every), (looking.look, often, often)]
    if daily:
        # Not only a day from now: somebody may start it anew every evening.
        jobs.append((daily, day, min(day, SOON)))
    for chore, time, first in jobs:
        scheduler.add_job(
            chore,
            "interval",
            seconds=time.total_seconds(),
            next_run_time=datetime.now(UTC) + first,
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

    def __init__(self, look: Job) -> None:
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
