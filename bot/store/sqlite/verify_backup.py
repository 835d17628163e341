"""Proving that two files belong together, by opening every row of everybody in them."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from bot.store.audit import audited
from bot.store.backend import DataReader
from bot.store.crypto import codec
from bot.store.crypto.keys import MasterKey, PersonKeys
from bot.store.crypto.lockbox import Lockbox
from bot.store.errors import StoreRefused, Tampered
from bot.store.people import keys_in
from bot.store.records import Shelf
from bot.store.rows import load
from bot.store.sqlite.connection import reading
from bot.store.sqlite.database import DATA, KEYRING
from bot.store.sqlite.migrations import steps, version
from bot.store.sqlite.verify import NEWER

BROKEN = "{path} can't be opened with this key, or is damaged: take another copy, or the right key."
# What opens, and is nothing we ever wrote.
NO_SENSE = (ValueError, LookupError, TypeError)


class Verdict(Enum):
    """What came of opening all that a copy holds of one person."""

    OPENED = auto()
    # Only they can open it.
    LOCKED = auto()
    # It is under a key of theirs that was changed since.
    OUTDATED = auto()
    # It holds nothing.
    ABSENT = auto()


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


def verify_backup(database: Path, keyring: Path, master: MasterKey) -> Proof:
    """Open everything. Raises StoreRefused if a single row of a known person can't be."""
    came: Counter[Verdict] = Counter()
    rows = 0
    try:
        with reading(database) as db:
            if version(db) > len(steps(DATA.name)):
                raise StoreRefused(NEWER, database)
            data = DATA.reader(db)
            ledger = audited(data, master)
            for keys in everybody(keyring, master):
                verdict, opened = _opened(data, keys)
                came[verdict] += 1
                rows += opened
            nobodys = data.count("head") - came.total() + came[Verdict.ABSENT]
    except (sqlite3.Error, Tampered, *NO_SENSE):
        raise StoreRefused(BROKEN, database) from None
    return Proof(
        people=came.total(),
        rows=rows,
        nobodys=nobodys,
        outdated=came[Verdict.OUTDATED],
        generation=ledger.generation,
        locked=came[Verdict.LOCKED],
    )


def everybody(keyring: Path, master: MasterKey) -> Iterator[PersonKeys | Lockbox]:
    """The keys of everybody in a keyring, one after the other: there may be very many.

    Raises StoreRefused if anything in it does not open.
    """
    try:
        with reading(keyring) as db:
            ring = KEYRING.reader(db)
            audited(ring, master)
            for row in ring.reminders():
                master.unseal_entry(row.blob, row.pseudonym, row.id)
            for pseudonym, blob in ring.people():
                yield keys_in(master, pseudonym, blob)
    except (sqlite3.Error, Tampered, *NO_SENSE):
        raise StoreRefused(BROKEN, keyring) from None


def is_outdated(data: DataReader, keys: PersonKeys | Lockbox) -> bool:
    """Whether somebody's pages are under a key of theirs that was changed since."""
    rows = [row for shelf in Shelf for row in data.rows(shelf, keys.uid)]
    if isinstance(keys, Lockbox):
        rows += data.letters(keys.uid)
    return any(keys.is_outdated(blob) for _, blob in rows)


def _opened(data: DataReader, keys: PersonKeys | Lockbox) -> tuple[Verdict, int]:
    """What came of one person, and how many rows were opened."""
    if data.head(keys.uid) is None:
        return Verdict.ABSENT, 0
    if isinstance(keys, Lockbox):
        return (Verdict.OUTDATED if is_outdated(data, keys) else Verdict.LOCKED), 0
    # Made sure of first, so that no row is only said to be under an older key.
    pages = load(data, keys).rows
    if any(keys.is_outdated(blob) for blob, _ in pages.values()):
        return Verdict.OUTDATED, 0
    for (shelf, id), (blob, _) in pages.items():
        codec.unseal(blob, keys, shelf, id)
    return Verdict.OPENED, len(pages)
