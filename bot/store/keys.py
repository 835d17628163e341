"""Whose key opens what: the master's, which lies in a file of its own, and each person's.

The master's opens the keyring, the keyring holds each person's, theirs open their pages.
"""

import hashlib
import hmac
import json
import os
from typing import Final

from bot.doors import PersonId
from bot.store.errors import Tampered
from bot.store.sealing import KEY, OUTCOME, Sealer, derive, framed, mark

ID: Final = 16


def place(table: str, id: bytes = b"") -> bytes:
    """Where something lies."""
    return framed(table.encode(), id)


class PersonKeys:
    """One person's: a random number that stands for them, and two random keys.

    `root` is for what may never change, the ids of settings and the head; `versions` are for
    the pages, so that those can be sealed anew under another key one day.
    """

    __slots__ = ("_head", "_mark", "_names", "_pages", "uid")

    def __init__(
        self, store: bytes, uid: bytes, root: bytes, versions: dict[int, bytes], current: int
    ) -> None:
        self.uid = uid
        self._names = derive(root, b"names")
        self._mark = derive(root, b"marks")
        owner = framed(store, uid)
        self._head = Sealer(owner, {1: derive(root, b"head")}, 1)
        pages = {version: derive(key, b"pages") for version, key in versions.items()}
        self._pages = Sealer(owner, pages, current)

    def named(self, name: str) -> bytes:
        """The id of a record that goes by a name: it tells nothing, and is nobody else's."""
        return hmac.digest(self._names, name.encode(), "sha256")[:ID]

    def mark(self, table: str, id: bytes, blob: bytes) -> int:
        """What a row counts for in the head."""
        return mark(self._mark, place(table, id), blob)

    def seal(self, plain: bytes, table: str, id: bytes) -> bytes:
        return self._pages.seal(plain, place(table, id))

    def unseal(self, blob: bytes, table: str, id: bytes) -> bytes:
        return self._pages.unseal(blob, place(table, id))

    def seal_head(self, plain: bytes) -> bytes:
        return self._head.seal(plain, place("head"))

    def unseal_head(self, blob: bytes) -> bytes:
        return self._head.unseal(blob, place("head"))


class MasterKey:
    """The key to the keyring, and to what the two files say of themselves."""

    __slots__ = (
        *("_agenda", "_current", "_id", "_keks", "_ledgers", "_marks", "_people", "_pseuds"),
        "_store",
    )

    def __init__(self, store: bytes, id: bytes, keks: dict[int, bytes], current: int) -> None:
        self._store, self._id, self._keks, self._current = store, id, keks, current
        self._pseuds = derive(id, b"people")
        self._marks = derive(id, b"marks")
        people = {version: derive(key, b"keyring") for version, key in keks.items()}
        ledgers = {version: derive(key, b"ledger") for version, key in keks.items()}
        self._people = Sealer(framed(store), people, current)
        agenda = {version: derive(key, b"agenda") for version, key in keks.items()}
        self._agenda = Sealer(framed(store), agenda, current)
        self._ledgers = Sealer(framed(store), ledgers, current)

    @staticmethod
    def new() -> "MasterKey":
        return MasterKey(os.urandom(ID), os.urandom(KEY), {1: os.urandom(KEY)}, 1)

    def written(self) -> bytes:
        """As it stands in its file."""
        content = {
            "what": "The master key of Quiet Page. Keep a copy in a second place.",
            "store": self._store.hex(),
            "id": self._id.hex(),
            "kek": {str(version): key.hex() for version, key in self._keks.items()},
            "cur": self._current,
        }
        return json.dumps(content, indent=1).encode() + b"\n"

    @staticmethod
    def read(written: bytes) -> "MasterKey | None":
        """None where this is not, or no longer, a whole key."""
        # The errors raised in here would carry the file's content along.
        try:
            content = json.loads(written)
            keks = {int(version): bytes.fromhex(key) for version, key in content["kek"].items()}
            store, id = bytes.fromhex(content["store"]), bytes.fromhex(content["id"])
            current = int(content["cur"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        lengths = {len(id), *map(len, keks.values())}
        if len(store) != ID or lengths != {KEY} or current not in keks:
            return None
        return MasterKey(store, id, keks, current)

    @property
    def fingerprint(self) -> str:
        """Eight letters to tell keys apart by; they say nothing about the key."""
        keks = [derive(key, b"fingerprint") for _, key in sorted(self._keks.items())]
        return hashlib.sha256(framed(self._store, *keks)).hexdigest()[:8]

    def pseudonym(self, person: PersonId) -> bytes:
        """What stands for a Discord id in the keyring."""
        return hmac.digest(self._pseuds, person.to_bytes(8), "sha256")[:ID]

    def mark(self, table: str, id: bytes, blob: bytes) -> int:
        """What an entry counts for in the ledger of its file."""
        return mark(self._marks, place(table, id), blob)

    def seal_ledger(self, plain: bytes, file: str) -> bytes:
        return self._ledgers.seal(plain, place(file))

    def unseal_ledger(self, blob: bytes, file: str) -> bytes:
        return self._ledgers.unseal(blob, place(file))

    def seal_entry(self, plain: bytes, pseudonym: bytes, id: bytes) -> bytes:
        return self._agenda.seal(plain, place("schedule", pseudonym + id))

    def unseal_entry(self, blob: bytes, pseudonym: bytes, id: bytes) -> bytes:
        return self._agenda.unseal(blob, place("schedule", pseudonym + id))

    def newcomer(self, pseudonym: bytes) -> tuple[PersonKeys, bytes]:
        """Keys for somebody new, and the keyring record that holds them."""
        # `kind` is where a lock will say that the rest is under the person's own phrase.
        content = {
            "v": 1,
            "kind": "open",
            "uid": os.urandom(ID).hex(),
            "root": os.urandom(KEY).hex(),
            "keys": {"1": os.urandom(KEY).hex()},
            "cur": 1,
        }
        plain = json.dumps(content).encode()
        blob = self._people.seal(plain, place("person", pseudonym))
        return self.person(pseudonym, blob), blob

    def person(self, pseudonym: bytes, blob: bytes) -> PersonKeys:
        """Somebody's keys, out of their keyring record."""
        content = json.loads(self._people.unseal(blob, place("person", pseudonym)))
        if content["v"] != 1 or content["kind"] != "open":
            raise Tampered(OUTCOME)
        keys = {int(version): bytes.fromhex(key) for version, key in content["keys"].items()}
        uid, root = bytes.fromhex(content["uid"]), bytes.fromhex(content["root"])
        return PersonKeys(self._store, uid, root, keys, content["cur"])
