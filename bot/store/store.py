"""The store as the house knows it: somebody's journal for one turn, and forgetting them."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from weakref import WeakValueDictionary

from bot.beside import beside, resting, undisturbed
from bot.person import PersonId
from bot.store.backend import KeyringRow
from bot.store.cache import RowCache
from bot.store.contents import Tell
from bot.store.crypto.keys import PersonKeys
from bot.store.crypto.lockbox import Lockbox
from bot.store.errors import StoreUnavailable
from bot.store.lock.durable import Durable
from bot.store.lock.protocol import Aside, LockProtocol
from bot.store.lock.service import Locks
from bot.store.people import People
from bot.store.reminders import ReminderTable
from bot.store.rotate_master_key import Rotation
from bot.store.rows import PersonRows, apply, load
from bot.store.session import Session
from bot.store.shield import uninterrupted
from bot.store.sqlite.disk import refusing
from bot.store.sqlite.open import OpenFiles, open_files
from bot.store.sqlite.paths import StorePaths
from bot.store.sweep import PeopleSweep
from bot.store.trusted_day import Days
from bot.store.writer import Writer

# How soon what could not be swept is tried again, in seconds.
A_WHILE = 5.0
# Records that are kept or go in one turn: to count so many takes milliseconds.
MANY = 256


class Store:
    """Made by `open`, ended by `close`."""

    def __init__(self, opened: OpenFiles, stack: AsyncExitStack, tell: Tell | None) -> None:
        self._stack = stack
        self._tell = tell
        self._key = opened.key
        self._data, self._master = opened.data, opened.master
        self._cache = RowCache()
        self._people = People(opened.data, opened.keyring, opened.master)
        self.reminders = ReminderTable(opened.keyring, opened.master)
        self._writer = Writer(opened.data, opened.keyring, opened.master, self._cache.clear)
        # One person's turns follow each other. A lock is there as long as somebody is.
        self._turns: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()
        protocol = LockProtocol(opened.data, opened.keyring, opened.master)
        files = Durable(self._people, protocol, self._writer, opened.master, self._load, tell)
        self.lock = Locks(files, self._cache, self._turn)
        self.rounds = PeopleSweep(
            self._people, self.reminders, self._writer, self._cache, self._data, self._turn_of, tell
        )
        self.first_run = opened.first_run
        self.days = Days(opened.days)
        self.generation = 0
        self._rotating = asyncio.Lock()
        # Whether rows may be left of somebody whose key is gone.
        self._has_tombstones = False
        self._tidying = asyncio.create_task(self._tidy())

    @classmethod
    async def open(cls, places: StorePaths, tell: Tell | None = None) -> "Store":
        """Open both files, or raise StoreRefused and leave nothing running.

        `tell` tells a record in brief: without it no contents can be had.
        """
        async with AsyncExitStack() as stack:
            store = cls(await open_files(places, stack), stack, tell)
            stack.push_async_callback(store._end)
            with refusing(places.data):
                store._has_tombstones = not await store._people.purge_tombstones()
                await store.lock.finish_all()
                if store._master.is_turning:
                    await store._rotate()
                await store.advance_generation()
            store._stack = stack.pop_all()
        return store

    async def close(self) -> None:
        """Finish what is being written, then let go of the files."""
        await self._writer.finish()
        await self._stack.aclose()

    @asynccontextmanager
    async def session(self, person: PersonId) -> AsyncIterator[Session]:
        """Somebody's pages for one turn. What was staged is durable once this has ended."""
        async with self._turn(person):
            await self.lock.settled(person)
            if aside := await self._aside(person):
                session = Session(aside.pages, self._tell, aside.names)
                with _taken_back(session):
                    yield session
                    if session.staged:
                        await uninterrupted(self.lock.post(person, aside, session))
                return
            pages, newcomer = await self._pages(person)
            own_key = self.lock.keys(person) is not None
            session = Session(pages, self._tell, own_key=own_key)
            with _taken_back(session):
                yield session
            if session.staged:
                # Not believed again before it is known how this ended.
                self._cache.drop(person)
                if len(session.staged) > MANY:
                    with undisturbed():
                        change = await beside(apply, pages, session.staged, newcomer)
                        await self._writer.write(change)
                else:
                    await self._writer.write(apply(pages, session.staged, newcomer))
                self._remember(person, pages)

    async def knows(self, person: PersonId) -> bool:
        """Whether anything was ever kept for somebody, and not forgotten since.

        Nobody is known while their lock is on.
        """
        if self._cache.get(person) or self.lock.keys(person):
            return True
        found = await self._people.find(person)
        return found is not None and not isinstance(found, Lockbox)

    async def forget(self, person: PersonId) -> bool:
        """Destroy somebody's key, then their rows. Raises only where the key is still there.

        Whether no trace is left in the files by now. What is, nobody can read; it goes as soon as
        nobody else reads the files, and at the latest at the next start.
        """
        async with self._turn(person):
            self._cache.drop(person)
            # Should this fail half-way, nobody writes with a key that is gone.
            self.lock.lock_now(person)
            done = await uninterrupted(self._forget(person))
            self.lock.forget(person)
            self.reminders.forget_zone(person)
            return done

    async def advance_generation(self) -> None:
        """A new generation for both files."""
        await uninterrupted(self._advance_generation())

    @property
    def saves(self) -> int:
        """How many changes were made durable since it was opened."""
        return self._writer.saves

    async def look(self) -> None:
        """Read a little from both files. Raises StoreUnavailable where that fails."""
        for file in (self._data, self._people.keyring):
            await file.read(lambda rows: rows.ledger())

    @property
    def fingerprint(self) -> str:
        """Of the master key as it is now."""
        return self._master.fingerprint

    async def rotate(self) -> None:
        """Another master key, while people write. Interrupted, the next one or a start goes on."""
        await uninterrupted(self._rotate())

    async def _rotate(self) -> None:
        async with self._rotating:
            keyring, turn = self._people.keyring, self._writer.turn
            for step in Rotation(self._data, keyring, self._master, self._key, turn).steps:
                await step()
        await self._advance_generation()

    async def _forget(self, person: PersonId) -> bool:
        async with self._writer.turn:
            await self._people.erase(person)
            # From here on it is so, whatever becomes of the rest.
            self._has_tombstones = True
            return await self._purge()

    async def _purge(self) -> bool:
        try:
            self._has_tombstones = not await self._people.purge_tombstones()
        except StoreUnavailable:
            return False
        return not self._has_tombstones

    async def _tidy(self) -> None:
        """Again and again, what could not be swept because somebody else was reading."""
        files = (self._data, self._people.keyring)
        while True:
            await asyncio.sleep(A_WHILE)
            if not self._has_tombstones and all(file.is_swept for file in files):
                continue
            async with self._writer.turn:
                if self._has_tombstones:
                    await uninterrupted(self._purge())
                for file in (file for file in files if not file.is_swept):
                    with suppress(StoreUnavailable):
                        await file.sweep()

    async def _end(self) -> None:
        self._tidying.cancel()
        await asyncio.wait({self._tidying})

    async def _advance_generation(self) -> None:
        async with self._writer.turn:
            self.generation = await self._people.advance_generation()

    async def _pages(self, person: PersonId) -> tuple[PersonRows, KeyringRow | None]:
        """Somebody's pages; for somebody new, with the keyring record they are going to have."""
        if recent := self._cache.get(person):
            return recent, None
        keys = self.lock.keys(person)
        found = keys or await self._people.find(person)
        if found is None:
            pseudonym = self._master.pseudonym(person)
            keys, blob = self._master.newcomer(pseudonym)
            return PersonRows(keys), KeyringRow(pseudonym, blob)
        if isinstance(found, Lockbox):
            raise StoreUnavailable("it was locked in this very moment")
        pages = await self._load(found)
        await beside(self._look_through, pages)
        if pages.head is None:
            # Nothing was ever kept, or somebody took it all away: seldom enough to make sure.
            await self._data.audit()
        self._remember(person, pages)
        return pages, None

    async def _load(self, keys: PersonKeys) -> PersonRows:
        with undisturbed():
            return await self._data.read(resting(lambda data: load(data, keys)))

    def _look_through(self, pages: PersonRows) -> None:
        """Open everything once. Much of it takes its time, so nobody else waits for that."""
        if self._tell:
            _ = Session(pages, self._tell).contents

    async def _aside(self, person: PersonId) -> Aside | None:
        # Who was here lately has no lock, or an open one: then nothing is looked up.
        return None if self._cache.get(person) else await self.lock.aside(person)

    def _remember(self, person: PersonId, pages: PersonRows) -> None:
        if self.lock.may_remember(person):
            self._cache.put(person, pages)

    def _turn(self, person: PersonId) -> asyncio.Lock:
        return self._turn_of(self._master.pseudonym(person))

    def _turn_of(self, pseudonym: bytes) -> asyncio.Lock:
        turn = self._turns.get(pseudonym)
        if turn is None:
            turn = self._turns[pseudonym] = asyncio.Lock()
        return turn


@contextmanager
def _taken_back(session: Session) -> Iterator[None]:
    """What was staged in a turn that did not end well never was."""
    try:
        yield
    except BaseException:
        session.take_back()
        raise
