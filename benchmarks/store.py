"""W1 and the store's part of I2: what it takes to keep one answer, sealed and durable.

The floor is a bare insert of a ready blob: no keys, no heads, no one else in the way.
"""

import asyncio
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiosqlite

from benchmarks.row import Row
from bot.confidential import Confidential
from bot.person import PersonId
from bot.store import Store, StorePaths
from bot.store.records import Json, Record, Shelf

ROUNDS = 5
WRITERS = 50
SAVES = 40
ALONE = 1000

# Seven answers of a walkthrough: 1 KiB, as it lies in the file.
SAID: Json = "I would like to say it without it sounding like blame. " * 2
RECORD = Record({"at": 7, "v": 1}, {f"answer {n}": Confidential(SAID) for n in range(7)})
BARE = "INSERT INTO t VALUES (?, ?) ON CONFLICT DO UPDATE SET blob = excluded.blob"

Save = Callable[[int], Awaitable[None]]


def run() -> list[Row]:
    """Each goal beside its floor."""
    return asyncio.run(_run())


async def _run() -> list[Row]:
    grouped, each, usual, alone, floor = ([] for _ in range(5))  # type: list[list[float]]
    for _ in range(ROUNDS):
        usual.append(await _with_aiosqlite(_throughput))
        each.append(await _with_store(_throughput, most_at_once=1))
        grouped.append(await _with_store(_throughput))
        floor.append(await _with_aiosqlite(_latency))
        alone.append(await _with_store(_latency))
    ratio = statistics.median(g / e for g, e in zip(grouped, each, strict=True))
    usually = statistics.median(g / u for g, u in zip(grouped, usual, strict=True))
    goal = 1.25 * _middle(floor) + 0.15
    return [
        Row(
            "W1",
            f"{WRITERS} writers at once, sealed and durable: a commit for all of them",
            f"{_middle(grouped):,.0f} saves/s, {ratio:.1f}x",
            f"a commit for each: {_middle(each):,.0f}/s; bare inserts through aiosqlite, a commit"
            f" for each: {_middle(usual):,.0f}/s ({usually:.1f}x)",
            "at least 10x",
            ratio >= 10,
        ),
        Row(
            "I2",
            "the store's part of a step, one in flight",
            f"{_middle(alone):.2f} ms",
            f"a bare commit through aiosqlite: {_middle(floor):.2f} ms; on its own thread:"
            f" {_commit():.2f} ms",
            f"at most {goal:.2f} ms",
            _middle(alone) <= goal,
        ),
    ]


async def _with_store(
    measure: Callable[[Save], Awaitable[float]], most_at_once: int = 256
) -> float:
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(
            StorePaths(Path(folder) / "data", Path(folder) / "key" / "master.key")
        )
        store._writer.most_at_once = most_at_once  # noqa: SLF001

        async def save(who: int) -> None:
            async with store.session(PersonId(who)) as session:
                session.keep(Shelf.SITTINGS, b"the only sitting", RECORD)

        try:
            return await measure(save)
        finally:
            await store.close()


async def _with_aiosqlite(measure: Callable[[Save], Awaitable[float]]) -> float:
    turn = asyncio.Lock()
    with tempfile.TemporaryDirectory() as folder:
        async with aiosqlite.connect(Path(folder) / "t.db", isolation_level=None) as db:
            await db.execute("PRAGMA journal_mode=WAL")
            await db.execute("PRAGMA synchronous=FULL")
            await db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, blob BLOB)")

            async def save(who: int) -> None:
                async with turn:
                    await db.execute(BARE, (who, os.urandom(1056)))

            return await measure(save)


async def _throughput(save: Save) -> float:
    """Saves per second with everybody at once; who they are is known already."""

    async def several(who: int) -> None:
        for _ in range(SAVES):
            await save(who)

    await asyncio.gather(*map(save, range(WRITERS)))
    began = time.perf_counter()
    await asyncio.gather(*map(several, range(WRITERS)))
    return WRITERS * SAVES / (time.perf_counter() - began)


async def _latency(save: Save) -> float:
    """Milliseconds of one save, with nobody else there."""
    await save(0)
    times = []
    for _ in range(ALONE):
        began = time.perf_counter()
        await save(0)
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def _commit() -> float:
    """Milliseconds of a bare insert and commit, on the thread we are on."""
    with tempfile.TemporaryDirectory() as folder:
        db = sqlite3.connect(Path(folder) / "t.db", isolation_level=None)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, blob BLOB)")
        times = []
        for _ in range(ALONE):
            began = time.perf_counter()
            db.execute(BARE, (0, os.urandom(1056)))
            times.append(time.perf_counter() - began)
        db.close()
    return statistics.median(times) * 1000


def _middle(figures: list[float]) -> float:
    return statistics.median(figures)
