"""What a lock is in the files, by person: found there, put on, counted, taken off, brought in.

Whoever calls what writes holds the person's turn. Each is done whole, even when told to stop, in
the writer's turn. All raise StoreUnavailable where a file can't be read or written.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.beside import beside
from bot.person import PersonId
from bot.store.backend import SealedRow
from bot.store.contents import Tell
from bot.store.crypto.keys import MasterKey, PersonKeys
from bot.store.crypto.lockbox import Lockbox, Made, Secrets
from bot.store.lock.protocol import Aside, Letter, LockProtocol, aside
from bot.store.people import People, Root
from bot.store.rows import PersonRows, apply
from bot.store.session import Session
from bot.store.shield import uninterrupted
from bot.store.writer import Writer

BringIn: TypeAlias = Callable[[Session, Sequence[Letter]], None]


@dataclass(frozen=True, slots=True)
class Durable:
    """The store's files, as far as a lock goes."""

    people: People
    protocol: LockProtocol
    writer: Writer
    master: MasterKey
    # Reads somebody's pages out of the file.
    load: Callable[[PersonKeys], Awaitable[PersonRows]]
    tell: Tell | None

    async def find(self, person: PersonId) -> PersonKeys | Lockbox | None:
        """Their keys, or their lock where one is on; None for whoever has neither."""
        return await self.people.find(person)

    async def root_of(self, person: PersonId) -> Root | None:
        """The number, the root and the key version of somebody without a lock."""
        return await self.people.root_of(person)

    def keys(self, uid: bytes, secrets: Secrets) -> PersonKeys:
        return self.master.keys(uid, secrets.root, secrets.keys, secrets.current)

    def aside(self) -> Aside:
        """Somewhere to write, still empty."""
        return aside(self.master)

    async def put_on(self, person: PersonId, before: PersonKeys, made: Made) -> None:
        """Under the lock that was made with all of it. After an error either may be there."""
        async with self.writer.turn:
            pseudonym = self.master.pseudonym(person)
            await uninterrupted(self.protocol.put_on(pseudonym, before, made.lock, made.secrets))

    async def finish(self, person: PersonId) -> None:
        """The lock that was being put on, or what was before, whichever the pages are under."""
        async with self.writer.turn:
            await uninterrupted(self.protocol.finish(self.master.pseudonym(person)))

    async def finish_all(self) -> None:
        """The same for everybody, before anybody is here."""
        await self.protocol.finish_all()

    async def rewrite(self, person: PersonId, lock: Lockbox) -> None:
        """The same lock, with another count of tries, or a code less."""
        async with self.writer.turn:
            await uninterrupted(self.protocol.rewrite(self.master.pseudonym(person), lock))

    async def take_off(self, person: PersonId, uid: bytes, secrets: Secrets) -> None:
        async with self.writer.turn:
            pseudonym = self.master.pseudonym(person)
            await uninterrupted(self.protocol.take_off(pseudonym, uid, secrets))

    async def post(self, to: Lockbox, session: Session, at: Aside) -> None:
        """Keep a turn behind the lock as a letter, and show it from now on where it was written."""
        async with self.writer.turn:
            await self.protocol.post(to, session.staged, at)
        apply(at.pages, session.staged)

    async def bring_in(self, keys: PersonKeys, secrets: Secrets, bring_in: BringIn) -> None:
        """Have every letter join the pages, in one change. Raises Tampered where one was changed.

        `bring_in` is called in a thread of its own.
        """
        letters = await self.protocol.letters(keys.uid, secrets)
        if not letters:
            return
        pages = await self.load(keys)
        session = Session(pages, self.tell)
        # Aside: there may be much of either.
        await beside(bring_in, session, letters)
        gone = [SealedRow(one.id, one.blob) for one in letters]
        await self.writer.write(replace(apply(pages, session.staged), letters=gone))
