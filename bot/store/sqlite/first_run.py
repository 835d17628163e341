"""The first run: a key and two empty databases, or what a killed first run left undone.

A marker is there from the first moment to the last. While it is there whatever is missing is
made; once it is gone whatever is missing is lost, and the store refuses.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.store.audit import write_ledger
from bot.store.crypto.keys import MasterKey
from bot.store.integrity import Ledger
from bot.store.sqlite.connection import configure, transaction
from bot.store.sqlite.database import AnyFile, both
from bot.store.sqlite.files import make_directory, put_in_place, settle, write_whole
from bot.store.sqlite.keyfile import read_key
from bot.store.sqlite.migrations import migrate, steps
from bot.store.sqlite.paths import StorePaths


def is_first(places: StorePaths) -> bool:
    """Whether nothing is there yet, or a first run was cut short."""
    if places.beginning.exists():
        return True
    return not any(path.exists() for path in (places.key, places.database, places.keyring))


def begin(places: StorePaths) -> None:
    """Make what is missing."""
    write_whole(places.beginning, b"")
    if not places.key.exists():
        make_directory(places.key.parent)
        write_whole(places.key, MasterKey.new().written())
    master = read_key(places.key)
    for path, spec in both(places.database, places.keyring):
        if not path.exists():
            _make(path, spec, master)
    places.beginning.unlink()
    settle(places.data)


def _make(path: Path, spec: AnyFile, master: MasterKey) -> None:
    draft = path.with_name(path.name + ".new")
    for left in draft.parent.glob(draft.name + "*"):
        left.unlink()
    # SQLite gives its other files the mode of this one.
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(draft, isolation_level=None)) as db:
        configure(db)
        migrate(db, steps(spec.name))
        with transaction(db):
            write_ledger(spec.writer(db), master, Ledger())
    put_in_place(draft, path)
