"""I1, I2, I3: a step of a walkthrough, durably saved before it is acknowledged.

The floor is a bare discord.py handler that answers the same form with the same kind of page
and saves nothing. Both talk to the same lean line, in interleaved pairs.
"""

import asyncio
import logging
import multiprocessing
import os
import resource
import sqlite3
import statistics
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import aiosqlite
import discord
import yarl
from discord import ui

from benchmarks.line import BOT_CORE, Order, Timing, line, person, pin
from benchmarks.row import Row
from bot import app
from bot.content import load
from bot.features.mydata.briefs import teller
from bot.features.walkthrough import sittings
from bot.features.walkthrough.step_controls import press
from bot.forms.sitting import Sitting, question_step
from bot.instance import Instance
from bot.kept import record_kinds
from bot.person import PersonId
from bot.store import Store, StorePaths
from bot.store.records import Record, Shelf

PEOPLE = 32
PAIRS = 5
STEPS = 3000
LONG = 100_000
QUESTION = "why_speak"


def run() -> list[Row]:
    """Each goal beside its floor."""
    ours: dict[int, list[Timing]] = {1: [], PEOPLE: []}
    bare: dict[int, list[Timing]] = {1: [], PEOPLE: []}
    processor = []
    for _ in range(PAIRS):
        for in_flight, kept in ours.items():
            orders = [Order(300, in_flight), Order(STEPS, in_flight)]
            floor, saved = _measured(_bare, orders), _measured(_ours, orders)
            bare[in_flight].append(floor[-1])
            kept.append(saved[-1])
            if in_flight == PEOPLE:
                processor.append((saved.processor, floor.processor))
    return [
        _throughput(bare[PEOPLE], ours[PEOPLE], processor),
        _latency(bare[1], ours[1]),
        *_endurance(),
    ]


def _throughput(
    bare: list[Timing], ours: list[Timing], processor: list[tuple[float, float]]
) -> Row:
    ratio = statistics.median(o.rate / b.rate for o, b in zip(ours, bare, strict=True))
    floor, rate = (statistics.median(t.rate for t in ts) for ts in (bare, ours))
    mine, its = (statistics.median(both) / STEPS * 1e6 for both in zip(*processor, strict=True))
    return Row(
        "I1",
        f"a step of a walkthrough, saved before it is answered, {PEOPLE} in flight",
        f"{rate:,.0f}/s, {ratio:.2f}x; {mine:,.0f} µs of processor time",
        f"a bare discord.py handler that saves nothing: {floor:,.0f}/s, {its:,.0f} µs",
        "at least 0.80x",
        ratio >= 0.80,
    )


def _latency(bare: list[Timing], ours: list[Timing]) -> Row:
    added = statistics.median(
        o.percentile(0.5) - b.percentile(0.5) for o, b in zip(ours, bare, strict=True)
    )
    commit, hop = _commit_floor(), asyncio.run(_hop_floor())
    goal = 1.25 * (commit + hop) + 0.15
    return Row(
        "I2",
        "the same, one in flight: milliseconds added, median",
        f"+{added:.2f} ms",
        f"a bare handler {statistics.median(b.percentile(0.5) for b in bare):.2f} ms, a bare"
        f" commit {commit:.2f} ms, a thread hop {hop:.2f} ms",
        f"at most {goal:.2f} ms",
        added <= goal,
    )


def _endurance() -> list[Row]:
    parts = [Order(2000, PEOPLE), *[Order(LONG // 10, PEOPLE) for _ in range(10)]]
    results = _measured(_ours, parts)
    grown = results.memory[-1] - results.memory[0]
    first, last = results[1].percentile(0.99), results[-1].percentile(0.99)
    return [
        Row(
            "I3",
            f"memory after {LONG:,} steps",
            f"{grown:+.1f} MiB",
            f"{results.memory[0]:.1f} MiB before",
            "at most +5 MiB",
            grown <= 5,
        ),
        Row(
            "I3",
            "p99 in the last tenth of them",
            f"{last:.1f} ms, {last / first:.2f}x",
            f"{first:.1f} ms in the first tenth",
            "at most 1.3x",
            last <= 1.3 * first,
        ),
    ]


Bot = Callable[[list[bytes], Path], Awaitable[None]]


class _Results(list[Timing]):
    """What the line timed; MiB the bot held before and after; its processor's seconds at last."""

    def __init__(self) -> None:
        self.memory: list[float] = []
        self.processor = 0.0


def _measured(bot: Bot, orders: list[Order]) -> _Results:
    ids = [os.urandom(16) for _ in range(PEOPLE)]
    presses = [_press(id) for id in ids]
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()

    def asked() -> tuple[float, float]:
        ours.send("how much")
        memory, processor = ours.recv()
        return memory, processor

    with line(presses) as (port, carry_out), tempfile.TemporaryDirectory() as folder:
        process = spawn.Process(target=_live, args=(bot, port, ids, folder, theirs), daemon=True)
        process.start()
        results = _Results()
        for n, order in enumerate(orders):
            before = asked()
            results.append(carry_out(order))
            after = asked()
            if n in {0, len(orders) - 1}:
                results.memory.append(after[0])
            results.processor = after[1] - before[1]
        ours.send("stop")
        process.join(10)
        if process.is_alive():
            process.kill()
        if bot is _ours:
            saved = asyncio.run(_saved(ids, Path(folder)))
            assert saved == sum(order.total for order in orders), f"only {saved} were saved"
    return results


async def _saved(ids: list[bytes], folder: Path) -> int:
    """How many answers were really kept."""
    library = load()
    places = StorePaths(folder / "data", folder / "key" / "master.key")
    store = await Store.open(places, teller(library.scripts))
    turns = 0
    for n, id in enumerate(ids):
        async with store.session(PersonId(person(n))) as session:
            kept = sittings.sitting(library, session, id)
        turns += kept.turns.get(QUESTION, 0) if kept else 0
    await store.close()
    return turns


def _press(id: bytes) -> str:
    sitting = Sitting(
        id, "prepare", 1, "full", question_step(QUESTION), *[datetime.now(UTC).date()] * 2
    )
    return press("kept", sitting, detail=f"{QUESTION}.{{turn}}") + "/0"


def _live(bot: Bot, port: int, ids: list[bytes], folder: str, pipe: Connection) -> None:
    pin(BOT_CORE)
    logging.disable(logging.CRITICAL)
    discord.http.Route.BASE = f"http://127.0.0.1:{port}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/gateway/")
    asyncio.run(_until_stopped(bot, ids, Path(folder), pipe))


async def _until_stopped(bot: Bot, ids: list[bytes], folder: Path, pipe: Connection) -> None:
    task = asyncio.ensure_future(bot(ids, folder))
    task.add_done_callback(_is_not_hidden)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, pipe.recv) == "how much":
        pipe.send((_memory(), time.process_time()))
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _is_not_hidden(task: "asyncio.Future[None]") -> None:
    if not task.cancelled() and task.exception():
        traceback.print_exception(task.exception())


def _memory() -> float:
    """Resident memory in MiB."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * resource.getpagesize() / 2**20
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


async def _ours(ids: list[bytes], folder: Path) -> None:
    library, instance = load(), Instance()
    script = library.talk
    today = datetime.now(UTC).date()
    async with AsyncExitStack() as stack:
        places = StorePaths(folder / "data", folder / "key" / "master.key")
        store = await Store.open(places, teller(library.scripts))
        stack.push_async_callback(store.close)
        for n, id in enumerate(ids):
            at = question_step(QUESTION)
            sitting = Sitting(id, script.id, script.edition, "full", at, today, today)
            async with store.session(PersonId(person(n))) as session:
                agreed = {"storage": instance.storage, "operator": instance.operator}
                session.keep(Shelf.SETTINGS, session.named(record_kinds.CONSENT), Record(agreed))
                sittings.keep(library, session, sitting)
        client = app.client(store, library, instance, guild_ready_timeout=0)
        async with client:
            await client.start("bench")


async def _bare(ids: list[bytes], folder: Path) -> None:
    del ids, folder

    class Bare(discord.Client):
        async def on_interaction(self, interaction: discord.Interaction) -> None:
            view = ui.LayoutView()
            view.stop()
            view.add_item(ui.TextDisplay("What is my goal for communication? " * 12))
            for row in range(3):
                view.add_item(
                    ui.ActionRow(
                        *(ui.Button(label=f"Button {n}", custom_id=f"{row}{n}") for n in range(3))
                    )
                )
            await interaction.response.edit_message(view=view)

    client = Bare(intents=discord.Intents.none(), max_messages=None, guild_ready_timeout=0)
    async with client:
        await client.start("bench")


def _commit_floor() -> float:
    """Milliseconds of one insert and one FULL commit in WAL, nothing around it."""
    with tempfile.TemporaryDirectory() as folder:
        db = sqlite3.connect(Path(folder) / "floor.db", isolation_level=None)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE t (blob BLOB)")
        times = []
        for _ in range(1000):
            began = time.perf_counter()
            db.execute("BEGIN IMMEDIATE")
            db.execute("INSERT INTO t VALUES (?)", (os.urandom(1024),))
            db.execute("COMMIT")
            times.append(time.perf_counter() - began)
        db.close()
    return statistics.median(times) * 1000


async def _hop_floor() -> float:
    """Milliseconds from the loop to aiosqlite's thread and back."""
    async with aiosqlite.connect(":memory:") as db:
        times = []
        for _ in range(1000):
            began = time.perf_counter()
            await db.execute("SELECT 1")
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000
