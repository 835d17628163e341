"""Proving that two files belong together, by opening every row of everybody in them."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.store import vault
from bot.store.book import DATA, KEYRING, Volume, ledger_in, tally_in
from bot.store.errors import StoreRefused, Tampered
from bot.store.examining import NEWER, reading
from bot.store.keys import MasterKey, PersonKeys
from bot.store.locked import Locked
from bot.store.migrating import steps, version
from bot.store.pages import ROWS, load
from bot.store.register import keys_in
from bot.store.sealing import OUTCOME
from bot.store.tally import Ledger

BROKEN = "{path} can't be opened with this key, or is damaged: take another copy, or the right key."
# What opens, and is nothing we ever wrote.
NO_SENSE = (ValueError, LookupError, TypeError)
UIDS = "SELECT uid FROM head"
HEADS, THEIR_HEAD = "SELECT count(*) FROM head", "SELECT 1 FROM head WHERE uid = ?"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was opened. Numbers only.

    `nobodys`: people in the data whose keys are gone. `outdated`: people whose pages are under a
    key of theirs that was changed since. `locked`: people whose pages only they can open.
    """

    people: int
    rows: int
    nobodys: int
    outdated: int
    generation: int
    locked: int = 0


def prove(database: Path, keyring: Path, master: MasterKey) -> Proof:
    """Open everything. Raises StoreRefused if a single row of a known person can't be."""
    people = known = rows = outdated = locked = 0
    try:
        with reading(database) as db:
            if version(db) > len(steps(DATA.name)):
                raise StoreRefused(NEWER, database)
            ledger = _ledger(db, DATA, master)
            (heads,) = db.execute(HEADS).fetchone()
            for keys in everybody(keyring, master):
                people += 1
                if not db.execute(THEIR_HEAD, (keys.uid,)).fetchone():
                    continue
                known += 1
                # Made sure of first, so that no row is only said to be under an older key.
                pages = None if isinstance(keys, Locked) else load(db, keys)
                if is_outdated(db, keys):
                    outdated += 1
                elif pages is None:
                    locked += 1
                else:
                    for (shelf, id), (blob, _) in pages.rows.items():
                        vault.unseal(blob, pages.keys, shelf, id)
                    rows += len(pages.rows)
    except (sqlite3.Error, Tampered, *NO_SENSE):
        raise StoreRefused(BROKEN, database) from None
    return Proof(people, rows, heads - known, outdated, ledger.generation, locked)


def is_outdated(db: sqlite3.Connection, keys: PersonKeys | Locked) -> bool:
    """Whether somebody's pages are under a key of theirs that was changed since."""
    rows = [blob for sql in ROWS.values() for _, blob in db.execute(sql, (keys.uid,))]
    if isinstance(keys, Locked):
        rows += [blob for _, blob in letters_of(db, keys.uid)]
    return any(keys.is_outdated(blob) for blob in rows)


def letters_of(db: sqlite3.Connection, uid: bytes) -> list[tuple[bytes, bytes]]:
    """Id and blob of what waits behind somebody's lock. A copy of an older version has none."""
    there = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'letter'").fetchone()
    sql = "SELECT id, blob FROM letter WHERE uid = ?"
    return db.execute(sql, (uid,)).fetchall() if there else []


def everybody(keyring: Path, master: MasterKey) -> Iterator[PersonKeys | Locked]:
    """The keys of everybody in a keyring, one after the other: there may be very many.

    Raises StoreRefused if anything in it does not open.
    """
    try:
        with reading(keyring) as db:
            _ledger(db, KEYRING, master)
            for pseudonym, id, blob in _nudges(db):
                master.unseal_entry(blob, pseudonym, id)
            for pseudonym, blob in db.execute("SELECT pseud, blob FROM person"):
                yield keys_in(master, pseudonym, blob)
    except (sqlite3.Error, Tampered, *NO_SENSE):
        raise StoreRefused(BROKEN, keyring) from None


def _nudges(db: sqlite3.Connection) -> Iterator[tuple[bytes, bytes, bytes]]:
    if db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'schedule'").fetchone():
        yield from db.execute("SELECT pseud, id, blob FROM schedule")


def _ledger(db: sqlite3.Connection, volume: Volume, master: MasterKey) -> Ledger:
    ledger = ledger_in(db, volume, master)
    if tally_in(db, volume, master) != ledger.tally:
        raise Tampered(OUTCOME)
    return ledger
