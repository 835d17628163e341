"""One file on its own thread, and the ledger that vouches for all of it.

Whatever belongs together runs there as one callable. So a transaction is one hop, nobody ever
sees half of one, and checkpoints fall between them by themselves.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Self, TypeAlias, TypeVar

import aiosqlite

from bot.store import audit
from bot.store.crypto.keys import MasterKey
from bot.store.errors import StoreUnavailable
from bot.store.integrity import Ledger
from bot.store.sqlite.connection import checkpoint, configure, transaction
from bot.store.sqlite.data import SqliteDataReader, SqliteDataWriter
from bot.store.sqlite.keyring import SqliteKeyringReader, SqliteKeyringWriter
from bot.store.sqlite.meta import SqliteReader, SqliteWriter
from bot.store.sqlite.migrations import migrate, steps

T = TypeVar("T")
Reads = TypeVar("Reads", bound=SqliteReader)
Writes = TypeVar("Writes", bound=SqliteWriter)
Reads_co = TypeVar("Reads_co", bound=SqliteReader, covariant=True)
Writes_co = TypeVar("Writes_co", bound=SqliteWriter, covariant=True)

# Seconds for which a lock of somebody else is waited for, and how often it is tried meanwhile.
PATIENCE, A_MOMENT = 5.0, 0.02
BUSY = "SQLITE_BUSY"


@dataclass(frozen=True, slots=True)
class FileSpec(Generic[Reads_co, Writes_co]):
    """Which of the two files: its name, and the verbs on a connection to it."""

    name: str
    reader: Callable[[sqlite3.Connection], Reads_co]
    writer: Callable[[sqlite3.Connection], Writes_co]


AnyFile: TypeAlias = FileSpec[SqliteReader, SqliteWriter]

DATA = FileSpec(SqliteDataReader.file, SqliteDataReader, SqliteDataWriter)
KEYRING = FileSpec(SqliteKeyringReader.file, SqliteKeyringReader, SqliteKeyringWriter)


def both(data: Path, keyring: Path) -> tuple[tuple[Path, AnyFile], ...]:
    """Each of the two with what it is."""
    return (data, DATA), (keyring, KEYRING)


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


class Database(Generic[Reads, Writes]):
    """One of the two files, open: `backend.File`."""

    def __init__(self, path: Path, spec: FileSpec[Reads, Writes], master: MasterKey) -> None:
        self._path, self._spec, self._master = path, spec, master
        self._thread = _Thread(self._connect, iter_chunk_size=64)
        self._open = False
        # The next one is tried by the store.
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
        configure(db)
        migrate(db, steps(self._spec.name))
        # From here on nobody waits for somebody else's lock in the only thread there is.
        db.execute("PRAGMA busy_timeout=0")

    async def read(self, act: Callable[[Reads], T]) -> T:
        return await self._run(lambda db: act(self._spec.reader(db)))

    async def write(self, act: Callable[[Writes], T]) -> T:
        def whole(db: sqlite3.Connection) -> T:
            with transaction(db):
                return act(self._spec.writer(db))

        return await self._run(whole)

    async def change(self, act: Callable[[Writes, Ledger], Ledger]) -> Ledger:
        return await self.write(lambda rows: audit.change(rows, self._master, act))

    async def audit(self) -> None:
        await self.read(lambda rows: audit.audited(rows, self._master))

    async def sweep(self) -> bool:
        self.is_swept = await self._run(checkpoint)
        return self.is_swept

    async def _run(self, act: Callable[[sqlite3.Connection], T]) -> T:
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
