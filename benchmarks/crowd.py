"""G4 and G5: what the house's own chores cost a bot with many people, and whoever is there."""

import asyncio
import itertools
import os
import random
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.row import Row
from bot.confidential import Confidential
from bot.content import load
from bot.features.checkin import records as checkin_records
from bot.features.mydata.briefs import teller
from bot.forms.answers import Answer
from bot.kept import retention
from bot.kept.checked_in import CheckedIn
from bot.person import PersonId
from bot.store import Store, StorePaths
from bot.store.sqlite.backup import back_up

SIZES = tuple(int(n) for n in os.environ.get("CROWD", "1000,10000,100000").split(","))
RECORDS, AT_ONCE = 50, 64
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SAID = "It sits in my shoulders today. "


class Figures(NamedTuple):
    """Seconds of the chore; milliseconds of an answer beside it; MiB it added at most."""

    seconds: float
    p99: float
    longest: float
    added: float


def run() -> list[Row]:
    """Each chore at each size, the smallest beside the largest."""
    found: dict[str, dict[int, Figures]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            for name, figures in asyncio.run(_measured(Path(folder), size)).items():
                found.setdefault(name, {})[size] = figures
    return [_row(name, by_size) for name, by_size in found.items()]


def _row(name: str, found: dict[int, Figures]) -> Row:
    largest = found[SIZES[-1]]
    times = ", ".join(f"{n:,}: {found[n].seconds:.1f}" for n in SIZES)
    return Row(
        "G4",
        f"{name}, seconds by how many people there are, {RECORDS} records each",
        f"{times}; memory +{largest.added:.0f} MiB",
        f"an answer beside it: p99 {largest.p99:.0f} ms, the longest {largest.longest:.0f} ms",
        "at most +32 MiB; p99 under 250 ms, the longest under 1,000",
        largest.added <= 32 and largest.p99 < 250 and largest.longest < 1000,
    )


async def _measured(folder: Path, size: int) -> dict[str, Figures]:
    places = StorePaths(folder / "data", folder / "key" / "master.key")
    store = await Store.open(places, teller(load().scripts))
    try:
        await _fill(store, size)
        for n in range(4):
            store.days.note((NOW - timedelta(days=3 - n)).date())

        async def copied() -> object:
            return await asyncio.to_thread(back_up, places, folder / "backups")

        # What filling it left to be done is no part of it.
        await store._data.sweep()  # noqa: SLF001 - ours
        chores: dict[str, Callable[[], Awaitable[object]]] = {
            "the daily round": lambda: retention.night(store, NOW),
            "a backup, proved": copied,
            "another master key": store.rotate,
        }
        return {name: await _beside(store, size, chore) for name, chore in chores.items()}
    finally:
        await store.close()


async def _beside(store: Store, size: int, chore: Callable[[], Awaitable[object]]) -> Figures:
    rng, took, memory = random.Random(size), list[float](), list[float]()  # noqa: S311
    store._cache.clear()  # noqa: SLF001 - ours
    before, began = _memory(), time.perf_counter()
    going = asyncio.ensure_future(chore())
    for n in itertools.count():
        at = time.perf_counter()
        async with store.session(PersonId(10**17 + rng.randrange(size))) as session:
            session.contents.count("checkin")
            if n % 3 == 0:
                _note(session, n)
        took.append((time.perf_counter() - at) * 1000)
        memory.append(_memory())
        if going.done():
            break
        await asyncio.sleep(0.02)
    await going
    seconds = time.perf_counter() - began
    p99 = sorted(took)[int(len(took) * 0.99) - 1] if len(took) > 1 else took[0]
    return Figures(seconds, p99, max(took), max(memory) - before)


async def _fill(store: Store, size: int) -> None:
    coming = iter(range(size))

    async def some() -> None:
        for who in coming:
            async with store.session(PersonId(10**17 + who)) as session:
                for n in range(RECORDS):
                    _note(session, n)

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))


def _note(session: "retention.Session", n: int) -> None:
    at = NOW - timedelta(hours=12 * n)
    answer = Confidential[Answer]({"note": SAID})
    one = CheckedIn(os.urandom(16), at, at.date(), answer, n=n + 1)
    checkin_records.keep(session, one)


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20
