"""Looking at the files before anything is opened for writing. Changes not a byte of them."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.store.book import DATA, KEYRING, Volume, ledger_in, tally_in
from bot.store.errors import StoreRefused, Tampered
from bot.store.keys import MasterKey
from bot.store.migrating import steps, version
from bot.store.places import Places
from bot.store.tally import Ledger
from bot.store.trouble import NO_DATABASE, READ_ONLY, why

MAGIC = b"SQLite format 3\0"

BOTH_MISSING = (
    "There is a key but no databases in {path}: mount or restore them; if you mean to begin anew,"
    " move the key away first."
)
ONE_MISSING = "{path} is missing, though the other database is there: put it back from a backup."
NEWER = "{path} was written by a newer Quiet Page: run that version, or a newer one."
WRONG_KEY = (
    "The key does not fit the databases in {path}: put back the key they were made with, or the"
    " databases that belong to this key."
)
FOREIGN = "{path} does not belong to this key and the other database: put the right file back."
OLDER = (
    "{path} is older than the other database: put back the copy that belongs to it, or restore both"
    " from one backup."
)
CHANGED = (
    "{path} was changed by something else than this bot: put it back from a backup, together with"
    " the other database."
)


def examine(places: Places, master: MasterKey) -> None:
    """Refuse whatever is not the two files as we left them."""
    match [path for path in (places.database, places.keyring) if not path.exists()]:
        case [_, _]:
            raise StoreRefused(BOTH_MISSING, places.data)
        case [missing]:
            raise StoreRefused(ONE_MISSING, missing)
    ledgers = [
        _look(places.database, DATA, master),
        _look(places.keyring, KEYRING, master),
    ]
    match ledgers:
        case [None, None]:
            raise StoreRefused(WRONG_KEY, places.data)
        case [None, _]:
            raise StoreRefused(FOREIGN, places.database)
        case [_, None]:
            raise StoreRefused(FOREIGN, places.keyring)
        case [Ledger(generation=ours), Ledger(generation=theirs, coming=coming)]:
            # Killed between the commits of a new generation: either of the two is right.
            if ours not in {theirs, coming}:
                raise StoreRefused(OLDER, places.database if ours < theirs else places.keyring)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A file as it is. Beside a running bot too; without one, no file is made beside it."""
    alone = not path.with_name(path.name + "-wal").exists()
    uri = path.resolve().as_uri() + ("?mode=ro&immutable=1" if alone else "?mode=ro")
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as db:
        db.execute("PRAGMA query_only=1")
        db.execute("BEGIN")
        yield db


def has_header(path: Path) -> bool:
    """Whether this is a database at all. Asked first: SQLite would make one of an empty file."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _look(path: Path, volume: Volume, master: MasterKey) -> Ledger | None:
    """What a file says of itself, or None where our key does not open that."""
    if not all(os.access(it, os.R_OK | os.W_OK) for it in (path, path.parent)):
        raise StoreRefused(READ_ONLY, path)
    if not has_header(path):
        raise StoreRefused(NO_DATABASE, path)
    try:
        with reading(path) as db:
            if version(db) > len(steps(volume.name)):
                raise StoreRefused(NEWER, path)
            try:
                ledger = ledger_in(db, volume, master)
            except Tampered:
                return None
            if tally_in(db, volume, master) != ledger.tally:
                raise StoreRefused(CHANGED, path)
            return ledger
    except sqlite3.Error as error:
        sentence, where = why(error, path.parent)
    # Of a damaged file it is said which one it is.
    raise StoreRefused(sentence, path if sentence is NO_DATABASE else where)
