"""What putting a lock on, changing it and taking it off does to the two files.

Killed anywhere, the next start finds either the lock of before with the pages of before, or the
new one with the new: it looks at the one head that tells them apart.
"""

import hashlib
import os
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.store import locked as boxes
from bot.store import vault
from bot.store.book import Book
from bot.store.errors import Tampered
from bot.store.keys import MasterKey, PersonKeys
from bot.store.locked import Locked, Secrets
from bot.store.pages import Pages, Spot, load
from bot.store.records import Record, Shelf
from bot.store.register import FIND
from bot.store.sealing import KEY, OUTCOME
from bot.store.tally import Ledger, Tally

TURNING = "SELECT pseud FROM turning"
REPLACE = {
    Shelf.SITTINGS: "UPDATE sitting SET blob = ? WHERE uid = ? AND id = ?",
    Shelf.SETTINGS: "UPDATE setting SET blob = ? WHERE uid = ? AND id = ?",
}


@dataclass(frozen=True, slots=True)
class Line:
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
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """Where somebody writes while their lock is on: in memory, and empty at first."""

    pages: Pages
    # The keys of this one stay: they go along in every letter.
    root: bytes
    key: bytes
    names: dict[bytes, str]


def aside(master: MasterKey) -> Aside:
    uid, root, key = os.urandom(16), os.urandom(KEY), os.urandom(KEY)
    return Aside(Pages(master.keys(uid, root, {1: key}, 1)), root, key, {})


class Locking:
    """Whoever calls what writes holds the person's turn, and the writer's."""

    def __init__(self, data: Book, keyring: Book, master: MasterKey) -> None:
        self._data, self._keyring, self._master = data, keyring, master

    async def put_on(
        self, pseudonym: bytes, before: PersonKeys, new: Locked, kept: Secrets
    ) -> None:
        """Seal everything anew under keys that only the box holds; then only the box is left."""
        keys = self._master.keys(new.uid, kept.root, kept.keys, kept.current)
        rows, head = await self._data.read(lambda db: _anew(db, before, keys))
        coming = {"head": _fingerprint(head), "record": new.written()}

        def announce(db: sqlite3.Connection, ledger: Ledger) -> Ledger:
            db.execute("INSERT OR REPLACE INTO turning (pseud) VALUES (?)", (pseudonym,))
            content = self._content(db, pseudonym) | {"coming": coming}
            return self._replace(db, ledger, pseudonym, content)

        def seal(db: sqlite3.Connection, ledger: Ledger) -> Ledger:
            for (shelf, id), blob in rows.items():
                db.execute(REPLACE[shelf], (blob, keys.uid, id))
            sql = "SELECT blob FROM head WHERE uid = ?"
            old = db.execute(sql, (keys.uid,)).fetchone()
            db.execute("INSERT OR REPLACE INTO head (uid, blob) VALUES (?, ?)", (keys.uid, head))
            if not all(keys.seals_now(blob) for blob, _ in load(db, keys).rows.values()):
                raise Tampered(OUTCOME)
            if old:
                ledger = ledger.minus(self._master.mark("head", keys.uid, old[0]))
            return ledger.plus(self._master.mark("head", keys.uid, head))

        await self._keyring.change(announce)
        await self._data.change(seal)
        await self._data.sweep()
        await self.finish(pseudonym)

    async def finish_all(self) -> None:
        """See to whatever was left half-way."""
        for (pseudonym,) in await self._keyring.read(lambda db: db.execute(TURNING).fetchall()):
            await self.finish(pseudonym)

    async def finish(self, pseudonym: bytes) -> None:
        """The new lock, if the pages are under it already; else the record of before."""
        row = await self._keyring.read(lambda db: db.execute(FIND, (pseudonym,)).fetchone())
        content = self._master.record(pseudonym, row[0])
        uid = bytes.fromhex(content["uid"])
        sql = "SELECT blob FROM head WHERE uid = ?"
        head = await self._data.read(lambda db: db.execute(sql, (uid,)).fetchone())

        def end(db: sqlite3.Connection, ledger: Ledger) -> Ledger:
            db.execute("DELETE FROM turning WHERE pseud = ?", (pseudonym,))
            coming = content.pop("coming", None)
            if coming is None:
                return ledger
            if head and _fingerprint(head[0]) == coming["head"]:
                new = _written(Locked.read(coming["record"]))
                return self._replace(db, ledger, pseudonym, new)
            return self._replace(db, ledger, pseudonym, content)

        await self._keyring.change(end)
        # The old keys are in no log either.
        await self._keyring.sweep()

    async def rewrite(self, pseudonym: bytes, new: Locked) -> None:
        """The same lock, with another count of tries, or a code less."""
        await self._keyring.change(
            lambda db, ledger: self._replace(db, ledger, pseudonym, _written(new))
        )

    async def take_off(self, pseudonym: bytes, uid: bytes, kept: Secrets) -> None:
        """Their keys under the master key alone, as before the lock."""
        key = kept.keys[kept.current]
        content = self._master.open_record(uid, kept.root, kept.current, key)
        await self._keyring.change(lambda db, ledger: self._replace(db, ledger, pseudonym, content))

    async def post(self, to: Locked, staged: Mapping[Spot, bytes | None], at: Aside) -> None:
        """Keep one turn as a letter."""
        blob = boxes.to_letter(to, _packed(staged, at))

        def post(db: sqlite3.Connection, ledger: Ledger) -> Ledger:
            sql = "SELECT max(id) FROM letter WHERE uid = ?"
            (last,) = db.execute(sql, (to.uid,)).fetchone()
            id = (int.from_bytes(last or b"") + 1).to_bytes(8)
            db.execute("INSERT INTO letter (uid, id, blob) VALUES (?, ?, ?)", (to.uid, id, blob))
            return ledger.plus(self._master.mark("letter", to.uid + id, blob))

        await self._data.change(post)

    async def letters(self, uid: bytes, kept: Secrets) -> list[Letter]:
        """All of them, opened, in order."""
        sql = "SELECT id, blob FROM letter WHERE uid = ? ORDER BY id"
        found = await self._data.read(lambda db: db.execute(sql, (uid,)).fetchall())
        return [Letter(id, blob, self._read(uid, kept, blob)) for id, blob in found]

    def _read(self, uid: bytes, kept: Secrets, blob: bytes) -> tuple[Line, ...]:
        content = boxes.from_letter(kept, uid, blob)
        of_then = {1: b64decode(content["key"])}
        keys = self._master.keys(b64decode(content["uid"]), b64decode(content["root"]), of_then, 1)
        return tuple(_line(one, keys) for one in content["lines"])

    def _content(self, db: sqlite3.Connection, pseudonym: bytes) -> dict[str, Any]:
        (blob,) = db.execute(FIND, (pseudonym,)).fetchone()
        return self._master.record(pseudonym, blob)

    def _replace(
        self, db: sqlite3.Connection, ledger: Ledger, pseudonym: bytes, content: dict[str, Any]
    ) -> Ledger:
        (old,) = db.execute(FIND, (pseudonym,)).fetchone()
        new = self._master.seal_record(pseudonym, content)
        db.execute("UPDATE person SET blob = ? WHERE pseud = ?", (new, pseudonym))
        ledger = ledger.minus(self._master.mark("person", pseudonym, old))
        return ledger.plus(self._master.mark("person", pseudonym, new))


def renewed(root: bytes, version: int) -> Secrets:
    """What a new lock is going to hold: the root of before, and a new key for the pages."""
    return Secrets(root, {version + 1: os.urandom(KEY)}, version + 1)


def _written(lock: Locked) -> dict[str, Any]:
    return {"v": 1, "kind": "locked", **lock.written()}


def _anew(
    db: sqlite3.Connection, before: PersonKeys, keys: PersonKeys
) -> tuple[dict[Spot, bytes], bytes]:
    """Somebody's rows under other keys, and the head that goes with them."""
    rows = {
        (shelf, id): keys.seal(before.unseal(old, shelf.value, id), shelf.value, id)
        for (shelf, id), (old, _) in load(db, before).rows.items()
    }
    marks = [keys.mark(shelf.value, id, blob) for (shelf, id), blob in rows.items()]
    return rows, keys.seal_head(Tally.of(marks).pack())


def _fingerprint(head: bytes) -> str:
    return hashlib.sha256(head).hexdigest()


def _packed(staged: Mapping[Spot, bytes | None], at: Aside) -> dict[str, Any]:
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


def _line(one: Mapping[str, Any], keys: PersonKeys) -> Line:
    shelf, id = Shelf(one["shelf"]), b64decode(one["id"])
    blob = None if one["blob"] is None else b64decode(one["blob"])
    record = None if blob is None else vault.unseal(blob, keys, shelf, id)
    return Line(shelf, id, one["name"], record)
