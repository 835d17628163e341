"""G4 and G5: what the house's own chores cost a bot with many people, and whoever is there.

Fifty of them walk through their questions meanwhile, and now and then somebody comes who was not
here lately. What they wait for beside a chore stands beside what they wait for without one.
"""

import asyncio
import gc
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks import filling, growing
from benchmarks.row import Row
from benchmarks.running import resident
from bot.context import Context
from bot.features.listing import features
from bot.features.mydata.briefs import teller
from bot.features.walkthrough import sittings
from bot.forms.sitting import REVIEW, Sitting
from bot.instance import Instance
from bot.kept import retention
from bot.languages import Languages
from bot.ops import nightly
from bot.person import PersonId
from bot.router import Router
from bot.store import Store, StorePaths
from tests.actors.devices import Nobody

SIZES = tuple(int(n) for n in os.environ.get("PEOPLE", "10000,100000").split(","))
RECORDS, WALKERS = 50, 50
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
# Seconds: between two presses of one person at most, until all has been used once, without a
# chore, and between two looks.
A_PRESS, WARM, IDLE, A_MOMENT = 2.0, 5.0, 20.0, 0.1
# Of so many presses one is somebody's who was not here lately.
SELDOM, TIMES = 8, 1_000
MOST_MEMORY, MOST_LATE, TENFOLD, SAME = 16.0, 10.0, 11.0, 1.5
# Only when somebody asks for it, and over in seconds: no goal of the plan, and told beside them.
ANOTHER_KEY, MOST_LATE_THEN = "another master key", 50.0


class Figures(NamedTuple):
    """Seconds; milliseconds of the answers beside it; MiB added, and of its process."""

    seconds: float
    # Of a processor, in the process of its own or, where it has none, once more by itself.
    processor: float
    p99: float
    longest: float
    added: float
    aside: float


@dataclass(slots=True)
class House:
    """A bot with so many people."""

    places: StorePaths
    store: Store
    router: Router
    size: int
    rng: random.Random = field(default_factory=lambda: random.Random(15))  # noqa: S311

    def anybody(self) -> PersonId:
        return PersonId(filling.FIRST + self.rng.randrange(self.size))


def run() -> list[Row]:
    """Each chore at each size, beside people; and what each of them does alone."""
    beside: dict[str, dict[int, Figures]] = {}
    alone: dict[str, dict[int, float]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            chores, singles = asyncio.run(_measured(Path(folder), size))
        for name, figures in chores.items():
            beside.setdefault(name, {})[size] = figures
        for name, each in singles.items():
            alone.setdefault(name, {})[size] = each
    idle = beside.pop("nothing")
    grows = [_grows(name, found) for name, found in beside.items()]
    return [
        *(_bears(name, found[SIZES[-1]], idle[SIZES[-1]]) for name, found in beside.items()),
        *(grows if len(SIZES) > 1 else ()),
        *(_stays(name, found) for name, found in alone.items()),
    ]


def _bears(name: str, found: Figures, idle: Figures) -> Row:
    late, most = found.p99 - idle.p99, MOST_LATE_THEN if name == ANOTHER_KEY else MOST_LATE
    aside = f", in a process of its own {found.aside:.0f} MiB" if found.aside else ""
    return Row(
        "G4",
        f"{name}, {SIZES[-1]:,} people with {RECORDS} records each, {WALKERS} of them walking",
        f"memory {found.added:+.1f} MiB{aside}; 99 of 100 answers {late:+.1f} ms,"
        f" the longest {found.longest:.0f}",
        f"without it: 99 of 100 within {idle.p99:.1f} ms, the longest {idle.longest:.0f}",
        f"at most +{MOST_MEMORY:.0f} MiB and +{most:.0f} ms",
        found.added <= MOST_MEMORY and late <= most,
    )


def _grows(name: str, found: dict[int, Figures]) -> Row:
    few, many = found[SIZES[0]].processor, found[SIZES[-1]].processor
    most = TENFOLD * SIZES[-1] / SIZES[0] / 10
    return Row(
        "G5",
        f"{name}, seconds of processor time for {SIZES[-1]:,} people",
        f"{many:.1f}, {many / few:.1f}x; it took {found[SIZES[-1]].seconds:.0f} s",
        f"for {SIZES[0]:,}: {few:.1f}",
        f"at most {most:.0f}x",
        many / few <= most,
    )


def _stays(name: str, found: dict[int, float]) -> Row:
    few, many = found[SIZES[0]], found[SIZES[-1]]
    return Row(
        "G5",
        f"{name}, milliseconds of processor time among {SIZES[-1]:,} people",
        f"{many:.2f}, {many / few:.2f}x",
        f"among {SIZES[0]:,}: {few:.2f}",
        f"at most {SAME}x",
        many / few <= SAME,
    )


async def _measured(folder: Path, size: int) -> tuple[dict[str, Figures], dict[str, float]]:
    places = StorePaths(folder / "data", folder / "key" / "master.key")
    await filling.fill(places, size, RECORDS, NOW)
    gc.collect()
    gc.freeze()  # as the bot does
    async with _open(places, size) as house:
        walkers = [await _begun(house) for _ in range(WALKERS)]
        for days in range(4):
            house.store.days.note((NOW - timedelta(days=3 - days)).date())

        async def backed_up() -> None:
            await nightly.backed_up(places, folder / "backups", 7)
            await house.store.advance_generation()

        chores: dict[str, Callable[[], Awaitable[object]]] = {
            "nothing": lambda: asyncio.sleep(IDLE),
            "the daily round": lambda: retention.night(house.store, NOW),
            "a backup, proved": backed_up,
            ANOTHER_KEY: house.store.rotate,
        }
        await _beside(house, walkers, lambda: asyncio.sleep(WARM))
        found = {name: await _beside(house, walkers, act) for name, act in chores.items()}
        # Of both, before and after, the quieter one: the disk may have been busy with the filling.
        after = await _beside(house, walkers, chores["nothing"])
        found["nothing"] = min(found["nothing"], after, key=lambda figures: figures.p99)
        for name in ("the daily round", ANOTHER_KEY):
            began = time.process_time()
            await chores[name]()
            found[name] = found[name]._replace(processor=time.process_time() - began)
        return found, await _alone(house, walkers)


@asynccontextmanager
async def _open(places: StorePaths, size: int) -> AsyncIterator[House]:
    library = growing.LIBRARY
    store = await Store.open(places, teller(library))
    try:
        at = Context(store, Languages(library), Instance(), Nobody(), lambda: NOW)
        yield House(places, store, Router(at, features(at)), size)
    finally:
        await store.close()


async def _begun(house: House) -> PersonId:
    """Somebody in the middle of a walkthrough."""
    who, script, today = house.anybody(), growing.LIBRARY.talk, date(2026, 11, 2)
    async with house.store.session(who) as session:
        begun = Sitting(os.urandom(16), script.id, script.edition, "full", REVIEW, today, today, {})
        sittings.keep(growing.LIBRARY, session, begun)
    return who


async def _beside(
    house: House, walkers: list[PersonId], chore: Callable[[], Awaitable[object]]
) -> Figures:
    took, memory, aside, others = list[float](), list[float](), [0.0], set(_children())

    async def walk(who: PersonId) -> None:
        for n in range(1_000_000):
            await asyncio.sleep(house.rng.uniform(0, A_PRESS))
            began = time.perf_counter()
            if n % SELDOM:
                await growing._step(house.router, who, n)  # noqa: SLF001 - ours
            else:
                await house.router.command("menu", house.anybody())
            took.append((time.perf_counter() - began) * 1000)

    async def look() -> None:
        while True:
            memory.append(resident())
            mine = (child for child in _children() if child not in others)
            aside.append(max(map(_memory_of, mine), default=0.0))
            await asyncio.sleep(A_MOMENT)

    meanwhile = [asyncio.create_task(walk(who)) for who in walkers]
    await asyncio.sleep(A_PRESS)
    took.clear()
    meanwhile.append(asyncio.create_task(look()))
    before, began, others_took = resident(), time.perf_counter(), _processor_aside()
    await chore()
    seconds, processor = time.perf_counter() - began, _processor_aside() - others_took
    # What a short one held up is still to come.
    await asyncio.sleep(A_PRESS)
    for task in meanwhile:
        task.cancel()
    await asyncio.wait(meanwhile)
    p99 = statistics.quantiles(took, n=100)[-1]
    return Figures(seconds, processor, p99, max(took), max(memory) - before, max(aside))


async def _alone(house: House, walkers: list[PersonId]) -> dict[str, float]:
    """Milliseconds of processor time of each, by itself: the median."""
    acts: dict[str, Callable[[int], Awaitable[object]]] = {
        "a look of somebody who was not here": lambda _: house.router.command(
            "menu", house.anybody()
        ),
        "a step": lambda n: growing._step(house.router, walkers[n % WALKERS], n),  # noqa: SLF001
        "a tick": lambda _: house.store.reminders.claim(NOW, 100),
        "a new generation": lambda _: house.store.advance_generation(),
    }
    found = {}
    for name, act in acts.items():
        took = []
        for n in range(TIMES):
            began = time.process_time()
            await act(n)
            took.append((time.process_time() - began) * 1000)
        found[name] = statistics.median(took)
    return found


def _children() -> list[str]:
    found = list[str]()
    for thread in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            found += (thread / "children").read_text("ascii").split()
    return found


def _processor_aside() -> float:
    """Seconds that all processes took that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory_of(process: str) -> float:
    """MiB another process holds now; nothing, where it has ended."""
    with suppress(OSError):
        return resident(process)
    return 0.0
