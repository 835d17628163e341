"""`python -m benchmarks.saving WAY FOLDER`: fifty writers at once, saving a kilobyte each time.

Prints saves a second, and microseconds of processor time for each. WAY is `grouped` (the store as
it is), `each` (the store with a commit for every save) or `plain` (aiosqlite, nothing sealed).
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite

from bot.confidential import Confidential
from bot.person import PersonId
from bot.store import Store, StorePaths
from bot.store.records import Json, Record, Shelf

WRITERS = 50
# Seconds. Long enough for a disk on which a flush takes three milliseconds.
LASTS = 3.0

# Seven answers of a walkthrough: 1 KiB, as it lies in the file.
SAID: Json = "I would like to say it without it sounding like blame. " * 2
RECORD = Record({"at": 7, "v": 1}, {f"answer {n}": Confidential(SAID) for n in range(7)})
BARE = "INSERT INTO t VALUES (?, ?) ON CONFLICT DO UPDATE SET blob = excluded.blob"

Save = Callable[[int], Awaitable[None]]


async def main(way: str, folder: Path) -> None:
    saving = _plain(folder) if way == "plain" else _sealed(folder, alone=way == "each")
    async with saving as save:
        await asyncio.gather(*map(save, range(WRITERS)))
        saves, began, used = 0, time.perf_counter(), time.process_time()

        async def again(who: int) -> None:
            nonlocal saves
            while time.perf_counter() - began < LASTS:
                await save(who)
                saves += 1

        await asyncio.gather(*map(again, range(WRITERS)))
        took, processor = time.perf_counter() - began, time.process_time() - used
    print(json.dumps({"rate": saves / took, "processor": processor / saves * 1e6}))


@asynccontextmanager
async def _sealed(folder: Path, *, alone: bool) -> AsyncIterator[Save]:
    store = await Store.open(StorePaths(folder / "data", folder / "key" / "master.key"))
    if alone:
        store._writer.most_at_once = 1  # noqa: SLF001

    async def save(who: int) -> None:
        async with store.session(PersonId(who)) as session:
            session.keep(Shelf.SITTINGS, b"the only sitting", RECORD)

    try:
        yield save
    finally:
        await store.close()


@asynccontextmanager
async def _plain(folder: Path) -> AsyncIterator[Save]:
    turn = asyncio.Lock()
    async with aiosqlite.connect(folder / "t.db", isolation_level=None) as db:
        await db.execute("PRAGMA journal_mode=WAL")
        await db.execute("PRAGMA synchronous=FULL")
        await db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, blob BLOB)")

        async def save(who: int) -> None:
            async with turn:
                await db.execute(BARE, (who, os.urandom(1056)))

        yield save


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
