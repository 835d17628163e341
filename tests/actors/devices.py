"""One person with two devices, who does two things at the same moment.

Whatever is done at once has to end as if one had come after the other: what is kept, whether it
is locked, and what each device was told. Straight at the router, so that thousands fit in.
"""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.confidential import Confidential
from bot.content import load
from bot.context import Context
from bot.features.listing import features
from bot.features.lock.pages import CODE
from bot.features.lock.pages import page as lock_page
from bot.features.mydata.briefs import teller
from bot.features.mydata.merge import bring_in
from bot.features.mydata.outgoing import for_machines
from bot.features.mydata.transfer import Transfer
from bot.features.walkthrough import sittings
from bot.forms.sitting import question_step
from bot.instance import Instance
from bot.kept import once
from bot.kept.record_kinds import Kept
from bot.languages import Languages
from bot.person import Address, PersonId
from bot.reveal import reveal
from bot.router import Router
from bot.store import LockState, Store, StorePaths, StoreUnavailable, UnlockResult
from bot.store.records import Shelf
from bot.ui.event import Event, Upload
from bot.ui.model import Card, Clearing, Keepsake, Nudge, RecipientUnreachable, Reply
from bot.ui.press import Press

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
PHRASE = Confidential("the heron stands in the reeds")
LINE = b"the line one has"
NEW_LINE = b"a line on its wa"
SAID, TYPED, CARRIED = "what stood there", "what was just typed", "what was in the file"
QUESTION = "goal"
# How far the second device is behind at most, in steps of the loop.
BEHIND = 60
ID = re.compile(r"[0-9a-f]{32}")

State: TypeAlias = object

SAY = load().say
# What a device may be told where it is as if it had done nothing.
LET_GO = {repr(SAY("carry_page.again")), repr(SAY("carry_page.left"))}
NOTHING = Card((), ())
# What the attendant makes an apology of.
FAILED = Card(("it failed",))


@dataclass
class Somebody:
    """Who has two devices, and what stands on their pages."""

    person: PersonId
    codes: tuple[Confidential[str], ...] = ()
    # What the pages they see bear.
    walk: bytes = b""
    next_walk: bytes = b""
    file: bytes = b""


def event(who: Somebody, press: Press, **given: str) -> Event:
    fields = {name: Confidential[str | list[str]](text) for name, text in given.items()}
    return Event(who.person, press, private=True, given=fields)


Act = Callable[[Somebody], Event]


def saves_a_line(who: Somebody) -> Event:
    return event(who, Press("takeaway", NEW_LINE, "sent"), text=TYPED)


def saves_a_check_in(who: Somebody) -> Event:
    return event(who, Press("checkin", b"", "sent"), note=TYPED)


def saves_an_answer(who: Somebody) -> Event:
    press = Press("kept", who.walk, str(question_step(QUESTION)), f"{QUESTION}.0")
    return event(who, press, goal=TYPED)


def sends_a_file(who: Somebody) -> Event:
    async def content() -> Confidential[bytes] | None:
        for _ in range(8):
            await asyncio.sleep(0)
        return Confidential(who.file)

    upload = Upload(len(who.file), content)
    return Event(who.person, Press("carry", step="sent"), private=True, upload=upload)


def puts_the_lock_on(who: Somebody) -> Event:
    code = reveal(who.codes[0]) if who.codes else ""
    return event(who, Press("lock", step="shown"), **{CODE: code})


ACTS: dict[str, Act] = {
    "deletes everything": lambda who: event(who, Press("forgotten")),
    "deletes a line": lambda who: event(who, Press("gone", LINE)),
    "puts the lock on": puts_the_lock_on,
    "locks": lambda who: event(who, Press("lock", step="now")),
    "hides": lambda who: event(who, Press("clear")),
    "saves a line": saves_a_line,
    "saves a check-in": saves_a_check_in,
    "saves an answer": saves_an_answer,
    "sends a file": sends_a_file,
    "brings a file in": lambda who: event(who, Press("carry", b"", "merge")),
    "begins": lambda who: event(who, Press("begin", who.next_walk, "", "full")),
    "takes it along": lambda who: event(who, Press("saveall", b"", "", "md")),
    "looks": lambda who: event(who, Press("mine")),
}


@dataclass(frozen=True)
class Scene:
    """What two devices do, and how things stand before."""

    first: str
    second: str
    behind: int = 0
    cold: bool = False
    prepared: bool = False
    locked: bool = False
    looked_at: bool = False

    @staticmethod
    def of(seed: int) -> "Scene":
        rng = random.Random(seed)  # noqa: S311 - the same for the same seed
        first, second = (rng.choice([*ACTS, *["deletes everything"] * 3]) for _ in range(2))
        wants_a_lock = "puts the lock on" in {first, second}
        return Scene(
            *(first, second, rng.choice([0, 0, rng.randrange(BEHIND)])),
            cold=rng.random() < 0.5,
            prepared=wants_a_lock,
            locked=not wants_a_lock and rng.random() < 0.2,
            looked_at=rng.random() < 0.5,
        )


@dataclass(frozen=True)
class Ending:
    """What each device was told, and what is so."""

    told: tuple[str, ...]
    left: State
    # How many things are in the file that is held, and what came of it.
    file: State

    def is_as(self, other: "Ending") -> bool:
        """Whether it is the same; what was let go of or handed back was said to be."""
        pairs = zip(self.told, other.told, strict=True)
        is_so = (self.left, self.file) == (other.left, other.file)
        return is_so and all(
            here in {there, CLOSED} or (not there and _is_let_go(here)) for here, there in pairs
        )


@dataclass
class Devices:
    """Scenes, played by as many people as there are scenes and orders."""

    context: Context
    router: Router
    file: bytes = b""
    _next: int = field(default=10**15)

    @property
    def _carrying(self) -> Transfer:
        """What holds files that were looked at."""
        features = self.router.registry.features
        (feature,) = (one for one in features if one.name == "carrying")
        held = feature.let_go.__self__  # type: ignore[union-attr]
        assert isinstance(held, Transfer)
        return held

    async def file_of_before(self) -> bytes:
        """What somebody else took along: a file with one line in it."""
        who = await self._somebody(Scene("looks", "looks"))
        async with self.router.turn(who.person) as turn:
            session = turn.session
            session.drop(Shelf.SITTINGS, who.walk)
            session.drop(Shelf.SITTINGS, LINE)
        await self.router.answer(
            event(who, Press("takeaway", b"a line elsewhere", "sent"), text=CARRIED)
        )
        async with self.router.turn(who.person) as turn:
            (file,) = await for_machines(turn)
        return reveal(file.map(lambda text: text.encode()))

    async def play(self, scene: Scene) -> str:
        """What is wrong with how it ends; empty where nothing is."""
        at_once = await self.ends(scene)
        tried = []
        for order in (self._first_first, self._second_first, self._first_alone, self._second_alone):
            one = await self._played(scene, order)
            if at_once.is_as(one):
                return ""
            tried.append(one)
        return f"{scene}:\n  at once {at_once}\n" + "\n".join(f"  or {one}" for one in tried)

    async def ends(self, scene: Scene) -> Ending:
        """How it ends where both are at it at once."""
        return await self._played(scene, self._together)

    async def _played(
        self, scene: Scene, play: Callable[[Scene, Somebody], Awaitable[list[Reply]]]
    ) -> "Ending":
        who = await self._somebody(scene)
        if scene.cold:
            self.context.store._cache.drop(who.person)
        said = tuple(_told(reply) for reply in await play(scene, who))
        return Ending(said, *await self._left(who))

    async def _together(self, scene: Scene, who: Somebody) -> list[Reply]:
        async def later() -> Reply:
            for _ in range(scene.behind):
                await asyncio.sleep(0)
            return await self._does(scene.second, who)

        return list(await asyncio.gather(self._does(scene.first, who), later()))

    async def _first_first(self, scene: Scene, who: Somebody) -> list[Reply]:
        return [await self._does(scene.first, who), await self._does(scene.second, who)]

    async def _second_first(self, scene: Scene, who: Somebody) -> list[Reply]:
        second = await self._does(scene.second, who)
        return [await self._does(scene.first, who), second]

    async def _first_alone(self, scene: Scene, who: Somebody) -> list[Reply]:
        return [await self._does(scene.first, who), NOTHING]

    async def _second_alone(self, scene: Scene, who: Somebody) -> list[Reply]:
        return [NOTHING, await self._does(scene.second, who)]

    async def _does(self, act: str, who: Somebody) -> Reply:
        does = ACTS[act](who)
        if act == "brings a file in":
            waiting = self._carrying._waiting.get(who.person)
            mark = waiting.mark if waiting else b"no file was given"[:16]
            does = event(who, Press("carry", mark, "merge"))
        try:
            return await self.router.answer(does)
        except StoreUnavailable:
            return FAILED

    async def _somebody(self, scene: Scene) -> Somebody:
        self._next += 1
        who, lock = Somebody(PersonId(self._next), file=self.file), self.context.store.lock
        await self.router.answer(event(who, Press("agree", detail="prepare")))
        async with self.router.turn(who.person) as turn:
            who.walk = once.next_one(turn.session, Kept.WALKTHROUGH)
        await self.router.answer(event(who, Press("begin", who.walk, "", "full")))
        async with self.router.turn(who.person) as turn:
            library, session = turn.library, turn.session
            walk = sittings.sitting(library, session, who.walk)
            assert walk is not None
            sittings.keep(library, session, replace(walk, at=question_step(QUESTION)))
            who.next_walk = once.next_one(session, Kept.WALKTHROUGH)
        await self.router.answer(event(who, Press("takeaway", LINE, "sent"), text=SAID))
        if scene.prepared or scene.locked:
            who.codes = await lock.prepare(who.person, PHRASE)
        if scene.locked:
            assert await lock.confirm(who.person, who.codes[0])
            lock.lock_now(who.person)
        if scene.looked_at:
            await self.router.answer(sends_a_file(who))
        return who

    async def _left(self, who: Somebody) -> tuple[State, State]:
        """What is so afterwards, as whoever has the sentence would find it."""
        store, waiting = self.context.store, self._carrying._waiting.pop(who.person, None)
        locked = await store.lock.state(who.person)
        if locked is LockState.LOCKED:
            opened = await store.lock.unlock(who.person, PHRASE, None, bring_in)
            assert opened is UnlockResult.OPENED
        async with store.session(who.person) as session:
            kept = sorted(
                _plain((shelf.value, dict(record.facts), _words(record.words)))
                for shelf in Shelf
                for record in session.read(shelf).values()
            )
        due = [entry.kind for entry in await store.reminders.of(who.person)]
        file = (len(waiting.things), waiting.came) if waiting else None
        return (locked.name, kept, due), file


def _is_let_go(told: str) -> bool:
    return told in LET_GO or (SAY("page.unkept") in told and TYPED in told)


def _words(words: object) -> object:
    assert isinstance(words, dict)
    return {name: reveal(word) for name, word in words.items()}


def _plain(value: object) -> str:
    return ID.sub("an id", repr(value))


def _told(reply: Reply) -> str:
    match reply:
        case Card():
            return " | ".join(_text(part) for part in reply.body)
        case Clearing():
            return f"cleared: {_told(reply.done) if reply.done else ''}"
        case Keepsake():
            return f"a file: {_told(reply.card)}"
        case _:
            return type(reply).__name__


def _text(part: object) -> str:
    if isinstance(part, Confidential):
        return _plain(reveal(part))
    return _plain(part) if isinstance(part, str) else ""


# What stands there for everybody once a lock is closed, whatever was said before.
CLOSED = _told(lock_page(load()))


class Nobody:
    """A door that nobody is written to through."""

    async def address_of(self, person: PersonId) -> Address:  # noqa: ARG002
        raise RecipientUnreachable

    async def nudge(self, to: Address, nudge: Nudge, mark: str) -> None:  # noqa: ARG002
        raise RecipientUnreachable

    async def was_nudged(self, to: Address, mark: str) -> bool:  # noqa: ARG002
        return False


@asynccontextmanager
async def at_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Devices]:
    """Devices over a store of their own, whose locks cost next to nothing to open."""
    monkeypatch.setattr("bot.store.crypto.lockbox.MEMORY", 64)
    monkeypatch.setattr("bot.store.crypto.lockbox.ROUNDS", 1)
    store = await Store.open(
        StorePaths(folder / "data", folder / "keys" / "master.key"), teller(load())
    )
    try:
        at = Context(store, Languages(load()), Instance(), Nobody(), lambda: NOW)
        devices = Devices(at, Router(at, features(at)))
        devices.file = await devices.file_of_before()
        yield devices
    finally:
        await store.close()
