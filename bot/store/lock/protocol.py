"""What putting a lock on, changing it and taking it off does to the two files.

Killed anywhere, the next start finds either the lock of before with the pages of before, or the
new one with the new: it looks at the one head that tells them apart.
"""

import hashlib
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.store.backend import (
    DataFile,
    DataReader,
    DataRow,
    DataWriter,
    HeadMove,
    KeyringFile,
    KeyringReader,
    KeyringWriter,
)
from bot.store.crypto import codec, lockbox
from bot.store.crypto.keys import MasterKey, PersonKeys
from bot.store.crypto.lockbox import Lockbox, Secrets
from bot.store.crypto.sealing import KEY, OUTCOME
from bot.store.errors import Tampered
from bot.store.integrity import Ledger, MultisetHash
from bot.store.people import known_record
from bot.store.records import Record, Shelf
from bot.store.rows import PersonRows, RowSpot, load


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One thing that was kept, or dropped, while the lock was on."""

    shelf: Shelf
    id: bytes
    # The name it goes by, for what has one: under the keys of then its id was another.
    name: str
    record: Record | None


@dataclass(frozen=True, slots=True)
class Letter:
    """One turn of somebody whose lock was on."""

    id: bytes
    blob: bytes
    lines: tuple[LetterLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """Where somebody writes while their lock is on: in memory, and empty at first."""

    pages: PersonRows
    # The keys of this one stay: they go along in every letter.
    root: bytes
    key: bytes
    names: dict[bytes, str]


def aside(master: MasterKey) -> Aside:
    uid, root, key = os.urandom(16), os.urandom(KEY), os.urandom(KEY)
    return Aside(PersonRows(master.keys(uid, root, {1: key}, 1)), root, key, {})


class LockProtocol:
    """Whoever calls what writes holds the person's turn, and the writer's."""

    def __init__(self, data: DataFile, keyring: KeyringFile, master: MasterKey) -> None:
        self._data, self._keyring, self._master = data, keyring, master

    async def put_on(
        self, pseudonym: bytes, before: PersonKeys, new: Lockbox, kept: Secrets
    ) -> None:
        """Seal everything anew under keys that only the box holds; then only the box is left."""
        keys = self._master.keys(new.uid, kept.root, kept.keys, kept.current)
        rows, head = await self._data.read(lambda data: _anew(data, before, keys))
        coming = {"head": _fingerprint(head), "record": new.written()}

        def announce(ring: KeyringWriter, ledger: Ledger) -> Ledger:
            ring.add_turning(pseudonym)
            content = self._content(ring, pseudonym) | {"coming": coming}
            return self._replace(ring, ledger, pseudonym, content)

        def seal(data: DataWriter, ledger: Ledger) -> Ledger:
            old = data.head(keys.uid)
            data.move_heads([HeadMove(keys.uid, old, head)])
            for shelf in Shelf:
                some = [(id, blob) for (where, id), blob in rows.items() if where is shelf]
                data.put_rows(shelf, [DataRow(keys.uid, id, blob) for id, blob in some])
            if not all(keys.seals_now(blob) for blob, _ in load(data, keys).rows.values()):
                raise Tampered(OUTCOME)
            if old:
                ledger = ledger.minus(self._master.mark("head", keys.uid, old))
            return ledger.plus(self._master.mark("head", keys.uid, head))

        await self._keyring.change(announce)
        await self._data.change(seal)
        await self._data.sweep()
        await self.finish(pseudonym)

    async def finish_all(self) -> None:
        """See to whatever was left half-way."""
        for pseudonym in await self._keyring.read(lambda ring: ring.turning()):
            await self.finish(pseudonym)

    async def finish(self, pseudonym: bytes) -> None:
        """The new lock, if the pages are under it already; else the record of before."""
        content = await self._keyring.read(lambda ring: self._content(ring, pseudonym))
        uid = bytes.fromhex(content["uid"])
        head = await self._data.read(lambda data: data.head(uid))

        def end(ring: KeyringWriter, ledger: Ledger) -> Ledger:
            ring.drop_turning(pseudonym)
            coming = content.pop("coming", None)
            if coming is None:
                return ledger
            if head and _fingerprint(head) == coming["head"]:
                new = _written(Lockbox.read(coming["record"]))
                return self._replace(ring, ledger, pseudonym, new)
            return self._replace(ring, ledger, pseudonym, content)

        await self._keyring.change(end)
        # The old keys are in no log either.
        await self._keyring.sweep()

    async def rewrite(self, pseudonym: bytes, new: Lockbox) -> None:
        """The same lock, with another count of tries, or a code less."""
        await self._keyring.change(
            lambda ring, ledger: self._replace(ring, ledger, pseudonym, _written(new))
        )

    async def take_off(self, pseudonym: bytes, uid: bytes, kept: Secrets) -> None:
        """Their keys under the master key alone, as before the lock."""
        key = kept.keys[kept.current]
        content = self._master.open_record(uid, kept.root, kept.current, key)
        await self._keyring.change(
            lambda ring, ledger: self._replace(ring, ledger, pseudonym, content)
        )

    async def post(self, to: Lockbox, staged: Mapping[RowSpot, bytes | None], at: Aside) -> None:
        """Keep one turn as a letter."""
        blob = lockbox.to_letter(to, _packed(staged, at))

        def post(data: DataWriter, ledger: Ledger) -> Ledger:
            id = data.add_letter(to.uid, blob)
            return ledger.plus(self._master.mark("letter", to.uid + id, blob))

        await self._data.change(post)

    async def letters(self, uid: bytes, kept: Secrets) -> list[Letter]:
        """All of them, opened, in order."""
        found = await self._data.read(lambda data: data.letters(uid))
        return [Letter(id, blob, self._read(uid, kept, blob)) for id, blob in found]

    def _read(self, uid: bytes, kept: Secrets, blob: bytes) -> tuple[LetterLine, ...]:
        content = lockbox.from_letter(kept, uid, blob)
        of_then = {1: b64decode(content["key"])}
        keys = self._master.keys(b64decode(content["uid"]), b64decode(content["root"]), of_then, 1)
        return tuple(_line(one, keys) for one in content["lines"])

    def _content(self, ring: KeyringReader, pseudonym: bytes) -> dict[str, Any]:
        return self._master.record(pseudonym, known_record(ring, pseudonym))

    def _replace(
        self, ring: KeyringWriter, ledger: Ledger, pseudonym: bytes, content: dict[str, Any]
    ) -> Ledger:
        old, new = known_record(ring, pseudonym), self._master.seal_record(pseudonym, content)
        ring.put_person(pseudonym, new)
        ledger = ledger.minus(self._master.mark("person", pseudonym, old))
        return ledger.plus(self._master.mark("person", pseudonym, new))


def renewed(root: bytes, version: int) -> Secrets:
    """What a new lock is going to hold: the root of before, and a new key for the pages."""
    return Secrets(root, {version + 1: os.urandom(KEY)}, version + 1)


def _written(lock: Lockbox) -> dict[str, Any]:
    return {"v": 1, "kind": "locked", **lock.written()}


def _anew(
    data: DataReader, before: PersonKeys, keys: PersonKeys
) -> tuple[dict[RowSpot, bytes], bytes]:
    """Somebody's rows under other keys, and the head that goes with them."""
    rows = {
        (shelf, id): keys.seal(before.unseal(old, shelf.value, id), shelf.value, id)
        for (shelf, id), (old, _) in load(data, before).rows.items()
    }
    marks = [keys.mark(shelf.value, id, blob) for (shelf, id), blob in rows.items()]
    return rows, keys.seal_head(MultisetHash.of(marks).pack())


def _fingerprint(head: bytes) -> str:
    return hashlib.sha256(head).hexdigest()


def _packed(staged: Mapping[RowSpot, bytes | None], at: Aside) -> dict[str, Any]:
    lines = [
        {
            "shelf": shelf.value,
            "id": b64encode(id).decode(),
            "name": at.names.get(id, ""),
            "blob": None if blob is None else b64encode(blob).decode(),
        }
        for (shelf, id), blob in staged.items()
    ]
    secrets = {"uid": at.pages.keys.uid, "root": at.root, "key": at.key}
    return {"lines": lines} | {k: b64encode(v).decode() for k, v in secrets.items()}


def _line(one: Mapping[str, Any], keys: PersonKeys) -> LetterLine:
    shelf, id = Shelf(one["shelf"]), b64decode(one["id"])
    blob = None if one["blob"] is None else b64decode(one["blob"])
    record = None if blob is None else codec.unseal(blob, keys, shelf, id)
    return LetterLine(shelf, id, one["name"], record)
