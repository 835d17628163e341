"""The lock as people use it: on, open for a while, and on again. What is open is in memory only."""

import asyncio
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum

from bot.confidential import Confidential
from bot.person import PersonId
from bot.store.cache import RowCache
from bot.store.crypto import lockbox as boxes
from bot.store.crypto.keys import PersonKeys
from bot.store.crypto.lockbox import STRANGER, Lockbox, Made
from bot.store.lock import events, machine
from bot.store.lock.durable import BringIn, Durable
from bot.store.lock.events import LockEvent
from bot.store.lock.machine import Closed, Everybody, Open, State, Unlocked
from bot.store.lock.protocol import Aside, renewed
from bot.store.people import Root
from bot.store.session import Session


class LockState(Enum):
    """Whether somebody has a lock, and whether it is on."""

    NONE = "none"
    LOCKED = "locked"
    OPEN = "open"


class UnlockResult(Enum):
    """What came of a phrase or a code. Wrong, and nothing there to open, are one answer."""

    OPENED = "opened"
    NOT_OPENED = "not opened"
    CLOSED = "closed while it was being opened"
    WAIT = "wait"


class Locks:
    """Everybody's locks. They belong to a store.

    What talks to the files raises StoreUnavailable where one can't be read or written.
    """

    def __init__(
        self, files: Durable, recent: RowCache, turn: Callable[[PersonId], asyncio.Lock]
    ) -> None:
        self._files, self._recent, self._turn = files, recent, turn
        self._everybody = Everybody()
        # One guess at a time, whoever makes it: each takes 64 MiB.
        self._hashing = asyncio.Semaphore(1)
        # Seconds, from anywhere on.
        self.clock: Callable[[], float] = time.monotonic

    async def state(self, person: PersonId) -> LockState:
        """Never asked within a turn of theirs: what was left half-way is finished in one.

        To look whether it is open is no use of it.
        """
        state = self._step(person, events.Passed(self.clock()))
        if isinstance(state, machine.PuttingOn | machine.Unfinished):
            async with self._turn(person):
                await self.settled(person)
            state = self._everybody[person]
        if isinstance(state, Open):
            return LockState.OPEN
        found = await self._files.find(person)
        return LockState.LOCKED if isinstance(found, Lockbox) else LockState.NONE

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
            self._step(person, events.NewLock(made, self.clock()))
        return made.codes

    async def confirm(self, person: PersonId, code: Confidential[str]) -> bool:
        """Put on what was prepared, durably, if this is one of its codes.

        It is open afterwards, if it was not closed in this very moment.
        """
        made = self._prepared(person)
        if made is None or not boxes.is_code(made.lock, code):
            return False
        async with self._turn(person):
            await self.settled(person)
            there, before = await self._root_of(person), await self._keys_of(person)
            if there is None or before is None:
                return False  # nothing of theirs can be read
            *_, version = there
            if version + 1 != made.secrets.current:
                return False  # something else was put on in between
            if self._prepared(person) is not made:
                return False  # closed, or let go of, before it was there
            with self._under_way(person, events.PutsOn()):
                await self._files.put_on(person, before, made)
                keys = self._files.keys(made.lock.uid, made.secrets)
                opened = events.Succeeded(keys, made.secrets, machine.IDLE, self.clock())
                self._step(person, opened)
        return True

    async def unlock(
        self, person: PersonId, given: Confidential[str], idle: float | None, bring_in: BringIn
    ) -> UnlockResult:
        """Try to open it. What was written meanwhile is among their pages before this returns.

        It closes after `idle` seconds without use; None: when they close it.
        """
        async with self._turn(person):
            await self.settled(person)
            there = self._there(person, await self._find(person))
            if there.wait(_now()):
                return UnlockResult.WAIT
            with self._under_way(person, events.Opens()):
                opened = await self._guess(person, there, given)
                if opened is None:
                    return UnlockResult.NOT_OPENED
                self._step(person, events.Joins())
                keys = self._files.keys(opened.left.uid, opened.secrets)
                # It may have been open already.
                self._recent.drop(person)
                await self._files.bring_in(keys, opened.secrets, bring_in)
                await self._count(person, opened.left)
                lasts = math.inf if idle is None else idle
                event = events.Succeeded(keys, opened.secrets, lasts, self.clock())
                is_open = isinstance(self._step(person, event), Open)
                return UnlockResult.OPENED if is_open else UnlockResult.CLOSED

    async def wait(self, person: PersonId) -> int:
        """Seconds until the next try counts."""
        return self._there(person, await self._files.find(person)).wait(_now())

    async def remove(self, person: PersonId, given: Confidential[str]) -> UnlockResult:
        """Take it off for good, while it is open; the phrase is asked once more."""
        async with self._turn(person):
            await self.settled(person)
            found = await self._find(person)
            if not isinstance(found, Lockbox) or not self.keys(person):
                return UnlockResult.NOT_OPENED
            if found.wait(_now()):
                return UnlockResult.WAIT
            opened = await self._guess(person, found, given)
            if opened is None:
                return UnlockResult.NOT_OPENED
            await self._files.take_off(person, found.uid, opened.secrets)
            self._step(person, events.TakenOff())
        return UnlockResult.OPENED

    def lock_now(self, person: PersonId) -> None:
        """On again, at once. Where there is no lock, nothing happens."""
        self._step(person, events.Closes())

    def drop_prepared(self, person: PersonId) -> None:
        """Let go of a lock that was made and never put on."""
        self._step(person, events.LetGo())

    def tick(self) -> None:
        """Put on again whatever was not used for its time."""
        for person in self._everybody:
            self._step(person, events.Passed(self.clock()))

    # for the store, in the person's turn

    async def settled(self, person: PersonId) -> None:
        """Put on what was not used for its time; finish what an error left half-way."""
        if isinstance(self._used(person), machine.Unfinished):
            await self._files.finish(person)
            self._step(person, events.Finished())

    async def finish_all(self) -> None:
        """What a process that was killed left half-way. Before anybody is here."""
        await self._files.finish_all()

    async def aside(self, person: PersonId) -> Aside | None:
        """Where somebody writes while their lock is on; None where it isn't."""
        if self.keys(person) or not isinstance(await self._find(person), Lockbox):
            return None
        state = self._everybody[person]
        there = state.aside.what if isinstance(state, Closed) and state.aside else None
        there = there or self._files.aside()
        self._step(person, events.Behind(there, self.clock()))
        return there

    async def post(self, person: PersonId, at: Aside, session: Session) -> None:
        """Keep a turn that was taken while the lock is on."""
        found = await self._find(person)
        if not isinstance(found, Lockbox):
            raise TypeError
        await self._files.post(found, session, at)

    def keys(self, person: PersonId) -> PersonKeys | None:
        """Of somebody whose lock is open."""
        state = self._used(person)
        return state.keys if isinstance(state, Open) else None

    def may_remember(self, person: PersonId) -> bool:
        """Whether their pages may be held in memory: never past the moment it is put on."""
        return machine.may_remember(self._everybody[person])

    def forget(self, person: PersonId) -> None:
        """Nothing is known of them any more."""
        self._step(person, events.Forgotten())

    # inside

    def _step(self, person: PersonId, event: LockEvent) -> State:
        before = self._everybody[person]
        after = self._everybody.step(person, event)
        if machine.forgets(before, after):
            self._recent.drop(person)
        return after

    def _used(self, person: PersonId) -> State:
        # Most have none: of them nothing is known, and nothing changes.
        if person not in self._everybody:
            return machine.UNLOCKED
        return self._step(person, events.Used(self.clock()))

    @contextmanager
    def _under_way(self, person: PersonId, begun: LockEvent) -> Iterator[None]:
        """Between this event and one that says that it went well, or the end without one."""
        self._step(person, begun)
        try:
            yield
        finally:
            self._step(person, events.Ended())

    def _prepared(self, person: PersonId) -> Made | None:
        match state := self._step(person, events.Passed(self.clock())):
            case Unlocked() | Open() | machine.Unfinished():
                return state.prepared.what if state.prepared else None
            case _:
                return None

    async def _find(self, person: PersonId) -> PersonKeys | Lockbox | None:
        """What the file has of them. In their turn: what comes of it is remembered."""
        found = await self._files.find(person)
        is_on = isinstance(found, Lockbox)
        self._step(person, events.Seen() if is_on else events.Missing())
        return found

    def _there(self, person: PersonId, found: PersonKeys | Lockbox | None) -> Lockbox:
        """What a phrase is tried at: their lock, or nobody's."""
        if isinstance(found, Lockbox):
            return found
        state = self._everybody[person]
        return (state.tried if isinstance(state, Unlocked) else None) or boxes.nobodys()

    async def _guess(
        self, person: PersonId, there: Lockbox, given: Confidential[str]
    ) -> boxes.OpenedBox | None:
        tried = there.tried(_now())
        await self._count(person, tried)
        async with self._hashing:
            return await asyncio.to_thread(boxes.unlock, tried, given)

    async def _count(self, person: PersonId, there: Lockbox) -> None:
        """Durable before the guess is made: a restart gives no more guesses."""
        if there.uid == STRANGER:
            self._step(person, events.Guessed(there))
        else:
            await self._files.rewrite(person, there)

    async def _root_of(self, person: PersonId) -> Root | None:
        """The number, the root and the key version of somebody whose pages can be read now."""
        state = self._used(person)
        if isinstance(state, Open):
            return Root(state.keys.uid, state.secrets.root, state.secrets.current)
        return await self._files.root_of(person)

    async def _keys_of(self, person: PersonId) -> PersonKeys | None:
        if keys := self.keys(person):
            return keys
        found = await self._find(person)
        return None if isinstance(found, Lockbox) else found


def _now() -> int:
    # The wall clock: a restart forgets every other.
    return int(time.time())
