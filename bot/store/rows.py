"""One person's rows, still sealed, and vouched for by their head."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.beside import rest
from bot.store.backend import DataReader, KeyringRow, SealedRow
from bot.store.contents import Contents
from bot.store.crypto.keys import PersonKeys
from bot.store.crypto.sealing import OUTCOME
from bot.store.errors import Tampered
from bot.store.integrity import NOTHING, MultisetHash
from bot.store.records import Record, Shelf

RowSpot = tuple[Shelf, bytes]


@dataclass(slots=True)
class PersonRows:
    """One person's rows as they are in the file, and what each counts for. Never opened here.

    Whoever changes them has that person's turn.
    """

    keys: PersonKeys
    # For each spot, the blob and its mark.
    rows: dict[RowSpot, tuple[bytes, int]] = field(default_factory=dict)
    head: bytes | None = None
    multiset: MultisetHash = NOTHING
    # All blobs together, in bytes.
    size: int = 0
    # What is in them, once somebody has asked for it.
    contents: Contents | None = None
    # Settings that hold nobody's words, each with the blob it was unsealed from.
    wordless: dict[RowSpot, tuple[bytes, Record]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One turn's worth: what becomes of the rows, and the heads before and after."""

    keys: PersonKeys
    before: bytes | None
    head: bytes
    # The new blob of each spot; None: it goes.
    rows: Mapping[RowSpot, bytes | None]
    # Somebody's first: the keyring record that has to be there before.
    newcomer: KeyringRow | None = None
    # What was written while a lock was on and is among the rows now.
    letters: Sequence[SealedRow] = ()


def load(data: DataReader, keys: PersonKeys) -> PersonRows:
    """Somebody's rows out of the file. Raises Tampered where their head does not vouch for them."""
    head = data.head(keys.uid)
    multiset = MultisetHash.unpack(keys.unseal_head(head)) if head else NOTHING
    rows = {}
    for shelf in Shelf:
        for id, blob in data.rows(shelf, keys.uid):
            rest()
            rows[shelf, id] = blob, keys.mark(shelf.value, id, blob)
    if multiset != MultisetHash.of(mark for _, mark in rows.values()):
        raise Tampered(OUTCOME)
    size = sum(len(blob) for blob, _ in rows.values())
    return PersonRows(keys, rows, head, multiset, size)


def apply(
    rows: PersonRows, staged: Mapping[RowSpot, bytes | None], newcomer: KeyringRow | None = None
) -> Change:
    """Make the rows what they are after a turn; the change that takes the file there."""
    keys, before = rows.keys, rows.head
    for (shelf, id), blob in staged.items():
        rest()
        if old := rows.rows.pop((shelf, id), None):
            rows.multiset = rows.multiset.minus(old[1])
            rows.size -= len(old[0])
        if blob is not None:
            mark = keys.mark(shelf.value, id, blob)
            rows.multiset = rows.multiset.plus(mark)
            rows.size += len(blob)
            rows.rows[shelf, id] = blob, mark
    rows.head = keys.seal_head(rows.multiset.pack())
    return Change(keys, before, rows.head, staged, newcomer)
