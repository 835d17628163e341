"""Looking the store over for the doctor. Beside a running bot too; not a byte is changed.

Numbers only: how many people, how many rows. Never whose, never what.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.store.book import DATA, KEYRING, Volume, ledger_in
from bot.store.errors import StoreRefused, StoreUnavailable
from bot.store.examining import NO_DATABASE, READ_ONLY, examine, has_header, reading
from bot.store.first_run import is_first
from bot.store.keyfile import check_place, read_key
from bot.store.keys import MasterKey
from bot.store.migrating import version
from bot.store.places import Places

ENOUGH = 200 * 2**20

COUNTS = {
    DATA: (
        ("people", "SELECT count(*) FROM head"),
        ("walkthroughs", "SELECT count(*) FROM sitting"),
        ("settings", "SELECT count(*) FROM setting"),
    ),
    KEYRING: (
        ("people", "SELECT count(*) FROM person"),
        ("forgotten, still to be swept out", "SELECT count(*) FROM tomb"),
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what to do about it if it is not well."""

    name: str
    ok: bool
    sentence: str


def checkup(places: Places) -> list[Finding]:
    """Everything about the store that can be told without opening it."""
    return [*_files(places), _directory(places), _room(places)]


def _files(places: Places) -> Iterator[Finding]:
    if is_first(places):
        yield Finding("key", ok=True, sentence="there is none yet; the first run makes it.")
        return
    try:
        check_place(places)
        master = read_key(places.key)
    except StoreRefused as refused:
        yield Finding("key", ok=False, sentence=str(refused))
        return
    yield Finding("key", ok=True, sentence=f"whole, for nobody else, {master.fingerprint}.")
    try:
        examine(places, master)
    except StoreRefused as refused:
        yield Finding("databases", ok=False, sentence=str(refused))
        return
    yield _file(places.database, DATA, master)
    yield _file(places.keyring, KEYRING, master)


def _file(path: Path, volume: Volume, master: MasterKey) -> Finding:
    damaged = Finding(path.name, ok=False, sentence=NO_DATABASE.format(path=path))
    try:
        if not has_header(path):
            return damaged
        with reading(path) as db:
            if db.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                return damaged
            counts = [f"{db.execute(sql).fetchone()[0]} {what}" for what, sql in COUNTS[volume]]
            ledger = ledger_in(db, volume, master)
            sentence = f"whole, version {version(db)}, generation {ledger.generation}, "
    except (sqlite3.Error, StoreUnavailable, OSError):
        return damaged
    return Finding(path.name, ok=True, sentence=sentence + ", ".join(counts) + ".")


def _directory(places: Places) -> Finding:
    if os.access(_nearest(places.data), os.W_OK | os.X_OK):
        return Finding("data directory", ok=True, sentence="can be written to.")
    return Finding("data directory", ok=False, sentence=READ_ONLY.format(path=places.data))


def _room(places: Places) -> Finding:
    free = shutil.disk_usage(_nearest(places.data)).free
    if free >= ENOUGH:
        return Finding("disk", ok=True, sentence=f"{free // 2**20} MiB free.")
    sentence = f"only {free // 2**20} MiB free; nothing can be kept once it is full. Make room."
    return Finding("disk", ok=False, sentence=sentence)


def _nearest(path: Path) -> Path:
    """The path, or what there is of it so far."""
    return next(there for there in (path, *path.resolve().parents) if there.is_dir())
