"""R1, R3, R5: who is due, among many. Beside it the usual way: one APScheduler job each.

The usual way is measured on 10,000 people in memory (lost in a restart) and in a job store on
SQLite; ours on the store as it is, sealed and durable.
"""

import asyncio
import multiprocessing
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import usual
from benchmarks.held import Gap, Watch
from benchmarks.row import Row
from benchmarks.running import Used, resident, used
from bot.features.reminders.sender import AT_A_TIME
from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
from bot.schedule.timing import instant, local, said_late, sent
from bot.store import Store, StorePaths
from bot.store.sqlite.keyring import DUE as FIRST_DUE

ROUNDS = 5
DUE = 10_000
FEW, MANY = 1_000, 1_000_000
# The most a host may choose (`bot/ops/settings.py`), and so many are claimed at a time then.
RATE = 25
BATCH = round(RATE * AT_A_TIME)
LOOKS = 500
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
INSERT = "INSERT INTO schedule (pseud, id, due_at, blob) VALUES (?, ?, ?, ?)"


def run() -> list[Row]:
    """Each goal beside the usual way."""
    return [*asyncio.run(_all_due()), *asyncio.run(_many())]


async def _all_due() -> list[Row]:
    ours: list[Used] = []
    memory: list[Used] = []
    disk: list[Used] = []
    gaps: list[Gap] = []
    for _ in range(ROUNDS):
        async with _due() as store:
            before = used(os.getpid())
            await _see_to_all(store)
            ours.append(used(os.getpid()).since(before))
        async with _due() as store:
            watch = Watch()
            await _see_to_all(store)
            await watch.stop()
            gaps.append(watch.longest())
        memory.append(await usual.tick(usual.in_memory(), DUE))
        with tempfile.TemporaryDirectory() as folder:
            disk.append(await usual.tick(usual.on_disk(Path(folder)), DUE))
    each = _middle([took.processor for took in ours]) / DUE * 1e6
    loop, thread = (
        _middle(those) / DUE * 1e6
        for those in ([took.loop for took in ours], [took.beside for took in ours])
    )
    seen, held = (_middle(list(those)) for those in zip(*gaps, strict=True))
    return [
        Row(
            "R3",
            f"{DUE:,} due at once, claimed {BATCH} at a time and settled: processor time for each",
            f"{each:.0f} µs, sealed and durable (the loop {loop:.0f}, the thread of SQLite"
            f" {thread:.0f}); {_wall(ours)}",
            f"one APScheduler job each, in memory and lost with it: {_beside(memory, ours)}; on"
            f" SQLite with a write-ahead log: {_beside(disk, ours)}",
            "at most 60 µs",
            each <= 60,
        ),
        Row(
            "R3",
            "the longest the loop was held meanwhile",
            f"{held:.1f} ms; with what it waited for a processor {seen:.1f} ms",
            f"APScheduler in memory: {_middle([t.processor for t in memory]) * 1000:,.0f} ms, on"
            f" SQLite: {_middle([t.processor for t in disk]) * 1000:,.0f} ms",
            "at most 5 ms",
            held <= 5,
        ),
    ]


def _beside(theirs: Sequence[Used], ours: Sequence[Used]) -> str:
    """What the usual way takes, and how many times what ours does."""
    each = _middle([took.processor for took in theirs]) / DUE * 1e6
    pairs = list(zip(theirs, ours, strict=True))
    times = _middle([t.processor / o.processor for t, o in pairs])
    walls = _middle([t.wall / o.wall for t, o in pairs])
    return f"{each:,.0f} µs, {times:.1f}x, {_wall(theirs)}, {walls:.1f}x"


def _wall(all_of_them: Sequence[Used]) -> str:
    wall, waited = (_middle([getattr(t, of) for t in all_of_them]) for of in ("wall", "waiting"))
    return f"{wall:.2f} s in all, {waited:.2f} s of waiting for a processor"


@asynccontextmanager
async def _due() -> AsyncIterator[Store]:
    """A store in which everybody is due."""
    with tempfile.TemporaryDirectory() as folder:
        store = await filled(Path(folder), DUE, _this_minute())
        yield store
        assert not await store.reminders.claimed()
        await store.close()


async def _see_to_all(store: Store) -> None:
    """What the sender has done for everybody who is due, but for the sending.

    As in life, few are in hand at a time: thousands would be looked through by Python's garbage
    collector, again and again.
    """
    now = datetime.now(UTC)
    while claims := await store.reminders.claim(now, BATCH):
        done = [(claim, sent(said_late(claim.entry, now))) for claim in claims]
        await store.reminders.settle(done)


async def _many() -> list[Row]:
    now = _this_minute()
    tomorrow = now + timedelta(days=1)
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        folders = [Path(few), Path(many)]
        for folder, people in zip(folders, (FEW, MANY), strict=True):
            await (await filled(folder, people, tomorrow)).close()
        first = [_first(folder, tomorrow) for folder in folders]
        memory = [_at_rest(folder) for folder in folders]
        stores = [await Store.open(_places(folder)) for folder in folders]
        looks: list[list[tuple[float, float]]] = [[], []]
        for _ in range(LOOKS):
            for store, found in zip(stores, looks, strict=True):
                found.append(await _look(store, now))
        for store in stores:
            await store.close()
    processor, wall = (
        [_middle([look[n] for look in found]) * 1e6 for found in looks] for n in range(2)
    )
    idle, grown = processor[1] / processor[0], memory[1] - memory[0]
    return [
        Row(
            "R1",
            f"a look at what is due, when nothing is, among {MANY:,}: processor time",
            f"{processor[1]:.0f} µs, {idle:.2f}x; {wall[1]:.0f} µs in all",
            f"among {FEW:,}: {processor[0]:.0f} µs, {wall[0]:.0f} µs in all",
            "at most 1.5x",
            idle <= 1.5,
        ),
        Row(
            "R5",
            f"memory with {MANY:,} schedules over that with {FEW:,}",
            f"{grown:+.1f} MiB",
            "one APScheduler job each: about 3 GiB, from an earlier measurement",
            "at most +16 MiB",
            grown <= 16,
        ),
        Row(
            "R5",
            f"the first to fall due of {MANY:,}, right after opening the file",
            f"{first[1] * 1000:.1f} ms",
            f"of {FEW:,}: {first[0] * 1000:.1f} ms",
            "at most 10 ms",
            first[1] <= 0.010,
        ),
    ]


async def _look(store: Store, now: datetime) -> tuple[float, float]:
    """Seconds of processor time that an idle tick takes, and seconds on the wall."""
    processor, wall = time.process_time(), time.perf_counter()
    assert not await store.reminders.claim(now, BATCH)
    return time.process_time() - processor, time.perf_counter() - wall


def _first(folder: Path, due: datetime) -> float:
    """Seconds until the first is found, in a file that was just opened."""
    with closing(sqlite3.connect(folder / "data" / "keyring.db")) as db:
        began = time.perf_counter()
        assert db.execute(FIRST_DUE, (due.timestamp(), 1)).fetchone()
        return time.perf_counter() - began


def _at_rest(folder: Path) -> float:
    """MiB that a process holds which does nothing but look at what is due."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(_resident, folder).result()


def _resident(folder: Path) -> float:
    return asyncio.run(_after_looks(folder))


async def _after_looks(folder: Path) -> float:
    store = await Store.open(_places(folder))
    for _ in range(LOOKS):
        await _look(store, _this_minute())
    held = resident()
    await store.close()
    return held


def _this_minute() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


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


def _middle(figures: Sequence[float]) -> float:
    return statistics.median(figures)
