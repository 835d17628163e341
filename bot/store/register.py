"""What concerns nobody's words: who has a key, forgetting somebody, and the generation."""

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace

from bot.doors import PersonId
from bot.store.book import Book
from bot.store.keys import MasterKey, PersonKeys
from bot.store.locked import Locked
from bot.store.tally import Ledger

FIND = "SELECT blob FROM person WHERE pseud = ?"
# Whose lock is just being put on, or was left half-way, is left alone.
SETTLED = "SELECT blob FROM person WHERE pseud = ? AND pseud NOT IN (SELECT pseud FROM turning)"
NEXT = "SELECT pseud FROM person WHERE pseud > ? ORDER BY pseud LIMIT ?"
AT_A_TIME = 256
# Found, not listed: a table that is added one day can't be forgotten here.
THEIRS = (
    "SELECT m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c"
    " WHERE m.type = 'table' AND c.name = ?"
)


class Register:
    """Both files, seen from the side of people. Whoever calls what writes holds the turn."""

    def __init__(self, data: Book, keyring: Book, master: MasterKey) -> None:
        self._data, self.keyring, self._master = data, keyring, master

    async def find(self, person: PersonId) -> PersonKeys | Locked | None:
        """Somebody's keys, or their lock; None if they have none: not the same as a failed look."""
        pseudonym = self._master.pseudonym(person)
        row = await self.keyring.read(lambda db: db.execute(FIND, (pseudonym,)).fetchone())
        return keys_in(self._master, pseudonym, row[0]) if row else None

    async def root_of(self, person: PersonId) -> tuple[bytes, bytes, int] | None:
        """The number, the root and the key version of somebody without a lock."""
        pseudonym = self._master.pseudonym(person)
        row = await self.keyring.read(lambda db: db.execute(FIND, (pseudonym,)).fetchone())
        content = self._master.record(pseudonym, row[0]) if row else None
        if content is None or content["kind"] != "open":
            return None
        return bytes.fromhex(content["uid"]), bytes.fromhex(content["root"]), content["cur"]

    async def everybody(self) -> AsyncIterator[bytes]:
        """The pseudonyms of all there are, a few at a time."""
        last = b""
        while True:
            where = last, AT_A_TIME
            rows = await self.keyring.read(
                lambda db, where=where: db.execute(NEXT, where).fetchall()  # type: ignore[misc]
            )
            for (last,) in rows:
                yield last
            if len(rows) < AT_A_TIME:
                return

    async def open_keys(self, pseudonym: bytes) -> PersonKeys | None:
        """The keys of somebody without a lock; None for whoever has one, or is gone."""
        row = await self.keyring.read(lambda db: db.execute(SETTLED, (pseudonym,)).fetchone())
        found = keys_in(self._master, pseudonym, row[0]) if row else None
        return None if isinstance(found, Locked) else found

    async def shred(self, person: PersonId) -> None:
        """Destroy somebody's key, and with it every copy of what they wrote."""
        found = await self.find(person)
        if found is None:
            return
        pseudonym = self._master.pseudonym(person)

        def shred(db: sqlite3.Connection, ledger: Ledger) -> Ledger:
            blob = db.execute(FIND, (pseudonym,)).fetchone()[0]
            db.execute("INSERT INTO tomb (uid) VALUES (?)", (found.uid,))
            for (table,) in db.execute(THEIRS, ("pseud",)).fetchall():
                # A table's name can't be a parameter; these come out of our own schema.
                db.execute(f'DELETE FROM "{table}" WHERE pseud = ?', (pseudonym,))  # noqa: S608
            return ledger.minus(self._master.mark("person", pseudonym, blob))

        await self.keyring.change(shred)

    async def bury(self) -> bool:
        """Sweep out the rows of everybody whose key was destroyed, also before a crash.

        Whether nothing of them is left in any file; what is goes the next time.
        """
        tombs = await self.keyring.read(lambda db: db.execute("SELECT uid FROM tomb").fetchall())
        if not tombs:
            return True
        swept = await self.keyring.sweep()
        for (uid,) in tombs:
            await self._data.change(
                lambda db, ledger, uid=uid: clear_out(db, ledger, self._master, uid)  # type: ignore[misc]
            )
        if not (await self._data.sweep() and swept):
            return False

        def done(db: sqlite3.Connection, ledger: Ledger) -> Ledger:
            db.executemany("DELETE FROM tomb WHERE uid = ?", tombs)
            return ledger

        await self.keyring.change(done)
        return True

    async def bump(self) -> int:
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


def keys_in(master: MasterKey, pseudonym: bytes, blob: bytes) -> PersonKeys | Locked:
    """Somebody's keys out of their keyring record, or their lock if that is on."""
    content = master.record(pseudonym, blob)
    if content["kind"] == "locked":
        return Locked.read(content)
    return master.person(pseudonym, blob)


def clear_out(db: sqlite3.Connection, ledger: Ledger, master: MasterKey, uid: bytes) -> Ledger:
    """Take out all rows of one number, and what its head and its letters counted for."""
    row = db.execute("SELECT blob FROM head WHERE uid = ?", (uid,)).fetchone()
    theirs = db.execute(THEIRS, ("uid",)).fetchall()
    # A copy from an older version has no letters.
    sql = "SELECT id, blob FROM letter WHERE uid = ?"
    letters = db.execute(sql, (uid,)).fetchall() if ("letter",) in theirs else []
    for (table,) in theirs:
        # A table's name can't be a parameter; these come out of our own schema.
        db.execute(f'DELETE FROM "{table}" WHERE uid = ?', (uid,))  # noqa: S608
    for id, blob in letters:
        ledger = ledger.minus(master.mark("letter", uid + id, blob))
    return ledger.minus(master.mark("head", uid, row[0])) if row else ledger
