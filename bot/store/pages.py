"""What lies in the file of one person, still sealed, and vouched for by their head."""

import sqlite3
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.doors import PersonId
from bot.store.contents import Contents
from bot.store.errors import Tampered
from bot.store.keys import PersonKeys
from bot.store.records import Shelf
from bot.store.sealing import OUTCOME
from bot.store.tally import NOTHING, Tally

Spot = tuple[Shelf, bytes]

MOST_PEOPLE = 256
MOST_BYTES = 16 * 2**20

ROWS = {
    Shelf.SITTINGS: "SELECT id, blob FROM sitting WHERE uid = ?",
    Shelf.SETTINGS: "SELECT id, blob FROM setting WHERE uid = ?",
}


@dataclass(slots=True)
class Pages:
    """One person's rows as they are in the file, and what each counts for. Never opened here.

    Whoever changes them has that person's turn.
    """

    keys: PersonKeys
    rows: dict[Spot, tuple[bytes, int]] = field(default_factory=dict)
    head: bytes | None = None
    tally: Tally = NOTHING
    size: int = 0
    # What is in them, once somebody has asked for it.
    contents: Contents | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One turn's worth: what becomes of the rows, and the heads before and after."""

    keys: PersonKeys
    before: bytes | None
    head: bytes
    rows: Mapping[Spot, bytes | None]
    # Somebody's first: their pseudonym, and the keyring record that has to be there before.
    newcomer: tuple[bytes, bytes] | None = None
    # What was written while a lock was on and is among the rows now: id and blob of each letter.
    letters: tuple[tuple[bytes, bytes], ...] = ()


def load(db: sqlite3.Connection, keys: PersonKeys) -> Pages:
    """Somebody's pages out of the file, made sure of against their head."""
    row = db.execute("SELECT blob FROM head WHERE uid = ?", (keys.uid,)).fetchone()
    head = row[0] if row else None
    tally = Tally.unpack(keys.unseal_head(head)) if head else Tally()
    rows = {
        (shelf, id): (blob, keys.mark(shelf.value, id, blob))
        for shelf, sql in ROWS.items()
        for id, blob in db.execute(sql, (keys.uid,))
    }
    if tally != Tally.of(mark for _, mark in rows.values()):
        raise Tampered(OUTCOME)
    size = sum(len(blob) for blob, _ in rows.values())
    return Pages(keys, rows, head, tally, size)


def changed(
    pages: Pages, staged: Mapping[Spot, bytes | None], newcomer: tuple[bytes, bytes] | None = None
) -> Change:
    """Make the pages what they are after a turn; the change that takes the file there."""
    keys, before = pages.keys, pages.head
    for (shelf, id), blob in staged.items():
        if old := pages.rows.pop((shelf, id), None):
            pages.tally = pages.tally.minus(old[1])
            pages.size -= len(old[0])
        if blob is not None:
            mark = keys.mark(shelf.value, id, blob)
            pages.tally = pages.tally.plus(mark)
            pages.size += len(blob)
            pages.rows[shelf, id] = blob, mark
    pages.head = keys.seal_head(pages.tally.pack())
    return Change(keys, before, pages.head, staged, newcomer)


class Recent:
    """The pages of whoever was here lately, sealed as they are: for them nothing is read again."""

    def __init__(self) -> None:
        self._pages: OrderedDict[PersonId, Pages] = OrderedDict()
        # How much each was when it was put here.
        self._sizes: dict[PersonId, int] = {}
        self._bytes = 0

    def get(self, person: PersonId) -> Pages | None:
        pages = self._pages.get(person)
        if pages:
            self._pages.move_to_end(person)
        return pages

    def put(self, person: PersonId, pages: Pages) -> None:
        self.drop(person)
        self._pages[person] = pages
        self._sizes[person] = pages.size
        self._bytes += pages.size
        # Whoever is here now stays, however much they keep: everybody else is read again sooner.
        while len(self._pages) > MOST_PEOPLE or (self._bytes > MOST_BYTES and len(self._pages) > 1):
            self.drop(next(iter(self._pages)))

    def drop(self, person: PersonId) -> None:
        if self._pages.pop(person, None):
            self._bytes -= self._sizes.pop(person)

    def clear(self) -> None:
        self._pages.clear()
        self._sizes.clear()
        self._bytes = 0
