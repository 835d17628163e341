"""R1, R3, R4, R5: who is due, among many. Beside it the usual way: one APScheduler job each.

The usual way is measured on 10,000 people in memory (lost in a restart) and in a job store on
SQLite; ours on the store as it is, sealed and durable.
"""

import asyncio
import gc
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import usual
from benchmarks.row import Row
from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
from bot.schedule.timing import following, instant, local
from bot.store import Store, StorePaths

ROUNDS = 3
DUE = 10_000
FEW, MANY = 1_000, 1_000_000
BATCH = 100
A_MOMENT = 0.001
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
INSERT = "INSERT INTO schedule (pseud, id, due_at, blob) VALUES (?, ?, ?, ?)"


def run() -> list[Row]:
    """Each goal beside the usual way."""
    return asyncio.run(_run())


async def _run() -> list[Row]:
    ours, settling, memory, disk, gaps, idle_gaps = ([] for _ in range(6))  # type: list[list[float]]
    for _ in range(ROUNDS):
        took, settled, gap, idle_gap = await _tick_with_all_due()
        ours.append(took)
        settling.append(settled)
        gaps.append(gap)
        idle_gaps.append(idle_gap)
        memory.append((await usual.tick(usual.in_memory(), DUE))[0])
        with tempfile.TemporaryDirectory() as folder:
            disk.append((await usual.tick(usual.on_disk(Path(folder)), DUE))[0])
    few, many = [await _many(n) for n in (FEW, MANY)]
    to_disk, to_memory = (
        statistics.median(t / o for t, o in zip(theirs, ours, strict=True))
        for theirs in (disk, memory)
    )
    gap = statistics.median(g - i for g, i in zip(gaps, idle_gaps, strict=True)) * 1000
    idle, grown = many[0] / few[0], many[2] - few[2]
    took = f"{_middle(ours):.2f} s, sealed and durable"
    return [
        Row(
            "R1",
            f"a look at what is due, when nothing is, among {MANY:,}",
            f"{many[0] * 1e6:.0f} µs, {idle:.2f}x",
            f"among {FEW:,}: {few[0] * 1e6:.0f} µs",
            "at most 1.5x",
            idle <= 1.5,
        ),
        Row(
            "R3",
            f"{DUE:,} due at once, claimed (settled while being sent: {_middle(settling):.1f} s)",
            f"{took}, {to_disk:.0f}x faster",
            f"one APScheduler job each, on SQLite with a write-ahead log: {_middle(disk):.1f} s",
            "at least 25x",
            to_disk >= 25,
        ),
        Row(
            "R3",
            "the same",
            f"{took}, {to_memory:.1f}x faster",
            f"one APScheduler job each, in memory and lost with it: {_middle(memory):.1f} s",
            "at least 6x",
            to_memory >= 6,
        ),
        Row(
            "R4",
            "the longest the loop was held up meanwhile, over idle",
            f"{gap:.1f} ms",
            f"APScheduler on SQLite: {_middle(disk) * 1000:,.0f} ms",
            "at most 5 ms",
            gap <= 5,
        ),
        Row(
            "R5",
            f"memory of {MANY:,} schedules over that of {FEW:,}",
            f"{grown:+.1f} MiB",
            "one APScheduler job each: about 3 GiB, from an earlier measurement",
            "at most +16 MiB",
            grown <= 16,
        ),
        Row(
            "R5",
            f"the first to fall due of {MANY:,}, right after opening the file",
            f"{many[1] * 1000:.1f} ms",
            f"of {FEW:,}: {few[1] * 1000:.1f} ms",
            "at most 10 ms",
            many[1] <= 0.010,
        ),
    ]


async def _tick_with_all_due() -> tuple[float, float, float, float]:
    """Seconds to claim everybody, to settle them; the longest gap of the loop, then and idle."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with tempfile.TemporaryDirectory() as folder:
        store = await filled(Path(folder), DUE, now)

        settled = 0.0

        async def everything() -> None:
            # As in life, few are in hand at a time: thousands of them would be looked through
            # by Python's garbage collector, again and again.
            nonlocal settled
            while claims := await store.reminders.claim(now, BATCH):
                began = time.perf_counter()
                await store.reminders.settle([(claim, following(claim.entry)) for claim in claims])
                settled += time.perf_counter() - began

        async def nothing() -> None:
            await asyncio.sleep(0.2)

        _, idle = await _watched(nothing)
        took, gap = await _watched(everything)
        assert not await store.reminders.claimed()
        await store.close()
    return took - settled, settled, gap, idle


async def _watched(act: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """How long something takes, and the longest time nobody else had the loop."""
    longest, over = 0.0, False

    async def watch() -> None:
        nonlocal longest
        while not over:
            began = time.perf_counter()
            # Not without a pause: that would take the processor from whoever is watched.
            await asyncio.sleep(A_MOMENT)
            longest = max(longest, time.perf_counter() - began - A_MOMENT)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    began = time.perf_counter()
    await act()
    took, over = time.perf_counter() - began, True
    await watching
    return took, longest


async def _many(people: int) -> tuple[float, float, float]:
    """Seconds of an idle tick, seconds to the first answer, MiB in memory."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with tempfile.TemporaryDirectory() as folder:
        store = await filled(Path(folder), people, now + timedelta(days=1))
        await store.close()
        gc.collect()
        before = _memory()
        with closing(sqlite3.connect(Path(folder) / "data" / "keyring.db")) as db:
            began = time.perf_counter()
            db.execute(
                "SELECT min(due_at) FROM schedule WHERE claimed_at IS NULL AND due_at IS NOT NULL"
            ).fetchone()
            first = time.perf_counter() - began
        store = await Store.open(_places(Path(folder)))
        ticks = []
        for _ in range(300):
            began = time.perf_counter()
            assert not await store.reminders.claim(now, BATCH)
            ticks.append(time.perf_counter() - began)
        grown = _memory() - before
        await store.close()
    return statistics.median(ticks), first, grown


async def filled(folder: Path, people: int, due: datetime) -> Store:
    """A store in which so many people are to be reminded at once."""
    store = await Store.open(_places(folder))
    reminders = store.reminders
    rows = [reminders._row(_entry(n, due)) for n in range(people)]  # noqa: SLF001
    await store.close()
    with closing(sqlite3.connect(folder / "data" / "keyring.db")) as db, db:
        db.executemany(INSERT, rows)
    return await Store.open(_places(folder))


def _entry(n: int, due: datetime) -> Reminder:
    zone = ZONES[n % len(ZONES)]
    wall = local(zone, due)
    minute = wall.hour * 60 + wall.minute
    return Reminder(
        id=os.urandom(16),
        kind=ReminderKind.DAILY,
        to=Address(PersonId(10**17 + n), 10**18 + n),
        due=instant(zone, wall.date(), minute),
        day=wall.date(),
        zone=zone,
        minute=minute,
        days=EVERY_DAY,
    )


def _places(folder: Path) -> StorePaths:
    return StorePaths(folder / "data", folder / "key" / "master.key")


def _memory() -> float:
    """MiB this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _middle(figures: list[float]) -> float:
    return statistics.median(figures)
