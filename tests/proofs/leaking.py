"""`python -m tests.proofs.leaking FOLDER`: everything the store logs, raises and opens, at DEBUG.

Prints how often the planted sentence was in any of it, and every file that was opened to be
written to. A process of its own, since an audit hook can't be taken off again.
"""

import asyncio
import json
import logging
import os
import sqlite3
import sys
import traceback
from collections.abc import Awaitable
from contextlib import closing
from pathlib import Path

import aiosqlite

from bot.store import Store, StorePaths
from bot.store.records import Json, Shelf
from bot.store.sqlite.diagnosis import checkup
from tests.store.people import ADA, BEN, SITTING, reads, writes

SENTENCE = "nobody knows about the winter I spent in Oslo"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND

event: list[str] = []
opened: list[str] = []


class Ear(logging.Handler):
    """Hears everything, arguments and all."""

    def emit(self, record: logging.LogRecord) -> None:
        event.append(f"{record.getMessage()} {record.args!r}")


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note every file that Python opens for writing, and every database."""
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        opened.append(str(arguments[0]))
    if event == "sqlite3.connect":
        opened.append(str(arguments[0]))


async def tries(act: Awaitable[object]) -> None:
    """Note whatever comes out of a failure: its text, its arguments, those behind it."""
    try:
        await act
    except Exception as error:  # noqa: BLE001
        behind: BaseException | None = error
        while behind:
            event.append(f"{behind!r} {behind.args!r} {vars(behind)!r}")
            event.extend(traceback.format_exception(behind))
            behind = behind.__cause__ or behind.__context__


async def main(folder: Path) -> None:
    logging.basicConfig(level=logging.DEBUG, handlers=[Ear()], force=True)
    places = StorePaths(folder / "data", folder / "keys" / "master.key")
    store = await Store.open(places)
    for person in (ADA, BEN):
        await writes(store, person, SENTENCE)
        await reads(store, person)
    async with store.session(ADA) as session:
        event.extend([repr(session), repr(session.get(Shelf.SITTINGS, SITTING)), repr(store)])
        event.append(repr(store._cache.get(ADA)))
    await tries(writes(store, ADA, SENTENCE * 2000))
    unfit: Json = {SENTENCE: {SENTENCE}}  # type: ignore[dict-item]
    await tries(writes(store, ADA, unfit))
    await tries(store.forget(BEN))
    with closing(sqlite3.connect(places.database, isolation_level=None)) as db:
        db.execute("UPDATE sitting SET blob = zeroblob(600)")
    store._cache.clear()
    await tries(reads(store, ADA))
    with closing(sqlite3.connect(places.database, isolation_level=None)) as db:
        db.execute("DROP TABLE sitting")
    await tries(writes(store, BEN, SENTENCE))
    await store.close()
    with closing(sqlite3.connect(places.database, isolation_level=None)) as db:
        db.execute("DELETE FROM head")
    event.extend(map(repr, checkup(places)))
    await tries(Store.open(places))
    records = len(event)
    ours = sum(SENTENCE in text for text in event)
    keys = json.loads(places.key.read_bytes())
    secret = sum(key in text for text in event for key in (keys["id"], keys["kek"]["1"]))
    files, event[:] = [*opened], []
    # The control: the same sentence, by the usual way.
    async with aiosqlite.connect(folder / "plain.db") as plain:
        await plain.execute("CREATE TABLE t (text TEXT)")
        await plain.execute("INSERT INTO t VALUES (?)", (SENTENCE,))
    figures = {
        "records": records,
        "leaks": ours + secret,
        "files": sorted(set(files)),
        "control": sum(SENTENCE in text for text in event),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    sys.addaudithook(watch)
    asyncio.run(main(Path(sys.argv[1])))
