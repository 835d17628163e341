"""What concerns nobody's words: who has a key, forgetting somebody, and the generation."""

from collections.abc import AsyncIterator, Collection
from dataclasses import replace
from typing import NamedTuple

from bot.person import PersonId
from bot.store.backend import DataFile, DataWriter, KeyringFile, KeyringReader, KeyringWriter
from bot.store.crypto.keys import MasterKey, PersonKeys
from bot.store.crypto.lockbox import Lockbox
from bot.store.errors import StoreUnavailable
from bot.store.integrity import Ledger

# People who are looked at in one turn of the file's thread: two milliseconds, for everybody else.
AT_A_TIME = 32


class Root(NamedTuple):
    """What stays with somebody when they put a lock on: 16 and 32 bytes, and a key's version."""

    uid: bytes
    root: bytes
    version: int


class People:
    """Both files, seen from the side of people. Whoever calls what writes holds the turn."""

    def __init__(self, data: DataFile, keyring: KeyringFile, master: MasterKey) -> None:
        self._data, self.keyring, self._master = data, keyring, master

    async def find(self, person: PersonId) -> PersonKeys | Lockbox | None:
        """Somebody's keys, or their lock; None if they have none: not the same as a failed look."""
        pseudonym = self._master.pseudonym(person)
        blob = await self.keyring.read(lambda ring: ring.person(pseudonym))
        return keys_in(self._master, pseudonym, blob) if blob else None

    async def root_of(self, person: PersonId) -> Root | None:
        """The number, the root and the key version of somebody without a lock."""
        pseudonym = self._master.pseudonym(person)
        blob = await self.keyring.read(lambda ring: ring.person(pseudonym))
        content = self._master.record(pseudonym, blob) if blob else None
        if content is None or content["kind"] != "open":
            return None
        uid, root = bytes.fromhex(content["uid"]), bytes.fromhex(content["root"])
        return Root(uid, root, content["cur"])

    async def everybody(self) -> AsyncIterator[list[bytes]]:
        """The pseudonyms of all there are, a few at a time."""
        last = b""
        while True:
            next_ones = await self.keyring.read(
                lambda ring, last=last: ring.people_after(last, AT_A_TIME)  # type: ignore[misc]
            )
            yield next_ones
            if len(next_ones) < AT_A_TIME:
                return
            last = next_ones[-1]

    async def open_keys(self, some: Collection[bytes]) -> dict[bytes, PersonKeys]:
        """The keys of those without a lock, by pseudonym; of whoever has one, or is gone, none.

        Raises Tampered where one of them does not open.
        """

        def settled(ring: KeyringReader) -> dict[bytes, PersonKeys]:
            # Whose lock is just being put on, or was left half-way, is left alone.
            blobs = ((p, ring.person(p)) for p in some if not ring.is_turning(p))
            found = {p: keys_in(self._master, p, blob) for p, blob in blobs if blob}
            return {p: keys for p, keys in found.items() if not isinstance(keys, Lockbox)}

        return await self.keyring.read(settled)

    async def erase(self, person: PersonId) -> None:
        """Destroy somebody's key, and with it every copy of what they wrote."""
        found = await self.find(person)
        if found is None:
            return
        pseudonym = self._master.pseudonym(person)

        def erase(ring: KeyringWriter, ledger: Ledger) -> Ledger:
            blob = known_record(ring, pseudonym)
            ring.add_tombstone(found.uid)
            ring.drop_person(pseudonym)
            return ledger.minus(self._master.mark("person", pseudonym, blob))

        await self.keyring.change(erase)

    async def purge_tombstones(self) -> bool:
        """Sweep out the rows of everybody whose key was destroyed, also before a crash.

        Whether nothing of them is left in any file; what is goes the next time.
        """
        tombstones = await self.keyring.read(lambda ring: ring.tombstones())
        if not tombstones:
            return True
        swept = await self.keyring.sweep()
        for uid in tombstones:
            await self._data.change(
                lambda rows, ledger, uid=uid: clear_rows(rows, ledger, self._master, uid)  # type: ignore[misc]
            )
        if not (await self._data.sweep() and swept):
            return False

        def done(ring: KeyringWriter, ledger: Ledger) -> Ledger:
            ring.drop_tombstones(tombstones)
            return ledger

        await self.keyring.change(done)
        return True

    async def advance_generation(self) -> int:
        """Take both files to the next generation, so that an older copy of one is noticed.

        The keyring says first where both are going: killed in between, either is right.
        """
        announced = await self.keyring.change(
            lambda _, ledger: replace(ledger, coming=max(ledger.coming, ledger.generation + 1))
        )
        coming = announced.coming
        await self._data.change(lambda _, ledger: replace(ledger, generation=coming, coming=coming))
        await self.keyring.change(lambda _, ledger: replace(ledger, generation=coming))
        return coming


def keys_in(master: MasterKey, pseudonym: bytes, blob: bytes) -> PersonKeys | Lockbox:
    """Somebody's keys out of their keyring record, or their lock if that is on. Raises Tampered."""
    content = master.record(pseudonym, blob)
    if content["kind"] == "locked":
        return Lockbox.read(content)
    return master.person(pseudonym, blob)


def known_record(ring: KeyringReader, pseudonym: bytes) -> bytes:
    """The keyring record of somebody who was there a moment ago. Raises StoreUnavailable."""
    blob = ring.person(pseudonym)
    if blob is None:
        raise StoreUnavailable("they were forgotten in this very moment")
    return blob


def clear_rows(rows: DataWriter, ledger: Ledger, master: MasterKey, uid: bytes) -> Ledger:
    """Take out all rows of one number, and what its head and its letters counted for."""
    head, letters = rows.head(uid), rows.letters(uid)
    rows.clear(uid)
    for id, blob in letters:
        ledger = ledger.minus(master.mark("letter", uid + id, blob))
    return ledger.minus(master.mark("head", uid, head)) if head else ledger
