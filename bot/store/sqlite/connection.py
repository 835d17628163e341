"""One connection to one file: how it is set up, and what a transaction is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# FULL: on the disk before it is acknowledged. secure_delete: what is deleted is overwritten.
# busy_timeout: milliseconds.
SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 5000,
}
MAGIC = b"SQLite format 3\0"


def configure(db: sqlite3.Connection) -> None:
    """Set a connection up, and make sure that it took every setting."""
    for name, value in SETTINGS.items():
        db.execute(f"PRAGMA {name}={value}")
    if any(db.execute(f"PRAGMA {name}").fetchone()[0] != SETTINGS[name] for name in SETTINGS):
        raise sqlite3.OperationalError("this SQLite does not take a setting the store needs")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.rollback()


def checkpoint(db: sqlite3.Connection) -> bool:
    """Fold the write-ahead log into the file and empty it. False where a reader is in the way."""
    return not db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A file as it is. Beside a running bot too; without one, no file is made beside it."""
    with closing(sqlite3.connect(as_it_is(path), uri=True, isolation_level=None)) as db:
        db.execute("PRAGMA query_only=1")
        db.execute("BEGIN")
        yield db


def as_it_is(path: Path) -> str:
    """The address of a file that is only read."""
    alone = not path.with_name(path.name + "-wal").exists()
    return path.resolve().as_uri() + ("?mode=ro&immutable=1" if alone else "?mode=ro")


def has_header(path: Path) -> bool:
    """Whether this is a database at all. Asked first: SQLite would make one of an empty file."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
