"""What both files have: a ledger, tables that came with some version, rows of somebody's."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from bot.store.backend import CountedRow

# Found, not listed: a table that is added one day can't be forgotten here.
WHOSE = (
    "SELECT m.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c"
    " WHERE m.type = 'table' AND c.name = ?"
)


class SqliteReader(ABC):
    """Looks things up on one connection. What may write is another class."""

    file: ClassVar[str]

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def ledger(self) -> bytes | None:
        row = self._db.execute("SELECT blob FROM meta WHERE name = 'ledger'").fetchone()
        return row[0] if row else None

    @abstractmethod
    def entries(self) -> Iterator[CountedRow]: ...

    @abstractmethod
    def under_master(self) -> Iterator[bytes]: ...

    def has(self, table: str) -> bool:
        """An older file, before the next start brings it up, does not have all the tables."""
        sql = "SELECT 1 FROM sqlite_schema WHERE name = ?"
        return self._db.execute(sql, (table,)).fetchone() is not None

    def count(self, table: str) -> int:
        """How many rows. For the name of a table of ours."""
        # It can't be a parameter.
        (count,) = self._db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        return int(count)


class SqliteWriter(SqliteReader):
    """The same, and changes them. Within a transaction of whoever made it."""

    def put_ledger(self, blob: bytes) -> None:
        self._db.execute(
            "INSERT INTO meta (name, blob) VALUES ('ledger', ?)"
            " ON CONFLICT DO UPDATE SET blob = excluded.blob",
            (blob,),
        )

    def drop_whose(self, column: str, value: bytes) -> None:
        """Out of every table that has this column."""
        for (table,) in self._db.execute(WHOSE, (column,)).fetchall():
            # A table's name can't be a parameter; these come out of our own schema.
            self._db.execute(f'DELETE FROM "{table}" WHERE {column} = ?', (value,))  # noqa: S608
