"""H1 to H3: what a bot costs whoever runs it: disk a year, processor time a day, memory.

People as they may be: a check-in every day, a walkthrough of twenty answers and a line to take
along every other week, and a reminder a day. Each of them presses twenty times a day.
"""

import asyncio
import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import interactions, starting
from benchmarks.line import Order, line
from benchmarks.row import Row
from bot.confidential import Confidential
from bot.content import load
from bot.features.checkin import records as checkin_records
from bot.features.mydata.briefs import teller
from bot.features.takeaways import records as takeaways_records
from bot.features.walkthrough import sittings
from bot.forms.answers import Answer
from bot.forms.sitting import REVIEW, Sitting
from bot.kept.checked_in import CheckedIn
from bot.kept.takeaway import Takeaway
from bot.person import PersonId
from bot.store import Session, Store, StorePaths

SIZES = tuple(int(n) for n in os.environ.get("PEOPLE", "10,1000").split(","))
DAYS, FORTNIGHT, AT_ONCE = 365, 14, 32
PRESSES, STEPS = 20, 2_000
# Seconds for which a bot is looked at that has nothing to do.
IDLE = 60.0
A_DAY = 86_400
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SAID = "I would like to say it without it sounding like blame, and I would like to be heard. "
LIBRARY = load()


def run() -> list[Row]:
    """Each for few people and for many."""
    press = _processor_of_a_press()
    disk, memory, idle = {}, {}, {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_fill(Path(folder), size))
            disk[size] = sum(f.stat().st_size for f in (Path(folder) / "data").iterdir()) / 2**20
            memory[size], idle[size] = _at_rest(Path(folder))
    few, many = SIZES[0], SIZES[-1]
    day = {n: idle[n] * A_DAY + n * PRESSES * press for n in SIZES}
    return [
        Row(
            "H1",
            "disk after a year, MiB by how many people there are",
            ", ".join(f"{n:,}: {disk[n]:,.1f}" for n in SIZES),
            f"for each person {disk[many] / many * 1024:.0f} KiB; each backup is as large",
            "at most 1 MiB for each",
            disk[many] <= many,
        ),
        Row(
            "H2",
            f"processor time a day, minutes, with {PRESSES} presses a day for each",
            ", ".join(f"{n:,}: {day[n] / 60:.1f}" for n in SIZES),
            f"with no press {idle[few] * A_DAY / 60:.1f}; a press {press * 1000:.1f} ms",
            "at most an hour",
            day[many] <= 3600,
        ),
        Row(
            "H3",
            "memory at rest, MiB by how many people there are",
            ", ".join(f"{n:,}: {memory[n]:.0f}" for n in SIZES),
            f"with {few:,}: {memory[few]:.0f}",
            "at most 128",
            memory[many] <= 128,
        ),
    ]


def _processor_of_a_press() -> float:
    """Seconds for a step of a walkthrough, kept and answered, with what the line takes."""
    found = interactions._measured(interactions.OURS, Order(STEPS, 1), {})  # noqa: SLF001
    return found.processor / interactions.US


def _at_rest(folder: Path) -> tuple[float, float]:
    """MiB of the real process, and which share of a processor it takes with nothing to do."""
    with (
        line([starting.PRESS]) as (port, carry_out),
        starting.process(folder, starting.OURS, port) as bot,
    ):
        carry_out(Order(1, 1))
        time.sleep(starting.REST)
        before = bot.used()
        time.sleep(IDLE)
        return bot.memory(), bot.used().since(before).processor / IDLE


async def _fill(folder: Path, size: int) -> None:
    places = StorePaths(folder / "data", folder / "key" / "master.key")
    store, coming = await Store.open(places, teller(LIBRARY.scripts)), iter(range(size))

    async def some() -> None:
        for who in coming:
            async with store.session(PersonId(10**17 + who)) as session:
                for n in range(DAYS):
                    _day(session, n)

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    await store.close()


def _day(session: Session, n: int) -> None:
    at = NOW - timedelta(days=n)
    answer = Confidential[Answer]({"note": SAID})
    checkin_records.keep(session, CheckedIn(os.urandom(16), at, at.date(), answer, n=n + 1))
    if n % FORTNIGHT:
        return
    script = LIBRARY.talk
    answers = {q.id: Confidential[Answer]({_words(q.id): SAID}) for q in script.questions}
    day, id = at.date(), os.urandom(16)
    sittings.keep(
        LIBRARY,
        session,
        Sitting(id, script.id, script.edition, "full", REVIEW, day, day, answers, finished=True),
    )
    takeaways_records.keep(session, Takeaway(id, day, Confidential(SAID), b"", 0, n + 1))


def _words(question: str) -> str:
    """The key of a field of it that is written into."""
    fields = LIBRARY.talk.question(question).fields
    return next((f.key for f in fields if f.kind.is_words), fields[0].key)
