"""H1 to H7: what a bot costs whoever runs it, here and on one core limited to a fifth of its speed.

People as they may be: a check-in every day, a walkthrough of twenty answers and a line to take
along every other week, and a reminder a day. Each of them presses twenty times a day. Disk is
measured with a hundred of them after a year, and multiplied; everything else in houses of so many
people with fifty records each. Only what a day comes to is worked out of its measured parts.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import living
from benchmarks.board import Board, board, why_not
from benchmarks.line import Timing
from benchmarks.living import Life, Took
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
# How many people's year is written, and how many people's hour of a processor it may be.
YEAR, GOAL_FOR = 100, 1_000
# With more, nobody waits for the round and the backup on the slow core.
WAITED_FOR = 1_000
DAYS, FORTNIGHT, AT_ONCE = 365, 14, 32
PRESSES = 20
A_DAY, AN_HOUR = 86_400, 3_600
MOST_MEMORY, MOST_START, MOST_PRESS, MOST_PAGE = 128, 30, 1, 3
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SAID = "I would like to say it without it sounding like blame, and I would like to be heard. "
LIBRARY = load()


@dataclass(frozen=True, slots=True)
class Machine:
    """What was found on one: this one as it is, or with its limit. Seconds of processor time."""

    where: str
    lives: dict[int, Life]
    timing: Timing
    press: float
    reminder: float
    # The whole one, where a limited one did not wait for the chores.
    whole: "Machine | None" = field(default=None)

    def chores(self, size: int) -> Life:
        """Where the round and the backup of so many people were measured."""
        if self.whole and not self.lives[size].backup:
            return self.whole.lives[size]
        return self.lives[size]

    def day(self, size: int) -> float:
        """Seconds of processor time a day: nobody there, presses, reminders and chores."""
        chores = self.chores(size)
        assert chores.backup
        people = size * (PRESSES * self.press + self.reminder)
        return self.lives[size].idle * A_DAY + people + chores.round + chores.backup.processor


def run() -> Iterator[Row]:
    """Each by how many people there are, on the whole machine and on a core at a fifth."""
    yield _disk()
    with tempfile.TemporaryDirectory() as name:
        houses = {size: Path(name) / f"{size}" for size in SIZES}
        for size, folder in houses.items():
            asyncio.run(living.house(folder, size))
            # What a round has seen to it does not see to again on the same day.
            shutil.copytree(folder, folder.with_suffix(".board"))
        whole = _machine("", houses, [None] * len(SIZES))
        yield from _rows(whole)
        if missing := why_not():
            print(f"H2 to H7 on a core at a fifth of its speed are left out: {missing}")
            return
        boarded = {size: folder.with_suffix(".board") for size, folder in houses.items()}
        with ExitStack() as stack:
            boards = [stack.enter_context(board(n)) for n in range(len(SIZES))]
            limited = _machine(", on a core at a fifth", boarded, boards, whole)
            yield from _rows(limited)
            yield _press(limited)
            yield _page(boards[0])


def _machine(
    where: str,
    houses: dict[int, Path],
    boards: Sequence[Board | None],
    whole: Machine | None = None,
) -> Machine:
    """Each house beside the others: what is waited for is mostly that time goes by."""
    timing, press = living.presses(boards[0])

    def one(size: int, at: Board | None) -> Life:
        return living.life(houses[size], at, chores=not at or size <= WAITED_FOR)

    with ThreadPoolExecutor(len(houses)) as pool:
        lives = dict(zip(houses, pool.map(one, houses, boards), strict=True))
    reminder = living.reminder(lives[SIZES[0]].idle, boards[0])
    return Machine(where, lives, timing, press, reminder, whole)


def _rows(found: Machine) -> Iterator[Row]:
    lives, day = found.lives, {n: found.day(n) for n in SIZES}
    many = SIZES[-1]
    last, chores = lives[many], found.chores(many)
    assert chores.backup
    yield Row(
        "H2",
        f"processor time a day{found.where}, minutes, with {PRESSES} presses and a reminder a day"
        " for each",
        _by_size(lambda n: f"{day[n] / 60:.1f}"),
        f"with nobody there {last.idle * A_DAY / 60:.1f}; a press {found.press * 1000:.1f} ms, a"
        f" reminder {found.reminder * 1000:.1f} ms; for {many:,} the daily round"
        f" {chores.round:.1f} s and the backup {chores.backup.processor:.1f} s",
        f"at most an hour for {GOAL_FOR:,}",
        all(day[n] <= AN_HOUR for n in SIZES if n <= GOAL_FOR),
    )
    yield Row(
        "H3",
        f"memory at rest{found.where}, MiB",
        _by_size(lambda n: f"{lives[n].memory:.0f}"),
        "the most until the first round and backup were over: "
        + _by_size(lambda n: f"{lives[n].most:.0f}" if lives[n].backup else "not waited for"),
        f"at rest at most {MOST_MEMORY} for any",
        all(life.memory <= MOST_MEMORY for life in lives.values()),
    )
    yield Row(
        "H4",
        f"start to the first answer{found.where}, every page made",
        _by_size(lambda n: _told(lives[n].anew)),
        "as usual: " + _by_size(lambda n: _told(lives[n].start)),
        f"under {MOST_START} s",
        all(life.anew.wall < MOST_START for life in lives.values()),
    )
    if waited_for := [life for life in lives.values() if life.backup]:
        yield Row(
            "H5",
            f"a backup, proved{found.where}",
            _by_size(lambda n: _backup(lives[n])),
            f"a bot with nothing to do: {last.memory:.0f} MiB",
            f"at most {MOST_MEMORY} MiB in its own process",
            all(life.aside <= MOST_MEMORY for life in waited_for),
        )


def _press(found: Machine) -> Row:
    p50, p99 = (found.timing.percentile(share) / 1000 for share in (0.5, 0.99))
    return Row(
        "H6",
        f"a press{found.where}, one after the other without a pause, one in flight",
        f"half within {p50:.2f} s, 99 of 100 within {p99:.2f} s",
        "Discord waits three seconds",
        f"99 of 100 under {MOST_PRESS} s",
        p99 < MOST_PRESS,
    )


def _page(at: Board) -> Row:
    answers = living.page(at)
    first = answers.answers[0]
    return Row(
        "H7",
        f"/page of somebody with {living.MANY:,} things, on a core at a fifth",
        f"the first after a start {first:.2f} s, then half within {answers.percentile(0.5):.0f} ms",
        "Discord waits three seconds",
        f"under {MOST_PAGE} s",
        first < MOST_PAGE,
    )


def _by_size(told: Callable[[int], str]) -> str:
    return ", ".join(f"{n:,}: {told(n)}" for n in SIZES)


def _backup(life: Life) -> str:
    return f"{_told(life.backup)}, {life.aside:.0f} MiB" if life.backup else "not waited for"


def _told(took: Took) -> str:
    """By the clock, and what of that it was: what is left is the disk and other processes."""
    held = f", {took.held_back:.1f} held back by the limit" if took.held_back else ""
    return (
        f"{took.wall:.1f} s ({took.processor:.1f} on a processor{held},"
        f" {took.waiting:.1f} waiting for other work)"
    )


def _disk() -> Row:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_fill(Path(folder), YEAR))
        files = (Path(folder) / "data").iterdir()
        each = sum(file.stat().st_size for file in files) / YEAR / 2**20
    records = DAYS + 2 * len(range(0, DAYS, FORTNIGHT))
    return Row(
        "H1",
        "disk after a year, MiB by how many people there are",
        _by_size(lambda n: f"{each * n:,.1f}"),
        f"measured with {YEAR} people and multiplied: for each {each * 1024:.0f} KiB, a record"
        f" {each * 1024 / records:.2f} KiB; each backup is as large",
        "at most 1 MiB for each",
        each <= 1,
    )


async def _fill(folder: Path, size: int) -> None:
    places = StorePaths(folder / "data", folder / "key" / "master.key")
    store, coming = await Store.open(places, teller(LIBRARY)), iter(range(size))

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
