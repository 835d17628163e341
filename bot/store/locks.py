"""The lock as people use it: on, open for a while, and on again. What is open is in memory only."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from bot.confidential import Confidential
from bot.doors import PersonId
from bot.store.backend import SealedRow
from bot.store.cache import RowCache as Recent
from bot.store.contents import Tell
from bot.store.crypto import lockbox as boxes
from bot.store.crypto.keys import MasterKey, PersonKeys
from bot.store.crypto.lockbox import STRANGER, Made, Secrets
from bot.store.crypto.lockbox import Lockbox as Locked
from bot.store.lock.protocol import Aside, Letter, aside, renewed
from bot.store.lock.protocol import LockProtocol as Locking
from bot.store.people import People as Register
from bot.store.rows import Change
from bot.store.rows import PersonRows as Pages
from bot.store.rows import apply as changed
from bot.store.session import Journal
from bot.store.shield import uninterrupted as whole
from bot.store.writer import Writer

# Seconds. What was prepared and never confirmed, and what is open, are not kept in memory longer.
PREPARED, IDLE = 15 * 60, 15 * 60
MOST_STRANGERS = 4096

BringIn: TypeAlias = Callable[[Journal, Sequence[Letter]], None]


class LockState(Enum):
    """Whether somebody has a lock, and whether it is on."""

    NONE = "none"
    LOCKED = "locked"
    OPEN = "open"


class Tried(Enum):
    """What came of a phrase or a code. Wrong, and nothing there to open, are one answer."""

    OPENED = "opened"
    NOT_OPENED = "not opened"
    CLOSED = "closed while it was being opened"
    WAIT = "wait"


@dataclass(slots=True)
class _Open:
    secrets: Secrets
    keys: PersonKeys
    # Seconds without use until it is on again; None: until it is put on by hand.
    idle: float | None
    used: float


@dataclass(frozen=True, slots=True)
class Parts:
    """What of the store a lock works with."""

    register: Register
    locking: Locking
    writer: Writer
    master: MasterKey
    recent: Recent
    # Reads somebody's pages out of the file; and whose turn it is.
    load: Callable[[PersonKeys], Awaitable[Pages]]
    turn: Callable[[PersonId], asyncio.Lock]
    tell: Tell | None


class Locks:
    """Everybody's locks. They belong to a store."""

    def __init__(self, parts: Parts) -> None:
        self._register, self._locking, self._writer = parts.register, parts.locking, parts.writer
        self._master, self._recent = parts.master, parts.recent
        self._load, self._turn, self._tell = parts.load, parts.turn, parts.tell
        self._open: dict[PersonId, _Open] = {}
        self._asides: dict[PersonId, tuple[Aside, float]] = {}
        self._prepared: dict[PersonId, tuple[Made, float]] = {}
        # Who has a lock, as far as it was seen: nothing of theirs is remembered unless it is open.
        self._with: set[PersonId] = set()
        # Left half-way by an error: finished before anything else of theirs.
        self._unfinished: set[PersonId] = set()
        # Those without a lock who tried to open one all the same, counted as the others are.
        self._strangers: dict[PersonId, Locked] = {}
        # Who is opening theirs, and did not close it meanwhile.
        self._opening: set[PersonId] = set()
        # One guess at a time, whoever makes it: each takes 64 MiB.
        self._hashing = asyncio.Semaphore(1)
        self.clock: Callable[[], float] = time.monotonic

    async def state(self, person: PersonId) -> LockState:
        # To look whether it is open is no use of it.
        if self._still_open(person, used=False):
            return LockState.OPEN
        if person in self._unfinished:
            # Never within a turn of theirs: that begins with finishing it.
            async with self._turn(person):
                await self.settled(person)
        found = await self._find(person)
        return LockState.LOCKED if isinstance(found, Locked) else LockState.NONE

    async def prepare(
        self, person: PersonId, phrase: Confidential[str]
    ) -> tuple[Confidential[str], ...]:
        """Make a lock and its codes, in memory only. Empty where there is nothing to lock yet."""
        # In their turn, so that nobody stands in the queue for the hash more than once.
        async with self._turn(person):
            await self.settled(person)
            there = await self._root_of(person)
            if there is None:
                return ()
            uid, root, version = there
            async with self._hashing:
                made = await asyncio.to_thread(boxes.lock, uid, renewed(root, version), phrase)
            self._prepared[person] = made, self.clock() + PREPARED
        return made.codes

    async def confirm(self, person: PersonId, code: Confidential[str]) -> bool:
        """Put on what was prepared, durably, if this is one of its codes.

        It is open afterwards, if it was not closed in this very moment.
        """
        made, until = self._prepared.get(person, (None, 0.0))
        if made is None or self.clock() > until or not boxes.is_code(made.lock, code):
            return False
        with self._being_opened(person) as still_wanted:
            async with self._turn(person):
                if not still_wanted():
                    return False  # closed before it was there
                return await self._confirmed(person, made, still_wanted)

    async def _confirmed(
        self, person: PersonId, made: Made, still_wanted: Callable[[], bool]
    ) -> bool:
        await self.settled(person)
        there = await self._root_of(person)
        before = await self._keys_of(person)
        if before is None or there is None or there[2] + 1 != made.secrets.current:
            return False  # something else was put on in between
        # Should this fail on the way, nobody knows which keys hold: none are held.
        self._recent.drop(person)
        self._open.pop(person, None)
        self._unfinished.add(person)
        async with self._writer.turn:
            pseudonym = self._master.pseudonym(person)
            await whole(self._locking.put_on(pseudonym, before, made.lock, made.secrets))
        self._unfinished.discard(person)
        self._prepared.pop(person, None)
        self._with.add(person)
        if still_wanted():
            self._opened(person, made.lock, made.secrets, IDLE)
        return True

    @contextmanager
    def _being_opened(self, person: PersonId) -> Iterator[Callable[[], bool]]:
        """Whether they did not close it while it was being opened."""
        self._opening.add(person)
        try:
            yield lambda: person in self._opening
        finally:
            self._opening.discard(person)

    async def unlock(
        self, person: PersonId, given: Confidential[str], idle: float | None, bring_in: BringIn
    ) -> Tried:
        """Try to open it. What was written meanwhile is among their pages before this returns."""
        async with self._turn(person):
            await self.settled(person)
            found = await self._find(person)
            there = found if isinstance(found, Locked) else self._stranger(person)
            if there.wait(_now()):
                return Tried.WAIT
            tried = there.tried(_now())
            with self._being_opened(person):
                return await self._unlock(person, tried, given, idle, bring_in)

    async def _unlock(
        self,
        person: PersonId,
        tried: Locked,
        given: Confidential[str],
        idle: float | None,
        bring_in: BringIn,
    ) -> Tried:
        await self._count(person, tried)
        async with self._hashing:
            opened = await asyncio.to_thread(boxes.unlock, tried, given)
        if opened is None:
            return Tried.NOT_OPENED
        self._asides.pop(person, None)
        self._recent.drop(person)
        await self._bring_in(opened.left.uid, opened.secrets, bring_in)
        await self._count(person, opened.left)
        if person not in self._opening:
            return Tried.CLOSED
        self._opened(person, opened.left, opened.secrets, idle)
        return Tried.OPENED

    async def wait(self, person: PersonId) -> int:
        """Seconds until the next try counts."""
        found = await self._find(person)
        there = found if isinstance(found, Locked) else self._stranger(person)
        return there.wait(_now())

    async def remove(self, person: PersonId, given: Confidential[str]) -> Tried:
        """Take it off for good, while it is open; the phrase is asked once more."""
        async with self._turn(person):
            await self.settled(person)
            found, there = await self._find(person), self._still_open(person)
            if not isinstance(found, Locked) or there is None:
                return Tried.NOT_OPENED
            if found.wait(_now()):
                return Tried.WAIT
            await self._count(person, found.tried(_now()))
            async with self._hashing:
                opened = await asyncio.to_thread(boxes.unlock, found, given)
            if opened is None:
                return Tried.NOT_OPENED
            async with self._writer.turn:
                pseudonym = self._master.pseudonym(person)
                await whole(self._locking.take_off(pseudonym, found.uid, opened.secrets))
            self._recent.drop(person)
            self._open.pop(person, None)
            self._with.discard(person)
        return Tried.OPENED

    def lock_now(self, person: PersonId) -> None:
        """On again, at once. Where there is no lock, nothing happens."""
        self._open.pop(person, None)
        self._opening.discard(person)
        self._asides.pop(person, None)
        self._prepared.pop(person, None)
        if person in self._with:
            self._recent.drop(person)

    def drop_prepared(self, person: PersonId) -> None:
        """Let go of a lock that was made and never put on."""
        self._prepared.pop(person, None)

    def tick(self) -> None:
        """Put on again whatever was not used for its time."""
        now = self.clock()
        for person, there in list(self._open.items()):
            if there.idle is not None and now - there.used > there.idle:
                self.lock_now(person)
        for person, (_, used) in list(self._asides.items()):
            if now - used > IDLE:
                del self._asides[person]
        self._prepared = {p: made for p, made in self._prepared.items() if now <= made[1]}

    # for the store, in the person's turn

    async def settled(self, person: PersonId) -> None:
        """Put on what was not used for its time; finish what an error left half-way."""
        self._still_open(person)
        if person in self._unfinished:
            async with self._writer.turn:
                await whole(self._locking.finish(self._master.pseudonym(person)))
            self._unfinished.discard(person)

    async def finish_all(self) -> None:
        await self._locking.finish_all()

    async def aside(self, person: PersonId) -> Aside | None:
        """Where somebody writes while their lock is on; None where it isn't."""
        if self._still_open(person) or not isinstance(await self._find(person), Locked):
            return None
        there, _ = self._asides.get(person, (None, 0.0))
        there = there or aside(self._master)
        self._asides[person] = there, self.clock()
        return there

    async def post(self, person: PersonId, at: Aside, journal: Journal) -> None:
        """Keep a turn that was taken while the lock is on."""
        found = await self._find(person)
        if not isinstance(found, Locked):
            raise TypeError
        async with self._writer.turn:
            await self._locking.post(found, journal.staged, at)
        changed(at.pages, journal.staged)
        if self._asides.get(person, (None,))[0] is at:
            self._asides[person] = at, self.clock()

    def keys(self, person: PersonId) -> PersonKeys | None:
        """Of somebody whose lock is open."""
        there = self._still_open(person)
        return there.keys if there else None

    def may_remember(self, person: PersonId) -> bool:
        """Whether their pages may be held in memory: never past the moment it is put on."""
        return person not in self._with or person in self._open

    def forget(self, person: PersonId) -> None:
        self.lock_now(person)
        self._with.discard(person)
        self._unfinished.discard(person)

    # inside

    async def _find(self, person: PersonId) -> PersonKeys | Locked | None:
        found = await self._register.find(person)
        if isinstance(found, Locked):
            self._with.add(person)
        return found

    def _still_open(self, person: PersonId, *, used: bool = True) -> _Open | None:
        there = self._open.get(person)
        if there is None:
            return None
        now = self.clock()
        if there.idle is not None and now - there.used > there.idle:
            self.lock_now(person)
            return None
        if used:
            there.used = now
        return there

    def _opened(self, person: PersonId, lock: Locked, secrets: Secrets, idle: float | None) -> None:
        keys = self._master.keys(lock.uid, secrets.root, secrets.keys, secrets.current)
        self._with.add(person)
        self._open[person] = _Open(secrets, keys, idle, self.clock())

    async def _root_of(self, person: PersonId) -> tuple[bytes, bytes, int] | None:
        """The number, the root and the key version of somebody whose pages can be read now."""
        if there := self._still_open(person):
            return there.keys.uid, there.secrets.root, there.secrets.current
        return await self._register.root_of(person)

    async def _keys_of(self, person: PersonId) -> PersonKeys | None:
        if keys := self.keys(person):
            return keys
        found = await self._find(person)
        return None if isinstance(found, Locked) else found

    async def _count(self, person: PersonId, there: Locked) -> None:
        """Durable before the guess is made: a restart gives no more guesses."""
        if there.uid == STRANGER:
            self._strangers[person] = there
            while len(self._strangers) > MOST_STRANGERS:
                del self._strangers[next(iter(self._strangers))]
            return
        async with self._writer.turn:
            await whole(self._locking.rewrite(self._master.pseudonym(person), there))

    def _stranger(self, person: PersonId) -> Locked:
        return self._strangers.get(person) or boxes.nobodys()

    async def _bring_in(self, uid: bytes, secrets: Secrets, bring_in: BringIn) -> None:
        letters = await self._locking.letters(uid, secrets)
        if not letters:
            return
        keys = self._master.keys(uid, secrets.root, secrets.keys, secrets.current)
        pages = await self._load(keys)
        journal = Journal(pages, self._tell)
        # Aside: there may be much of either.
        await asyncio.to_thread(bring_in, journal, letters)
        change = changed(pages, journal.staged)
        gone = [SealedRow(one.id, one.blob) for one in letters]
        await self._writer.write(
            Change(change.keys, change.before, change.head, change.rows, letters=gone)
        )


def _now() -> int:
    # The wall clock: a restart forgets every other.
    return int(time.time())
