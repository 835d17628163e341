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
from bot.doors import Address, PersonId
from bot.flow.agenda import EVERY_DAY, Claim, Entry, Kind
from bot.flow.timing import following, instant, local
from bot.store import Places, Store

ROUNDS = 3
DUE = 10_000
FEW, MANY = 1_000, 1_000_000
BATCH = 100
A_MOMENT = 0.001
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
INSERT = "INSERT INTO schedule (pseud, id, due_at, blob) VALUES (?, ?, ?, ?)"


def run() -> list[str]:
    """Print each goal beside its floor."""
    return asyncio.run(_run())


async def _run() -> list[str]:
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
    to_disk = [d / o for d, o in zip(disk, ours, strict=True)]
    to_memory = [m / o for m, o in zip(memory, ours, strict=True)]
    gap = [g - i for g, i in zip(gaps, idle_gaps, strict=True)]
    return [
        (
            f"R1  idle tick: {few[0] * 1e6:.0f} us with {FEW:,} schedules, {many[0] * 1e6:.0f} us"
            f" with {MANY:,}, ratio {many[0] / few[0]:.2f} (goal 1.5)"
        ),
        (
            f"R3  {DUE:,} due, a tick: {_middle(ours):.2f} s, sealed and durable (and"
            f" {_middle(settling):.2f} s in all to work out the next times, while sending);"
            f" one APScheduler job each: {_middle(disk):.1f} s on SQLite, ratio"
            f" {_middle(to_disk):.0f} (goal 25); {_middle(memory):.1f} s in memory, ratio"
            f" {_middle(to_memory):.1f} (goal 6)"
        ),
        (
            f"R4  meanwhile the loop was held up at most {_middle(gap) * 1000:.1f} ms longer than"
            f" idle (goal 5); by APScheduler {_middle(disk):.1f} s"
        ),
        (
            f"R5  {MANY:,} schedules take {many[2] - few[2]:.1f} MiB more than {FEW:,} (goal 16);"
            f" looking up the first to fall due after opening: {many[1] * 1000:.1f} ms (goal 10)"
        ),
    ]


async def _tick_with_all_due() -> tuple[float, float, float, float]:
    """Seconds to claim everybody, to settle them; the longest gap of the loop, then and idle."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with tempfile.TemporaryDirectory() as folder:
        store = await _filled(Path(folder), DUE, now)

        claimed: list[Claim] = []

        async def everything() -> None:
            while claims := await store.agenda.claim(now, BATCH):
                claimed.extend(claims)

        async def nothing() -> None:
            await asyncio.sleep(0.2)

        _, idle = await _watched(nothing)
        took, gap = await _watched(everything)
        began = time.perf_counter()
        for n in range(0, len(claimed), BATCH):
            await store.agenda.settle([(c, following(c.entry)) for c in claimed[n : n + BATCH]])
        settled = time.perf_counter() - began
        assert not await store.agenda.claimed()
        await store.close()
    return took, settled, gap, idle


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
        store = await _filled(Path(folder), people, now + timedelta(days=1))
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
            assert not await store.agenda.claim(now, BATCH)
            ticks.append(time.perf_counter() - began)
        grown = _memory() - before
        await store.close()
    return statistics.median(ticks), first, grown


async def _filled(folder: Path, people: int, due: datetime) -> Store:
    """A store in which so many people are to be reminded at once."""
    store = await Store.open(_places(folder))
    agenda = store.agenda
    rows = [agenda._row(_entry(n, due)) for n in range(people)]  # noqa: SLF001
    await store.close()
    with closing(sqlite3.connect(folder / "data" / "keyring.db")) as db, db:
        db.executemany(INSERT, rows)
    return await Store.open(_places(folder))


def _entry(n: int, due: datetime) -> Entry:
    zone = ZONES[n % len(ZONES)]
    wall = local(zone, due)
    minute = wall.hour * 60 + wall.minute
    return Entry(
        id=os.urandom(16),
        kind=Kind.DAILY,
        to=Address(PersonId(10**17 + n), 10**18 + n),
        due=instant(zone, wall.date(), minute),
        day=wall.date(),
        zone=zone,
        minute=minute,
        days=EVERY_DAY,
    )


def _places(folder: Path) -> Places:
    return Places(folder / "data", folder / "key" / "master.key")


def _memory() -> float:
    """MiB this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _middle(figures: list[float]) -> float:
    return statistics.median(figures)
