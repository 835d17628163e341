"""Looking at the files before anything is opened for writing. Changes not a byte of them."""

import os
import sqlite3
from pathlib import Path

from bot.store.audit import counted, read_ledger
from bot.store.crypto.keys import MasterKey
from bot.store.errors import StoreRefused, Tampered
from bot.store.integrity import Ledger
from bot.store.sqlite.connection import has_header, reading
from bot.store.sqlite.database import DATA, KEYRING, AnyFile
from bot.store.sqlite.disk import NO_DATABASE, READ_ONLY, why
from bot.store.sqlite.migrations import steps, version
from bot.store.sqlite.paths import StorePaths

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


def verify(places: StorePaths, master: MasterKey) -> None:
    """Raises StoreRefused for whatever is not the two files as we left them."""
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


def _look(path: Path, spec: AnyFile, master: MasterKey) -> Ledger | None:
    """What a file says of itself, or None where our key does not open that."""
    if not all(os.access(it, os.R_OK | os.W_OK) for it in (path, path.parent)):
        raise StoreRefused(READ_ONLY, path)
    if not has_header(path):
        raise StoreRefused(NO_DATABASE, path)
    try:
        with reading(path) as db:
            if version(db) > len(steps(spec.name)):
                raise StoreRefused(NEWER, path)
            rows = spec.reader(db)
            try:
                ledger = read_ledger(rows, master)
            except Tampered:
                return None
            if counted(rows, master) != ledger.multiset:
                raise StoreRefused(CHANGED, path)
            return ledger
    except sqlite3.Error as error:
        sentence, where = why(error, path.parent)
    # Of a damaged file it is said which one it is.
    raise StoreRefused(sentence, path if sentence is NO_DATABASE else where)
