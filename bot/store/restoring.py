"""Putting a copy back. The bot must be stopped; what was there is set aside, not deleted."""

import sqlite3
from collections import deque
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.store.book import DATA, KEYRING, Volume, ledger_in, prepare, transaction, write_ledger
from bot.store.copies import NO_COPY, copy_whole
from bot.store.errors import StoreRefused
from bot.store.files import held, make_directory, put_in_place
from bot.store.keyfile import read_key
from bot.store.keys import MasterKey
from bot.store.locked import Locked
from bot.store.places import Places
from bot.store.proving import Proof, everybody, is_outdated, letters_of, prove
from bot.store.register import clear_out
from bot.store.trouble import refusing

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


def restore(places: Places, copy: Path) -> Restored:
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


def _put_back(places: Places, copy: Path) -> Restored:
    master = read_key(places.key)
    data = places.database.with_name("data.db.restored")
    keyring = places.keyring.with_name("keyring.db.restored")
    copy_whole(copy, data)
    copy_whole(_newest_keyring(places, copy, master), keyring)
    found = prove(data, keyring, master.for_copies())
    letters = _reconcile(data, keyring, master.for_copies())
    proof = prove(data, keyring, master)
    aside = places.data / f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    make_directory(aside)
    _set_aside(places.database, aside)
    # Not set aside: an old keyring would bring back whoever is forgotten from now on. All
    # that is in it is in the new one.
    _fold(places.keyring)
    put_in_place(keyring, places.keyring)
    put_in_place(data, places.database)
    return Restored(proof, aside, found.nobodys + found.outdated, letters)


def _newest_keyring(places: Places, copy: Path, master: MasterKey) -> Path:
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
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for suffix in BESIDE[1:]:
        keyring.with_name(keyring.name + suffix).unlink(missing_ok=True)


def _reconcile(data: Path, keyring: Path, master: MasterKey) -> int:
    """What no key opens goes, too; and both files are of one, new generation.

    How many letters were to a lock that was taken off since.
    """
    gone = 0
    with _open(data) as db, _open(keyring) as ring:
        with transaction(db):
            ledger = ledger_in(db, DATA, master)
            opened: set[bytes] = set()
            for keys in everybody(keyring, master):
                if is_outdated(db, keys):
                    continue
                opened.add(keys.uid)
                for id, blob in [] if isinstance(keys, Locked) else letters_of(db, keys.uid):
                    sql = "DELETE FROM letter WHERE uid = ? AND id = ?"
                    db.execute(sql, (keys.uid, id))
                    ledger = ledger.minus(master.mark("letter", keys.uid + id, blob))
                    gone += 1
            for (uid,) in db.execute("SELECT uid FROM head").fetchall():
                if uid not in opened:
                    ledger = clear_out(db, ledger, master, uid)
            write_ledger(db, DATA, master, ledger)
        generations = [ledger_in(b, v, master).coming for b, v in _both(db, ring)]
        new = max(generations) + 1
        for book, volume in _both(db, ring):
            with transaction(book):
                ledger = replace(ledger_in(book, volume, master), generation=new, coming=new)
                write_ledger(book, volume, master, ledger)
    return gone


def _both(
    db: sqlite3.Connection, ring: sqlite3.Connection
) -> tuple[tuple[sqlite3.Connection, Volume], ...]:
    return ((db, DATA), (ring, KEYRING))


def _open(path: Path) -> closing[sqlite3.Connection]:
    db = sqlite3.connect(path, isolation_level=None)
    prepare(db)
    return closing(db)
