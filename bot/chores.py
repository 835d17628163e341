"""What the house does by itself, whoever is there. APScheduler is known here and nowhere else."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

A_DAY = timedelta(days=1)


@contextmanager
def chores(bump: Callable[[], Awaitable[object]], every: timedelta = A_DAY) -> Iterator[None]:
    """See to the chores for as long as the bot runs.

    A new generation of the store every day, so that an old copy is known by its age.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    seconds = every.total_seconds()
    scheduler.add_job(bump, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
