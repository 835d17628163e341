"""Bringing a file up to the newest numbered SQL: each step whole, in one transaction.

What is *inside* the sealed records changes elsewhere: they carry a version of their own.
"""

import sqlite3
from functools import cache
from pathlib import Path

MIGRATIONS = Path(__file__).parents[3] / "migrations" / "sqlite"


@cache
def steps(file: str) -> tuple[str, ...]:
    """The SQL of every step, in order. The first is number one."""
    found = sorted((MIGRATIONS / file).glob("[0-9][0-9][0-9][0-9]_*.sql"))
    return tuple(path.read_text("utf-8") for path in found)


def version(db: sqlite3.Connection) -> int:
    """How many steps a file has behind it."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection, pending: tuple[str, ...]) -> None:
    """Take the steps that are left. One that fails leaves nothing behind."""
    for number, sql in enumerate(pending, 1):
        if number > version(db):
            try:
                # PRAGMA takes no parameters; a number is all that is put in here.
                db.executescript(f"BEGIN IMMEDIATE;{sql};PRAGMA user_version={number:d};COMMIT;")
            finally:
                if db.in_transaction:
                    db.rollback()
