"""G1 and G2: what a press costs somebody who keeps much, beside somebody who keeps ten things."""

import asyncio
import gc
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.agreed import agree
from benchmarks.held import Watch
from benchmarks.row import Row
from bot.confidential import Confidential
from bot.content import load
from bot.context import Context
from bot.features.checkin import records as checkin_records
from bot.features.listing import features
from bot.features.mydata.briefs import teller
from bot.features.takeaways import records as takeaways_records
from bot.features.walkthrough import sittings
from bot.forms.answers import Answer
from bot.forms.script import Question
from bot.forms.sitting import REVIEW, Sitting, question_step
from bot.instance import Instance
from bot.kept.checked_in import CheckedIn
from bot.kept.takeaway import Takeaway
from bot.languages import Languages
from bot.person import PersonId
from bot.router import Router
from bot.store import Session, Store, StorePaths
from bot.ui.event import Event
from bot.ui.press import Press
from tests.actors.devices import Nobody

SIZES = (10, 100, 1_000, 5_000)
FULL = 100
ROUNDS, TIMES = 5, 20
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SAID = "I would like to say it without it sounding like blame, and I would like to be heard. "
QUESTION = "goal"
LIBRARY = load()


class Figures(NamedTuple):
    """Milliseconds: the median of a press, the first one after a start, the longest gap."""

    median: float
    first: float
    gap: float


def run() -> list[Row]:
    """Each page beside the same page of somebody who keeps ten things."""
    return asyncio.run(_run())


async def _run() -> list[Row]:
    found: dict[str, dict[int, list[Figures]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            async with _house(Path(folder), size) as (_, router, people):
                await _fill(router, people[size], size)
        for _ in range(ROUNDS):
            for size in SIZES:
                for name, act in ACTS.items():
                    figures = await _measured(Path(folder), size, act)
                    found.setdefault(name, {}).setdefault(size, []).append(figures)
    return [_row(name, by_size) for name, by_size in found.items()]


def _row(name: str, found: dict[int, list[Figures]]) -> Row:
    most = {"a step": ("G1", 1.1)}.get(name, ("G2", 1.5))
    least, size = SIZES[0], SIZES[-1]
    middle = {n: statistics.median(f.median for f in figures) for n, figures in found.items()}
    ratio = statistics.median(
        one.median / ten.median for one, ten in zip(found[size], found[least], strict=True)
    )
    # Ten things do not fill a page; so many do.
    full = statistics.median(
        one.median / many.median for one, many in zip(found[size], found[FULL], strict=True)
    )
    first = statistics.median(f.first for f in found[size])
    gap = statistics.median(f.gap for f in found[size])
    curve = ", ".join(f"{n:,}: {middle[n]:.2f}" for n in SIZES)
    return Row(
        most[0],
        f"{name}, milliseconds by how many things somebody keeps",
        f"{curve}; {ratio:.2f}x, and {full:.2f}x beside {FULL};"
        f" the loop held for at most {gap:.0f} ms",
        f"ten things. The first one after a start, with {size:,}: {first:.0f} ms",
        f"at most {most[1]}x, and 20 ms",
        ratio <= most[1] and gap <= 20,
    )


async def _measured(folder: Path, size: int, act: "Act") -> Figures:
    async with _house(folder, size) as (_, router, people):
        gc.collect()
        gc.freeze()  # as the bot does
        person, watch = people[size], Watch()
        began = time.perf_counter()
        await act(router, person, 0)
        first = time.perf_counter() - began
        await watch.stop()
        times = []
        for n in range(TIMES):
            began = time.perf_counter()
            await act(router, person, n + 1)
            times.append(time.perf_counter() - began)
    return Figures(statistics.median(times) * 1000, first * 1000, watch.longest().held)


@asynccontextmanager
async def _house(
    folder: Path, size: int
) -> AsyncIterator[tuple[Store, Router, dict[int, PersonId]]]:
    places = StorePaths(folder / "data", folder / "key" / "master.key")
    store = await Store.open(places, teller(LIBRARY))
    people = {size: PersonId(10**17 + size)}
    try:
        at = Context(store, Languages(LIBRARY), Instance(), Nobody(), lambda: NOW)
        yield store, Router(at, features(at)), people
    finally:
        await store.close()


async def _fill(router: Router, person: PersonId, size: int, said: str = SAID) -> None:
    """Half of it check-ins, a third walkthroughs of a dozen answers, the rest lines."""
    at = router._at  # noqa: SLF001 - ours
    script = LIBRARY.talk
    answers: dict[str, Confidential[Answer]] = {
        q.id: Confidential({_words(q): said[:50]}) for q in script.questions[:12]
    }
    async with at.store.session(person) as session:
        agree(session, at.instance)
        for n in range(size):
            _one(session, n, said, Sitting(
                os.urandom(16), script.id, script.edition, "full", REVIEW,
                (NOW - timedelta(hours=12 * n)).date(), (NOW - timedelta(hours=12 * n)).date(),
                answers, finished=n > 0,
            ))  # fmt: skip


def _words(question: Question) -> str:
    """The key of a field of it that is written into."""
    return next((f.key for f in question.fields if f.kind.is_words), question.fields[0].key)


def _one(session: Session, n: int, said: str, sitting: Sitting) -> None:
    at = NOW - timedelta(hours=12 * n)
    match n % 6:
        case 0 | 3:
            sittings.keep(LIBRARY, session, sitting)
        case 1:
            line = Takeaway(sitting.id, sitting.began, Confidential(said), b"", 0, n + 1)
            takeaways_records.keep(session, line)
        case _:
            answer = Confidential[Answer]({"note": said})
            checkin_records.keep(session, CheckedIn(sitting.id, at, at.date(), answer, n=n + 1))


Act = Callable[[Router, PersonId, int], Awaitable[object]]


def _command(name: str) -> Act:
    return lambda router, person, _: router.command(name, person)


async def _step(router: Router, person: PersonId, n: int) -> object:
    """An answer to one question, kept."""
    async with router.turn(person) as turn:
        library, session = turn.library, turn.session
        id = next(session.contents.going())
        begun = sittings.sitting(library, session, id)
        if begun and begun.at != question_step(QUESTION):
            begun = replace(begun, at=question_step(QUESTION))
            sittings.keep(library, session, begun)
        count = begun.turns.get(QUESTION, 0) if begun else 0
    key = _words(LIBRARY.talk.question(QUESTION))
    press = Press("kept", id, str(question_step(QUESTION)), f"{QUESTION}.{count}")
    given = {key: Confidential[str | list[str]](f"{SAID}{n}")}
    return await router.answer(Event(person, press, private=True, given=given))


ACTS: dict[str, Act] = {
    "/page": _command("menu"),
    "/my-words": _command("my-words"),
    "/checkin": _command("checkin"),
    "/prepare": _command("prepare"),
    "/closeness": _command("closeness"),
    "/takeaways": _command("takeaways"),
    "a step": _step,
}
