"""data.db: everybody's pages under a random number, their heads, and letters to locked ones."""

import sqlite3
from collections.abc import Iterator, Sequence

from bot.store.backend import CountedRow, DataRow, HeadMove, RowKey, SealedRow
from bot.store.records import Shelf
from bot.store.sqlite.meta import SqliteReader, SqliteWriter

ROWS = {
    Shelf.SITTINGS: "SELECT id, blob FROM sitting WHERE uid = ?",
    Shelf.SETTINGS: "SELECT id, blob FROM setting WHERE uid = ?",
}
HAS = {
    Shelf.SITTINGS: "SELECT 1 FROM sitting WHERE uid = ? AND id = ?",
    Shelf.SETTINGS: "SELECT 1 FROM setting WHERE uid = ? AND id = ?",
}
PUT = {
    Shelf.SITTINGS: "INSERT INTO sitting (uid, id, blob) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET blob = excluded.blob",
    Shelf.SETTINGS: "INSERT INTO setting (uid, id, blob) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET blob = excluded.blob",
}
DROP = {
    Shelf.SITTINGS: "DELETE FROM sitting WHERE uid = ? AND id = ?",
    Shelf.SETTINGS: "DELETE FROM setting WHERE uid = ? AND id = ?",
}
# The id of a letter, which counts up for each person.
LETTER_ID = 8


class SqliteDataReader(SqliteReader):
    """`backend.DataReader`, in SQL."""

    file = "data"

    def entries(self) -> Iterator[CountedRow]:
        for uid, blob in self._db.execute("SELECT uid, blob FROM head"):
            yield CountedRow("head", uid, blob)
        if self.has("letter"):
            for uid, id, blob in self._db.execute("SELECT uid, id, blob FROM letter"):
                yield CountedRow("letter", uid + id, blob)

    def under_master(self) -> Iterator[bytes]:
        yield from (blob for (blob,) in self._db.execute("SELECT blob FROM meta"))

    def uids(self) -> Iterator[bytes]:
        return (uid for (uid,) in self._db.execute("SELECT uid FROM head"))

    def head(self, uid: bytes) -> bytes | None:
        row = self._db.execute("SELECT blob FROM head WHERE uid = ?", (uid,)).fetchone()
        return row[0] if row else None

    def rows(self, shelf: Shelf, uid: bytes) -> Iterator[SealedRow]:
        return map(SealedRow._make, self._db.execute(ROWS[shelf], (uid,)))

    def has_row(self, shelf: Shelf, uid: bytes, id: bytes) -> bool:
        return self._db.execute(HAS[shelf], (uid, id)).fetchone() is not None

    def letters(self, uid: bytes) -> list[SealedRow]:
        if not self.has("letter"):
            return []
        sql = "SELECT id, blob FROM letter WHERE uid = ? ORDER BY id"
        return list(map(SealedRow._make, self._db.execute(sql, (uid,))))


class SqliteDataWriter(SqliteDataReader, SqliteWriter):
    """`backend.DataWriter`, in SQL."""

    def move_heads(self, moves: Sequence[HeadMove]) -> None:
        new = [(move.uid, move.after) for move in moves if move.before is None]
        if new:
            self._db.executemany("INSERT INTO head (uid, blob) VALUES (?, ?)", new)
        moved = [(move.after, move.uid, move.before) for move in moves if move.before is not None]
        if not moved:
            return
        sql = "UPDATE head SET blob = ? WHERE uid = ? AND blob = ?"
        if self._db.executemany(sql, moved).rowcount != len(moved):
            raise sqlite3.IntegrityError("the pages were changed in between")

    def put_rows(self, shelf: Shelf, rows: Sequence[DataRow]) -> None:
        self._db.executemany(PUT[shelf], rows)

    def drop_rows(self, shelf: Shelf, keys: Sequence[RowKey]) -> None:
        self._db.executemany(DROP[shelf], keys)

    def add_letter(self, uid: bytes, blob: bytes) -> bytes:
        sql = "SELECT max(id) FROM letter WHERE uid = ?"
        (last,) = self._db.execute(sql, (uid,)).fetchone()
        id = (int.from_bytes(last or b"") + 1).to_bytes(LETTER_ID)
        self._db.execute("INSERT INTO letter (uid, id, blob) VALUES (?, ?, ?)", (uid, id, blob))
        return id

    def drop_letters(self, keys: Sequence[RowKey]) -> None:
        self._db.executemany("DELETE FROM letter WHERE uid = ? AND id = ?", keys)

    def clear(self, uid: bytes) -> None:
        self.drop_whose("uid", uid)
