"""Proving that two files belong together, by opening every row of everybody in them."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.store import vault
from bot.store.book import DATA, KEYRING, Volume, ledger_in, tally_in
from bot.store.errors import StoreRefused, Tampered
from bot.store.examining import NEWER, reading
from bot.store.keys import MasterKey, PersonKeys
from bot.store.migrating import steps, version
from bot.store.pages import Pages, load
from bot.store.sealing import OUTCOME
from bot.store.tally import Ledger

BROKEN = "{path} can't be opened with this key, or is damaged: take another copy, or the right key."
UIDS = "SELECT uid FROM head"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was opened. Numbers only.

    `nobodys`: people in the data whose keys are gone. `outdated`: people whose pages are under a
    key of theirs that was changed since.
    """

    people: int
    rows: int
    nobodys: int
    outdated: int
    generation: int


def prove(database: Path, keyring: Path, master: MasterKey) -> Proof:
    """Open everything. Raises StoreRefused if a single row of a known person can't be."""
    keys = everybody(keyring, master)
    known = {key.uid: key for key in keys}
    rows = outdated = 0
    try:
        with reading(database) as db:
            if version(db) > len(steps(DATA.name)):
                raise StoreRefused(NEWER, database)
            ledger = _ledger(db, DATA, master)
            uids = {uid for (uid,) in db.execute(UIDS)}
            for uid in uids & known.keys():
                pages = load(db, known[uid])
                if is_outdated(pages):
                    outdated += 1
                    continue
                for (shelf, id), (blob, _) in pages.rows.items():
                    vault.unseal(blob, known[uid], shelf, id)
                rows += len(pages.rows)
    except (sqlite3.Error, Tampered):
        raise StoreRefused(BROKEN, database) from None
    return Proof(len(keys), rows, len(uids - known.keys()), outdated, ledger.generation)


def is_outdated(pages: Pages) -> bool:
    """Whether somebody's pages are under a key of theirs that was changed since."""
    return any(pages.keys.is_outdated(blob) for blob, _ in pages.rows.values())


def everybody(keyring: Path, master: MasterKey) -> list[PersonKeys]:
    """The keys of everybody in a keyring. Raises StoreRefused if any does not open."""
    try:
        with reading(keyring) as db:
            _ledger(db, KEYRING, master)
            people = db.execute("SELECT pseud, blob FROM person").fetchall()
            return [master.person(pseudonym, blob) for pseudonym, blob in people]
    except (sqlite3.Error, Tampered):
        raise StoreRefused(BROKEN, keyring) from None


def _ledger(db: sqlite3.Connection, volume: Volume, master: MasterKey) -> Ledger:
    ledger = ledger_in(db, volume, master)
    if tally_in(db, volume, master) != ledger.tally:
        raise Tampered(OUTCOME)
    return ledger
