"""Putting a copy back. The bot must be stopped; what was there is set aside, not deleted."""

import sqlite3
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.store.audit import change, read_ledger
from bot.store.backend import DataRow, DataWriter, RowKey
from bot.store.crypto.keys import MasterKey
from bot.store.crypto.lockbox import Lockbox
from bot.store.errors import StoreRefused
from bot.store.integrity import Ledger
from bot.store.people import clear_rows
from bot.store.sqlite.backup import NO_COPY, copy_texts, copy_whole
from bot.store.sqlite.connection import checkpoint, configure, reading, transaction
from bot.store.sqlite.database import DATA, KEYRING, FileSpec, Writes, both
from bot.store.sqlite.disk import refusing
from bot.store.sqlite.files import held, make_directory, put_in_place
from bot.store.sqlite.keyfile import read_key
from bot.store.sqlite.meta import SqliteReader
from bot.store.sqlite.paths import StorePaths
from bot.store.sqlite.verify_backup import Proof, everybody, is_outdated, verify_backup

NO_KEYRING = (
    "Neither the keyring in the data directory nor {path} can be used: put back the newest copy"
    " of keyring.db that you have."
)
BESIDE = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in place now, and where what was there before lies."""

    proof: Proof
    aside: Path
    # People in the copy whom it cannot bring back: no key of theirs opens what it holds.
    left_out: int
    # Turns from behind a lock that was taken off since, which nothing opens any more.
    letters: int = 0


def restore(places: StorePaths, copy: Path) -> Restored:
    """Put a copy of data.db back, with the newest keyring there is.

    The keyring at work comes first, so that whoever was forgotten stays forgotten. Both files
    are made ready and proved before anything is touched; killed in between, run it again.
    """
    if not copy.is_file():
        raise StoreRefused(NO_COPY, copy)
    with refusing(places.data):
        make_directory(places.data)
        with held(places):
            return _put_back(places, copy)


def _put_back(places: StorePaths, copy: Path) -> Restored:
    master = read_key(places.key)
    data = places.database.with_name("data.db.restored")
    keyring = places.keyring.with_name("keyring.db.restored")
    copy_whole(copy, data)
    copy_whole(_newest_keyring(places, copy, master), keyring)
    found = verify_backup(data, keyring, master.for_copies())
    letters = _reconcile(data, keyring, master.for_copies())
    proof = verify_backup(data, keyring, master)
    aside = places.data / f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    make_directory(aside)
    _set_aside(places.database, aside)
    # Not set aside: an old keyring would bring back whoever is forgotten from now on. All
    # that is in it is in the new one.
    _fold(places.keyring)
    put_in_place(keyring, places.keyring)
    put_in_place(data, places.database)
    copy_texts(copy.parent / places.walkthroughs.name, places.walkthroughs)
    return Restored(proof, aside, found.nobodys + found.outdated, letters)


def _newest_keyring(places: StorePaths, copy: Path, master: MasterKey) -> Path:
    mirror = copy.parent / places.keyring.name
    for found in (places.keyring, mirror):
        with suppress(StoreRefused):
            if found.is_file():
                deque(everybody(found, master), maxlen=0)
                return found
    raise StoreRefused(NO_KEYRING, mirror)


def _set_aside(database: Path, aside: Path) -> None:
    for suffix in BESIDE:
        old = database.with_name(database.name + suffix)
        if old.exists():
            old.rename(aside / old.name)


def _fold(keyring: Path) -> None:
    """Fold the write-ahead log in: it must not be taken for the new file's."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(keyring)) as db:
        checkpoint(db)
    for suffix in BESIDE[1:]:
        keyring.with_name(keyring.name + suffix).unlink(missing_ok=True)


def _reconcile(data: Path, keyring: Path, master: MasterKey) -> int:
    """What no key opens goes, too; and both files are of one, new generation.

    How many letters were to a lock that was taken off since.
    """
    fitting = _fitting(data, keyring, master)
    of_theirs = _change(data, DATA, master, partial(_drop_orphans, master, fitting))
    left = _change(data, DATA, master, partial(_drop_stale_letters, master, fitting))
    with reading(keyring) as db:
        new = max(left.coming, read_ledger(KEYRING.reader(db), master).coming) + 1
    for path, spec in both(data, keyring):
        _change(path, spec, master, lambda _, ledger: replace(ledger, generation=new, coming=new))
    return of_theirs.multiset.count - left.multiset.count


def _fitting(data: Path, keyring: Path, master: MasterKey) -> dict[bytes, bool]:
    """Whose key fits what the copy holds of them, and whether it lies behind their lock."""
    with reading(data) as db:
        rows = DATA.reader(db)
        there = (keys for keys in everybody(keyring, master) if not is_outdated(rows, keys))
        return {keys.uid: isinstance(keys, Lockbox) for keys in there}


def _drop_orphans(
    master: MasterKey, fitting: Mapping[bytes, bool], rows: DataWriter, ledger: Ledger
) -> Ledger:
    for uid in [uid for uid in rows.uids() if uid not in fitting]:
        ledger = clear_rows(rows, ledger, master, uid)
    return ledger


def _drop_stale_letters(
    master: MasterKey, fitting: Mapping[bytes, bool], rows: DataWriter, ledger: Ledger
) -> Ledger:
    opened = (uid for uid, locked in fitting.items() if not locked)
    stale = [DataRow(uid, *letter) for uid in opened for letter in rows.letters(uid)]
    if stale:
        rows.drop_letters([RowKey(row.uid, row.id) for row in stale])
    for uid, id, blob in stale:
        ledger = ledger.minus(master.mark("letter", uid + id, blob))
    return ledger


def _change(
    path: Path,
    spec: FileSpec[SqliteReader, Writes],
    master: MasterKey,
    act: Callable[[Writes, Ledger], Ledger],
) -> Ledger:
    """What `Database.change` does, to a draft that nobody else has."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        configure(db)
        with transaction(db):
            return change(spec.writer(db), master, act)
