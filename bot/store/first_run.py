"""The first run: a key and two empty databases, or what a killed first run left undone.

A marker is there from the first moment to the last. While it is there whatever is missing is
made; once it is gone whatever is missing is lost, and the store refuses.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.book import DATA, KEYRING, Volume, prepare, transaction, write_ledger
from bot.store.files import make_directory, put_in_place, settle, write_whole
from bot.store.keyfile import read_key
from bot.store.keys import MasterKey
from bot.store.migrating import migrate, steps
from bot.store.places import Places
from bot.store.tally import Ledger


def is_first(places: Places) -> bool:
    """Whether nothing is there yet, or a first run was cut short."""
    if places.beginning.exists():
        return True
    return not any(path.exists() for path in (places.key, places.database, places.keyring))


def begin(places: Places) -> None:
    """Make what is missing."""
    write_whole(places.beginning, b"")
    if not places.key.exists():
        make_directory(places.key.parent)
        write_whole(places.key, MasterKey.new().written())
    master = read_key(places.key)
    for path, volume in ((places.database, DATA), (places.keyring, KEYRING)):
        if not path.exists():
            _make(path, volume, master)
    places.beginning.unlink()
    settle(places.data)


def _make(path: Path, volume: Volume, master: MasterKey) -> None:
    draft = path.with_name(path.name + ".new")
    for left in draft.parent.glob(draft.name + "*"):
        left.unlink()
    # SQLite gives its other files the mode of this one.
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(draft, isolation_level=None)) as db:
        prepare(db)
        migrate(db, steps(volume.name))
        with transaction(db):
            write_ledger(db, volume, master, Ledger())
    put_in_place(draft, path)
