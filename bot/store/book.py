"""One database file on its own thread, and the ledger that vouches for all of it.

Whatever belongs together runs there as one callable. So a transaction is one hop, nobody ever
sees half of one, and checkpoints fall between them by themselves.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

import aiosqlite

from bot.store.errors import StoreUnavailable, Tampered
from bot.store.keys import MasterKey
from bot.store.migrating import migrate, steps
from bot.store.sealing import OUTCOME
from bot.store.tally import Ledger, Tally

T = TypeVar("T")

# FULL: on the disk before it is acknowledged. secure_delete: what is deleted is overwritten.
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


# Seconds for which a lock of somebody else is waited for, and how often it is tried meanwhile.
PATIENCE, A_MOMENT = 5.0, 0.02
BUSY = "SQLITE_BUSY"


@dataclass(frozen=True, slots=True)
class Volume:
    """Which of the two files, and what its ledger sums up."""

    name: str
    # For each table: how to find the id (of one part or of two) and the blob of every entry.
    entries: tuple[tuple[str, str], ...]


HEADS, LETTERS = "SELECT uid, blob FROM head", "SELECT uid, id, blob FROM letter"
DATA = Volume("data", (("head", HEADS), ("letter", LETTERS)))
KEYRING = Volume("keyring", (("person", "SELECT pseud, blob FROM person"),))


def prepare(db: sqlite3.Connection) -> None:
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


def ledger_in(db: sqlite3.Connection, volume: Volume, master: MasterKey) -> Ledger:
    """What a file says of itself."""
    row = db.execute("SELECT blob FROM meta WHERE name = 'ledger'").fetchone()
    if row is None:
        raise Tampered(OUTCOME)
    return Ledger.unpack(master.unseal_ledger(row[0], volume.name))


def write_ledger(db: sqlite3.Connection, volume: Volume, master: MasterKey, new: Ledger) -> None:
    db.execute(
        "INSERT INTO meta (name, blob) VALUES ('ledger', ?)"
        " ON CONFLICT DO UPDATE SET blob = excluded.blob",
        (master.seal_ledger(new.pack(), volume.name),),
    )


def tally_in(db: sqlite3.Connection, volume: Volume, master: MasterKey) -> Tally:
    """What is really in a file."""
    entries = entries_in(db, volume)
    return Tally.of(master.mark(table, id, blob) for table, id, blob in entries)


def entries_in(db: sqlite3.Connection, volume: Volume) -> Iterator[tuple[str, bytes, bytes]]:
    """The entries of a file: table, id, blob. An older one may not have all the tables yet."""
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema")}
    for table, sql in volume.entries:
        if table in there:
            yield from ((table, b"".join(id), blob) for *id, blob in db.execute(sql))


class _Thread(aiosqlite.Connection):
    """aiosqlite's connection: a thread and a queue. This hands it one callable of ours, whole.

    Its public methods hop to the thread and back for every single statement; a transaction of
    seven statements would be seven hops, with other people's in between. It offers nothing
    else in public, but `_execute` is what all of them are made of.
    """

    async def run(self, act: Callable[[sqlite3.Connection], T]) -> T:
        done: T = await self._execute(lambda: act(self._conn))  # type: ignore[no-untyped-call]
        return done

    async def end(self) -> None:
        """Close, and see the thread off. It needs no loop any more, so this can't hang."""
        await self.close()
        self._thread.join()


class Book:
    """One of the two files, open."""

    def __init__(self, path: Path, volume: Volume, master: MasterKey) -> None:
        self._path, self._volume, self._master = path, volume, master
        self._thread = _Thread(self._connect, iter_chunk_size=64)
        self._open = False
        # Whether the last sweep was done; the next one is tried by the store.
        self.is_swept = True

    async def __aenter__(self) -> Self:
        try:
            await self._thread
            await self._thread.run(self._set_up)
        except BaseException:
            # Left alone, aiosqlite's thread would outlive the loop, and the process with it.
            await self._thread.end()
            raise
        self._open = True
        return self

    async def __aexit__(self, *_: object) -> None:
        self._open = False
        await self._thread.end()

    def _connect(self) -> sqlite3.Connection:
        uri = self._path.resolve().as_uri() + "?mode=rw"
        return sqlite3.connect(uri, uri=True, isolation_level=None)

    def _set_up(self, db: sqlite3.Connection) -> None:
        prepare(db)
        migrate(db, steps(self._volume.name))
        # From here on nobody waits for somebody else's lock in the only thread there is.
        db.execute("PRAGMA busy_timeout=0")

    async def read(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """Look something up. Whoever asks for what is not there gets an answer, not an error."""
        until = time.monotonic() + PATIENCE
        while True:
            if not self._open:
                raise StoreUnavailable("the store is closed")
            try:
                return await self._thread.run(act)
            except sqlite3.Error as error:
                # Its text may be anything; its name is one of SQLite's own.
                problem = getattr(error, "sqlite_errorname", type(error).__name__)
            if not problem.startswith(BUSY) or time.monotonic() > until:
                raise StoreUnavailable(problem)
            await asyncio.sleep(A_MOMENT)

    async def change(self, act: Callable[[sqlite3.Connection, Ledger], Ledger]) -> Ledger:
        """One transaction: a change, and the ledger that follows from it. Durable on return."""

        def whole(db: sqlite3.Connection) -> Ledger:
            with transaction(db):
                before = ledger_in(db, self._volume, self._master)
                after = act(db, before)
                write_ledger(db, self._volume, self._master, after)
            return after

        return await self.read(whole)

    async def audit(self) -> None:
        """Make sure that nothing in the file was lost or put back."""

        def whole(db: sqlite3.Connection) -> bool:
            entries = tally_in(db, self._volume, self._master)
            return entries == ledger_in(db, self._volume, self._master).tally

        if not await self.read(whole):
            raise Tampered(OUTCOME)

    async def sweep(self) -> bool:
        """Leave nothing of what was deleted in the write-ahead log either.

        Whether it could be done: where somebody else reads the file, nobody waits for them.
        """

        def whole(db: sqlite3.Connection) -> bool:
            return not db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

        self.is_swept = await self.read(whole)
        return self.is_swept
