"""Looking the store over for the doctor. Beside a running bot too; not a byte is changed.

Numbers only: how many people, how many rows. Never whose, never what.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.store.audit import read_ledger
from bot.store.crypto.keys import MasterKey
from bot.store.errors import StoreRefused, StoreUnavailable
from bot.store.sqlite.backup import beside_key, copies_in, proved
from bot.store.sqlite.connection import has_header, reading
from bot.store.sqlite.database import DATA, KEYRING, AnyFile
from bot.store.sqlite.disk import NO_DATABASE, kind_of_disk, unwritable, why
from bot.store.sqlite.first_run import is_first
from bot.store.sqlite.keyfile import check_place, read_key
from bot.store.sqlite.migrations import version
from bot.store.sqlite.paths import StorePaths
from bot.store.sqlite.verify import verify
from bot.store.sqlite.verify_backup import everybody

# Bytes free on the disk.
ENOUGH = 200 * 2**20
# Hours. One is made every day; a bot may be down for a while.
LATE = 50

HALF_WAY = "the master key was changed half-way; start the bot, or run `rotate-key`, to go on."
KEYLESS = (
    "{gone} people have rows but no key; nobody can read those. Put the right keyring back if you"
    " have one; `restore` clears them out."
)
NO_BACKUPS = "none is made by itself; set QUIET_PAGE_BACKUP_DIR to have one every day."
NONE_YET = "there is none yet; the running bot makes one every day."
NOT_KEPT = "nothing can be kept there, because {why}; choose another folder."
UNREADABLE = "the folder can't be read; give the bot's own user the right to."
TOO_OLD = "; it should be made every day, so see whether the bot runs and what it logs."
NETWORK = (
    "on a network disk ({kind}); a database can be damaged there, so move it to a disk of this"
    " machine."
)
BESIDE_KEY = "a thief of the backup has the key, too; move one of them elsewhere."

COUNTS = {
    DATA.name: (
        ("people", "head"),
        ("records", "sitting"),
        ("settings", "setting"),
        ("letters behind locks", "letter"),
    ),
    KEYRING.name: (
        ("people", "person"),
        ("nudges to come", "schedule"),
        ("forgotten, still to be swept out", "tomb"),
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what to do about it if it is not well."""

    name: str
    ok: bool
    sentence: str
    # Well, and yet something to think about.
    note: bool = False


def checkup(places: StorePaths, backups: Path | None = None) -> list[Finding]:
    """Everything about the store that can be told without opening it."""
    return [*_files(places), *_backups(places, backups), _directory(places), _room(places)]


def _files(places: StorePaths) -> Iterator[Finding]:
    try:
        first = is_first(places)
    except OSError as error:
        sentence, path = why(error, places.data)
        yield Finding("key", ok=False, sentence=sentence.format(path=path))
        return
    if first:
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
        verify(places, master)
    except StoreRefused as refused:
        yield Finding("databases", ok=False, sentence=str(refused))
        return
    yield _file(places.database, DATA, master)
    yield _file(places.keyring, KEYRING, master)
    if master.is_turning:
        yield Finding("rotation", ok=True, sentence=HALF_WAY, note=True)
    yield from _nobodys(places, master)


def _nobodys(places: StorePaths, master: MasterKey) -> Iterator[Finding]:
    try:
        known = {keys.uid for keys in everybody(places.keyring, master)}
        with reading(places.keyring) as db:
            known.update(KEYRING.reader(db).tombstones())
        with reading(places.database) as db:
            gone = sum(uid not in known for uid in DATA.reader(db).uids())
    except (sqlite3.Error, StoreRefused):
        return  # said already, of the file itself
    if gone:
        yield Finding("keys", ok=True, sentence=KEYLESS.format(gone=gone), note=True)


def _backups(places: StorePaths, folder: Path | None) -> Iterator[Finding]:
    if folder is None:
        yield Finding("backup", ok=True, sentence=NO_BACKUPS, note=True)
        return
    copies = copies_in(folder)
    if not copies:
        none_yet = is_first(places)
        yield Finding("backup", ok=True, sentence=NONE_YET, note=not none_yet)
        return
    newest = copies[-1]
    try:
        proof = proved(places, newest)
        hours = (time.time() - newest.stat().st_mtime) / 3600
    except (StoreRefused, OSError) as problem:
        sentence = str(problem) if isinstance(problem, StoreRefused) else UNREADABLE
        yield Finding("backup", ok=False, sentence=sentence)
        return
    opens = f"the newest of {len(copies)} opens, {proof.people} people, {hours:.0f} hours old"
    late = hours > LATE
    yield Finding("backup", ok=not late, sentence=opens + (TOO_OLD if late else "."))
    if beside_key(places, folder):
        yield Finding("key beside the backup", ok=True, sentence=BESIDE_KEY, note=True)


def _file(path: Path, spec: AnyFile, master: MasterKey) -> Finding:
    damaged = Finding(path.name, ok=False, sentence=NO_DATABASE.format(path=path))
    try:
        if not has_header(path):
            return damaged
        with reading(path) as db:
            if db.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                return damaged
            rows = spec.reader(db)
            counts = [
                f"{rows.count(table)} {what}"
                for what, table in COUNTS[spec.name]
                # An older file, before the next start brings it up, does not have all of them.
                if rows.has(table)
            ]
            ledger = read_ledger(rows, master)
            sentence = f"whole, version {version(db)}, generation {ledger.generation}, "
    except (sqlite3.Error, StoreUnavailable, OSError):
        return damaged
    return Finding(path.name, ok=True, sentence=sentence + ", ".join(counts) + ".")


def _directory(places: StorePaths) -> Finding:
    if why_not := unwritable(places.data):
        return Finding("data directory", ok=False, sentence=NOT_KEPT.format(why=why_not))
    there = _nearest(places.data)
    if kind := kind_of_disk(there):
        return Finding("data directory", ok=True, sentence=NETWORK.format(kind=kind), note=True)
    return Finding("data directory", ok=True, sentence="can be written to.")


def _room(places: StorePaths) -> Finding:
    free = shutil.disk_usage(_nearest(places.data)).free
    if free >= ENOUGH:
        return Finding("disk", ok=True, sentence=f"{free // 2**20} MiB free.")
    sentence = f"only {free // 2**20} MiB free; nothing can be kept once it is full. Make room."
    return Finding("disk", ok=False, sentence=sentence)


def _nearest(path: Path) -> Path:
    """The path, or what there is of it so far."""
    return next(there for there in (path, *path.resolve().parents) if os.path.isdir(there))  # noqa: PTH112 - what may not be looked at is none
