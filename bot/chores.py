"""What the house does by itself, whoever is there. APScheduler is known here and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from bot.store import Store


@contextmanager
def chores(store: Store) -> Iterator[None]:
    """See to the chores for as long as the bot runs.

    A new generation every day: a store put back from a copy is noticed by its age.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(store.bump, "interval", days=1, misfire_grace_time=None, coalesce=True)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
