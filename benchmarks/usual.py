"""The usual way to remind many people: one APScheduler job each, and `gather` to send."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.base import BaseJobStore
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import STATE_RUNNING
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import event

from benchmarks.running import Used, used

DAYS = "mon,tue,wed,thu,fri,sat,sun"


async def remind(person: int) -> None:
    """What a job would do: here, nothing."""
    del person


def in_memory() -> BaseJobStore:
    return MemoryJobStore()


def on_disk(folder: Path) -> BaseJobStore:
    """A job store on SQLite with a write-ahead log, as a careful host would set it up."""
    store = SQLAlchemyJobStore(url=f"sqlite:///{folder / 'jobs.db'}")

    @event.listens_for(store.engine, "connect")
    def _wal(connection: Any, _: object) -> None:  # noqa: ANN401
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    return store


async def tick(store: BaseJobStore, people: int) -> Used:
    """What a tick takes in which everybody is due. The loop is held for all of it."""
    scheduler = AsyncIOScheduler(
        jobstores={"default": store},
        executors={"default": AsyncIOExecutor()},
        job_defaults={"misfire_grace_time": 3600, "coalesce": True},
        timezone=UTC,
    )
    scheduler.start(paused=True)
    due = datetime.now(UTC) - timedelta(seconds=30)
    for person in range(people):
        trigger = CronTrigger(day_of_week=DAYS, hour=due.hour, minute=due.minute, timezone=UTC)
        scheduler.add_job(remind, trigger, args=[person], next_run_time=due, id=str(person))
    scheduler.state = STATE_RUNNING
    before = used(os.getpid())
    scheduler._process_jobs()  # noqa: SLF001
    await asyncio.sleep(0)
    took = used(os.getpid()).since(before)
    scheduler.shutdown(wait=False)
    return took
