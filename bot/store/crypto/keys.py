"""Whose key opens what: the master's, which lies in a file of its own, and each person's.

The master's opens the keyring, the keyring holds each person's, theirs open their pages.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from typing import Any, Final

from bot.person import PersonId
from bot.store.crypto.sealing import KEY, OUTCOME, KeyedHash, Sealer, derive, framed
from bot.store.errors import Tampered

# Bytes.
ID: Final = 16


def place(table: str, id: bytes = b"") -> bytes:
    """Where something lies, to be bound into its seal: a table, and the whole of a row's key."""
    return framed(table.encode(), id)


class PersonKeys:
    """One person's: a random number of 16 bytes that stands for them, and random keys of 32.

    `root` is for what may never change, the ids of settings and the head; `versions` are for
    the pages: those are sealed anew under another key when a lock is put on.
    """

    __slots__ = ("_head", "_marks", "_names", "_pages", "uid")

    def __init__(
        self, store: bytes, uid: bytes, root: bytes, versions: dict[int, bytes], current: int
    ) -> None:
        self.uid = uid
        self._names = KeyedHash(derive(root, b"names"))
        self._marks = KeyedHash(derive(root, b"marks"))
        owner = framed(store, uid)
        self._head = Sealer(owner, {1: derive(root, b"head")}, 1)
        pages = {version: derive(key, b"pages") for version, key in versions.items()}
        self._pages = Sealer(owner, pages, current)

    def seals_now(self, blob: bytes) -> bool:
        """Whether a page is under the current key."""
        return self._pages.is_current(blob)

    def is_outdated(self, blob: bytes) -> bool:
        """Whether a page is under a key that was dropped since."""
        return self._pages.is_outdated(blob)

    def named(self, name: str) -> bytes:
        """The id of a record that goes by a name: 16 bytes that tell nothing, and nobody else's."""
        return self._names.of(name.encode())[:ID]

    def mark(self, table: str, id: bytes, blob: bytes) -> int:
        """What a row counts for in the head: a number of 256 bits."""
        return self._marks.mark(place(table, id), blob)

    def seal(self, plain: bytes, table: str, id: bytes) -> bytes:
        return self._pages.seal(plain, place(table, id))

    def unseal(self, blob: bytes, table: str, id: bytes) -> bytes:
        """What was sealed for this row of theirs. Raises Tampered."""
        return self._pages.unseal(blob, place(table, id))

    def seal_head(self, plain: bytes) -> bytes:
        return self._head.seal(plain, place("head"))

    def unseal_head(self, blob: bytes) -> bytes:
        """Raises Tampered."""
        return self._head.unseal(blob, place("head"))


class MasterKey:
    """The key to the keyring, and to what the two files say of themselves.

    `store` are 16 random bytes that are bound into every seal, `id` is what pseudonyms are made
    with, and `keks` are the keys themselves by their version, 32 bytes each.
    """

    __slots__ = (
        "_current",
        "_id",
        "_keks",
        "_ledgers",
        "_marks",
        "_older",
        "_people",
        "_pseuds",
        "_reminders",
        "_retired",
        "_store",
    )

    def __init__(
        self,
        store: bytes,
        id: bytes,
        keks: Mapping[int, bytes],
        current: int,
        older: Mapping[int, bytes] | None = None,
    ) -> None:
        self._store, self._id = store, id
        self._pseuds = KeyedHash(derive(id, b"people"))
        self._marks = KeyedHash(derive(id, b"marks"))
        # Never in the file again: what this process may still have in hand was sealed with it.
        self._retired: Mapping[int, bytes] = {}
        self._hold(keks, current, older or {})

    def _hold(self, keks: Mapping[int, bytes], current: int, older: Mapping[int, bytes]) -> None:
        # `older` opens the ledgers of copies from before a rotation, and nothing else.
        self._keks, self._current, self._older = keks, current, older
        self._people = self._sealer(b"keyring")
        self._reminders = self._sealer(b"agenda")
        self._ledgers = self._sealer(b"ledger")

    def _sealer(self, purpose: bytes, others: Mapping[int, bytes] | None = None) -> Sealer:
        keks = {**self._retired, **self._keks}
        keys = {version: derive(key, purpose) for version, key in keks.items()}
        return Sealer(framed(self._store), {**(others or {}), **keys}, self._current)

    @staticmethod
    def new() -> "MasterKey":
        return MasterKey(os.urandom(ID), os.urandom(KEY), {1: os.urandom(KEY)}, 1)

    def written(self) -> bytes:
        """As it stands in its file: JSON, keys in hexadecimal."""
        content = {
            "what": "The master key of Quiet Page. Keep a copy in a second place.",
            "store": self._store.hex(),
            "id": self._id.hex(),
            "kek": {str(version): key.hex() for version, key in self._keks.items()},
            "cur": self._current,
            "ledgers": {str(version): key.hex() for version, key in self._older.items()},
        }
        return json.dumps(content, indent=1).encode() + b"\n"

    @staticmethod
    def read(written: bytes) -> "MasterKey | None":
        """None where this is not, or no longer, a whole key."""
        # The errors raised in here would carry the file's content along.
        try:
            content = json.loads(written)
            keks = _versions(content["kek"])
            older = _versions(content.get("ledgers", {}))
            store, id = bytes.fromhex(content["store"]), bytes.fromhex(content["id"])
            current = int(content["cur"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        lengths = {len(id), *map(len, keks.values()), *map(len, older.values())}
        if len(store) != ID or lengths != {KEY} or current not in keks:
            return None
        return MasterKey(store, id, keks, current, older)

    @property
    def is_turning(self) -> bool:
        """Whether a rotation was begun and has not ended."""
        return len(self._keks) > 1

    def begun(self) -> "MasterKey":
        """With one more key, under which everything is sealed from now on."""
        new = max({*self._keks, *self._older}) + 1
        keks = {**self._keks, new: os.urandom(KEY)}
        return MasterKey(self._store, self._id, keks, new, self._older)

    def ended(self) -> "MasterKey":
        """With the newest key alone."""
        gone = {v: derive(key, b"ledger") for v, key in self._keks.items() if v != self._current}
        only = {self._current: self._keks[self._current]}
        return MasterKey(self._store, self._id, only, self._current, {**self._older, **gone})

    def for_copies(self) -> "MasterKey":
        """One that opens the ledgers of copies from before a rotation, too."""
        copy = MasterKey(self._store, self._id, self._keks, self._current, self._older)
        copy._ledgers = copy._sealer(b"ledger", self._older)
        return copy

    def goes_on_in(self, other: "MasterKey") -> bool:
        """Whether the other is this one, perhaps further on in a rotation."""
        ours, theirs = (key._store + key._id for key in (self, other))  # noqa: SLF001 - our own
        return ours == theirs and other._keks.get(self._current) == self._keks[self._current]  # noqa: SLF001

    def become(self, other: "MasterKey") -> None:
        """Be the other from now on, for whoever holds this one. What it lacks still opens."""
        self._retired = {**self._retired, **self._keks}
        self._hold(other._keks, other._current, other._older)  # noqa: SLF001 - our own

    @property
    def fingerprint(self) -> str:
        """Eight letters to tell keys apart by; they say nothing about the key."""
        keks = [derive(key, b"fingerprint") for _, key in sorted(self._keks.items())]
        return hashlib.sha256(framed(self._store, *keks)).hexdigest()[:8]

    def pseudonym(self, person: PersonId) -> bytes:
        """What stands for a Discord id in the keyring: a keyed hash of 16 bytes."""
        return self._pseuds.of(person.to_bytes(8))[:ID]

    def mark(self, table: str, id: bytes, blob: bytes) -> int:
        """What an entry counts for in the ledger of its file: a number of 256 bits."""
        return self._marks.mark(place(table, id), blob)

    def seal_ledger(self, plain: bytes, file: str) -> bytes:
        return self._ledgers.seal(plain, place(file))

    def seals_now(self, blob: bytes) -> bool:
        """Whether anything of the keyring, or a ledger, is under the current key."""
        return self._people.is_current(blob)

    def person_anew(self, pseudonym: bytes, blob: bytes) -> bytes:
        """A keyring record under the current key, whatever stands in it. Raises Tampered."""
        where = place("person", pseudonym)
        return self._people.seal(self._people.unseal(blob, where), where)

    def entry_anew(self, blob: bytes, pseudonym: bytes, id: bytes) -> bytes:
        """A reminder under the current key. Raises Tampered."""
        return self.seal_entry(self.unseal_entry(blob, pseudonym, id), pseudonym, id)

    def is_same_person(self, pseudonym: bytes, one: bytes, other: bytes) -> bool:
        """Whether two keyring records hold the same. Raises Tampered."""
        where = place("person", pseudonym)
        return self._people.unseal(one, where) == self._people.unseal(other, where)

    def unseal_ledger(self, blob: bytes, file: str) -> bytes:
        """Raises Tampered."""
        return self._ledgers.unseal(blob, place(file))

    def seal_entry(self, plain: bytes, pseudonym: bytes, id: bytes) -> bytes:
        return self._reminders.seal(plain, place("schedule", pseudonym + id))

    def unseal_entry(self, blob: bytes, pseudonym: bytes, id: bytes) -> bytes:
        """Raises Tampered."""
        return self._reminders.unseal(blob, place("schedule", pseudonym + id))

    def newcomer(self, pseudonym: bytes) -> tuple[PersonKeys, bytes]:
        """Keys for somebody new, and the keyring record that holds them."""
        content = MasterKey.open_record(os.urandom(ID), os.urandom(KEY), 1, os.urandom(KEY))
        blob = self.seal_record(pseudonym, content)
        return self.person(pseudonym, blob), blob

    def person(self, pseudonym: bytes, blob: bytes) -> PersonKeys:
        """Somebody's keys, out of their keyring record. Raises Tampered where that is locked."""
        content = self._opened(pseudonym, blob)
        uid, root = bytes.fromhex(content["uid"]), bytes.fromhex(content["root"])
        return self.keys(uid, root, _versions(content["keys"]), content["cur"])

    def keys(self, uid: bytes, root: bytes, versions: dict[int, bytes], current: int) -> PersonKeys:
        """Somebody's keys, from wherever they were kept."""
        return PersonKeys(self._store, uid, root, versions, current)

    @staticmethod
    def open_record(uid: bytes, root: bytes, version: int, key: bytes) -> dict[str, Any]:
        """What stands in the keyring record of somebody whose lock is not on."""
        keys = {str(version): key.hex()}
        content = {"v": 1, "kind": "open", "uid": uid.hex(), "root": root.hex()}
        return content | {"keys": keys, "cur": version}

    def record(self, pseudonym: bytes, blob: bytes) -> dict[str, Any]:
        """A keyring record, whatever its kind. Raises Tampered."""
        content: dict[str, Any] = json.loads(self._people.unseal(blob, place("person", pseudonym)))
        if content["v"] != 1 or content["kind"] not in {"open", "locked"}:
            raise Tampered(OUTCOME)
        return content

    def seal_record(self, pseudonym: bytes, content: dict[str, Any]) -> bytes:
        return self._people.seal(json.dumps(content).encode(), place("person", pseudonym))

    def _opened(self, pseudonym: bytes, blob: bytes) -> dict[str, Any]:
        content = self.record(pseudonym, blob)
        if content["kind"] != "open":
            raise Tampered(OUTCOME)
        return content


def _versions(written: Mapping[str, str]) -> dict[int, bytes]:
    return {int(version): bytes.fromhex(key) for version, key in written.items()}
