"""What one bot takes of the machine it runs on: from its start through its first round and backup.

The real process, with its own chores at their own times, seen from outside.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks import agenda, filling, growing, interactions, sending, starting
from benchmarks.board import Board
from benchmarks.line import Order, Timing, line, person
from benchmarks.running import Running, Used, used
from bot.person import PersonId
from bot.store import Store, StorePaths

RECORDS = 50
# Seconds for which a bot is looked at that has nothing to do; its chores begin a minute after its
# start.
IDLE = 40.0
A_MOMENT, LONGEST = 0.1, 3600.0
REMINDED, STEPS, WARM = 250, 400, 50
MANY, TIMES = 5_000, 30
PAGE = "menu///"


class Took(NamedTuple):
    """Seconds: by the clock, on the processor, held back by the limit, waiting for a free one."""

    wall: float
    processor: float
    held_back: float
    waiting: float


@dataclass(frozen=True, slots=True)
class Life:
    """What a bot took. Memory in MiB: at rest, the most until after its chores, of the backup."""

    anew: Took
    start: Took
    memory: float
    most: float
    # Which share of a processor it takes with nothing to do.
    idle: float
    # Seconds of processor time.
    round: float
    backup: Took | None
    aside: float


def places(folder: Path) -> StorePaths:
    """Where the files of a house lie."""
    return StorePaths(folder / "data", folder / "key" / "master.key")


async def house(folder: Path, size: int) -> None:
    """So many people, where the bot was there on the days before."""
    await filling.fill(places(folder), size, RECORDS, datetime.now(UTC))
    store = await Store.open(places(folder))
    for ago in range(3, 0, -1):
        store.days.note((datetime.now(UTC) - timedelta(days=ago)).date())
    await store.close()


def life(folder: Path, board: Board | None = None, *, chores: bool = True) -> Life:
    """Of the bot of this house: started twice, left alone, and on to the end of its chores."""
    (folder / "data" / starting.MARK).unlink(missing_ok=True)
    with _started(folder, board) as (_, _, anew):
        pass
    with _started(folder, board) as (bot, _, start):
        time.sleep(starting.REST)
        memory, before = bot.memory(), bot.used()
        time.sleep(IDLE)
        since = bot.used().since(before)
        idle = since.processor / since.wall
        if not chores:
            return Life(anew, start, memory, _most(bot.id), idle, 0.0, None, 0.0)
        before = bot.used()
        child = _appears(bot)
        asleep = bot.used().since(before)
        backup, aside = _to_its_end(child, board)
        return Life(
            anew, start, memory, _most(bot.id), idle,
            max(asleep.processor - idle * asleep.wall, 0.0), backup, aside,
        )  # fmt: skip


@contextmanager
def _started(
    folder: Path, board: Board | None, **around: str
) -> Iterator[tuple[Running, Callable[[Order], Timing], Took]]:
    """A bot, a line to it, and what it took until its first answer."""
    backups = folder / "backups"
    with line([starting.PRESS]) as (port, carry_out):
        held, began = _held_back(board), time.perf_counter()
        around = {"QUIET_PAGE_BACKUP_DIR": str(backups)} | around
        with starting.process(folder, starting.OURS, port, **around) as bot:
            if board:
                board.take(bot.id)
            carry_out(Order(1, 1))
            wall = time.perf_counter() - began
            yield bot, carry_out, _took(wall, bot.used(), _held_back(board) - held)


def _held_back(board: Board | None) -> float:
    return board.held_back() if board else 0.0


def _took(wall: float, spent: Used, held_back: float) -> Took:
    """The system counts the time held back among that waiting for a processor."""
    return Took(wall, spent.processor, held_back, max(spent.waiting - held_back, 0.0))


def _appears(bot: Running) -> int:
    """The number of the process that makes the backup, as soon as there is one."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        for task in Path(f"/proc/{bot.id}/task").iterdir():
            with suppress(OSError):
                if children := (task / "children").read_text("ascii").split():
                    return int(children[0])
        time.sleep(A_MOMENT / 10)
    raise TimeoutError


def _to_its_end(child: int, board: Board | None) -> tuple[Took, float]:
    """What a process takes until it ends, and the most MiB it held."""
    began, spent, aside = time.perf_counter(), Used(0, 0, 0, 0), 0.0
    held = _held_back(board)
    with suppress(OSError):
        while most := _most(child):
            spent, aside = used(child), max(most, aside)
            time.sleep(A_MOMENT / 10)
    return _took(time.perf_counter() - began, spent, _held_back(board) - held), aside


def _most(process: int) -> float:
    """MiB: the most a process held so far; nought once it has ended."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    found = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(found[0]) / 1024 if found else 0.0


def presses(board: Board | None = None) -> tuple[Timing, float]:
    """Steps of a walkthrough, one in flight, and seconds of processor time of each."""
    with (
        tempfile.TemporaryDirectory() as folder,
        interactions._at_work(interactions.OURS, Path(folder)) as (bot, carry_out),  # noqa: SLF001
    ):
        if board:
            board.take(bot.id)
        carry_out(Order(WARM, 1))
        before = bot.used()
        timing = carry_out(Order(STEPS, 1))
        return timing, bot.used().since(before).processor / STEPS


def reminder(idle: float, board: Board | None = None) -> float:
    """Seconds of processor time of a daily reminder, sent and settled, by the real process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(_due(folder))
        with _started(folder, board, QUIET_PAGE_NUDGES_PER_SECOND="25") as (bot, _, _):
            before = bot.used()
            until = time.monotonic() + LONGEST
            while _still_due(folder) and time.monotonic() < until:
                time.sleep(A_MOMENT)
            since = bot.used().since(before)
    return (since.processor - idle * since.wall) / REMINDED


async def _due(folder: Path) -> None:
    due = datetime.now(UTC).replace(second=0, microsecond=0)
    store = await Store.open(places(folder))
    rows = [store.reminders._row(sending._entry(n, due)) for n in range(REMINDED)]  # noqa: SLF001
    await store.close()
    with closing(sqlite3.connect(places(folder).keyring)) as db, db:
        db.executemany(agenda.INSERT, rows)


def _still_due(folder: Path) -> int:
    with closing(sqlite3.connect(places(folder).keyring)) as db:
        count = "SELECT count(*) FROM schedule WHERE due_at <= ?"
        return int(db.execute(count, (time.time(),)).fetchone()[0])


def page(board: Board | None = None) -> Timing:
    """/page of somebody who keeps very much; the first of the answers is after a start."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(_keeps_much(folder))
        with (
            line([PAGE]) as (port, carry_out),
            starting.process(folder, starting.OURS, port) as bot,
        ):
            if board:
                board.take(bot.id)
            return carry_out(Order(TIMES, 1))


async def _keeps_much(folder: Path) -> None:
    async with growing._house(folder, MANY) as (_, router, _):  # noqa: SLF001 - ours
        await growing._fill(router, PersonId(person(0)), MANY)  # noqa: SLF001 - ours
