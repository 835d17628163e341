"""keyring.db: who is who, everybody's keys, and who is reminded of what."""

from collections.abc import Collection, Iterator, Sequence

from bot.store.backend import CountedRow, KeyringRow, ReminderRow, TakenKey, TakenReminder
from bot.store.sqlite.meta import SqliteReader, SqliteWriter

DUE = (
    "SELECT pseud, id, due_at, blob FROM schedule WHERE claimed_at IS NULL AND due_at <= ?"
    " ORDER BY due_at LIMIT ?"
)
TAKEN = (
    "SELECT pseud, id, due_at, blob, claimed_at FROM schedule WHERE claimed_at IS NOT NULL"
    " ORDER BY due_at"
)
# Whatever was changed since has another blob: a claim on it is void.
IS_TAKEN = (
    "SELECT 1 FROM schedule WHERE pseud = ? AND id = ? AND blob = ? AND claimed_at IS NOT NULL"
)
GO_ON = (
    "UPDATE schedule SET due_at = ?, claimed_at = NULL, blob = ?"
    " WHERE pseud = ? AND id = ? AND blob = ? AND claimed_at IS NOT NULL"
)
END = "DELETE FROM schedule WHERE pseud = ? AND id = ? AND blob = ? AND claimed_at IS NOT NULL"
PUT = (
    "INSERT INTO schedule (pseud, id, due_at, blob) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
    " SET due_at = excluded.due_at, claimed_at = NULL, blob = excluded.blob"
)
CHANGE = "UPDATE schedule SET due_at = ?, claimed_at = NULL, blob = ? WHERE pseud = ? AND id = ?"

UNDER_MASTER = ("SELECT blob FROM meta", "SELECT blob FROM person", "SELECT blob FROM schedule")


class SqliteKeyringReader(SqliteReader):
    """`backend.KeyringReader`, in SQL."""

    file = "keyring"

    def entries(self) -> Iterator[CountedRow]:
        return (CountedRow("person", *row) for row in self.people())

    def under_master(self) -> Iterator[bytes]:
        for sql in UNDER_MASTER:
            yield from (blob for (blob,) in self._db.execute(sql))

    def person(self, pseudonym: bytes) -> bytes | None:
        row = self._db.execute("SELECT blob FROM person WHERE pseud = ?", (pseudonym,)).fetchone()
        return row[0] if row else None

    def people(self) -> Iterator[KeyringRow]:
        return map(KeyringRow._make, self._db.execute("SELECT pseud, blob FROM person"))

    def people_after(self, pseudonym: bytes, most: int) -> list[bytes]:
        sql = "SELECT pseud FROM person WHERE pseud > ? ORDER BY pseud LIMIT ?"
        return [pseud for (pseud,) in self._db.execute(sql, (pseudonym, most))]

    def tombstones(self) -> list[bytes]:
        return [uid for (uid,) in self._db.execute("SELECT uid FROM tomb")]

    def turning(self) -> list[bytes]:
        return [pseud for (pseud,) in self._db.execute("SELECT pseud FROM turning")]

    def is_turning(self, pseudonym: bytes) -> bool:
        sql = "SELECT 1 FROM turning WHERE pseud = ?"
        return self._db.execute(sql, (pseudonym,)).fetchone() is not None

    def reminders(self) -> Iterator[ReminderRow]:
        if self.has("schedule"):
            sql = "SELECT pseud, id, due_at, blob FROM schedule"
            yield from map(ReminderRow._make, self._db.execute(sql))

    def reminders_of(self, pseudonym: bytes) -> list[ReminderRow]:
        sql = "SELECT pseud, id, due_at, blob FROM schedule WHERE pseud = ?"
        return list(map(ReminderRow._make, self._db.execute(sql, (pseudonym,))))

    def paused_of(self, pseudonym: bytes) -> list[ReminderRow]:
        sql = "SELECT pseud, id, due_at, blob FROM schedule WHERE pseud = ? AND due_at IS NULL"
        return list(map(ReminderRow._make, self._db.execute(sql, (pseudonym,))))

    def due_after(self, late_at: int) -> list[ReminderRow]:
        sql = "SELECT pseud, id, due_at, blob FROM schedule WHERE due_at > ?"
        return list(map(ReminderRow._make, self._db.execute(sql, (late_at,))))

    def taken(self) -> list[TakenReminder]:
        rows = self._db.execute(TAKEN)
        return [TakenReminder(ReminderRow(*row), taken_at) for *row, taken_at in rows]

    def is_taken(self, key: TakenKey) -> bool:
        return self._db.execute(IS_TAKEN, key).fetchone() is not None


class SqliteKeyringWriter(SqliteKeyringReader, SqliteWriter):
    """`backend.KeyringWriter`, in SQL."""

    def add_person(self, pseudonym: bytes, blob: bytes) -> None:
        self._db.execute("INSERT INTO person (pseud, blob) VALUES (?, ?)", (pseudonym, blob))

    def put_person(self, pseudonym: bytes, blob: bytes) -> None:
        self._db.execute("UPDATE person SET blob = ? WHERE pseud = ?", (blob, pseudonym))

    def drop_person(self, pseudonym: bytes) -> None:
        self.drop_whose("pseud", pseudonym)

    def add_tombstone(self, uid: bytes) -> None:
        self._db.execute("INSERT INTO tomb (uid) VALUES (?)", (uid,))

    def drop_tombstones(self, uids: Collection[bytes]) -> None:
        self._db.executemany("DELETE FROM tomb WHERE uid = ?", [(uid,) for uid in uids])

    def add_turning(self, pseudonym: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO turning (pseud) VALUES (?)", (pseudonym,))

    def drop_turning(self, pseudonym: bytes) -> None:
        self._db.execute("DELETE FROM turning WHERE pseud = ?", (pseudonym,))

    def put_reminder(self, row: ReminderRow) -> None:
        self._db.execute(PUT, row)

    def change_reminder(self, row: ReminderRow) -> bool:
        where = (row.due_at, row.blob, row.pseudonym, row.id)
        return self._db.execute(CHANGE, where).rowcount > 0

    def reseal_reminder(self, pseudonym: bytes, id: bytes, blob: bytes) -> None:
        sql = "UPDATE schedule SET blob = ? WHERE pseud = ? AND id = ?"
        self._db.execute(sql, (blob, pseudonym, id))

    def drop_reminders(self, pseudonym: bytes, ids: Collection[bytes]) -> None:
        sql = "DELETE FROM schedule WHERE pseud = ? AND id = ?"
        self._db.executemany(sql, [(pseudonym, id) for id in ids])

    def take_due(self, now_at: int, most: int) -> list[ReminderRow]:
        rows = list(map(ReminderRow._make, self._db.execute(DUE, (now_at, most))))
        sql = "UPDATE schedule SET claimed_at = ? WHERE pseud = ? AND id = ?"
        self._db.executemany(sql, [(now_at, row.pseudonym, row.id) for row in rows])
        return rows

    def go_on(self, key: TakenKey, row: ReminderRow) -> None:
        self._db.execute(GO_ON, (row.due_at, row.blob, *key))

    def end(self, keys: Sequence[TakenKey]) -> None:
        self._db.executemany(END, keys)
