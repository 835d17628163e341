"""Rows are written as a whole or not at all, and only on top of what was read."""

import pytest

from bot.store import Store, StorePaths, StoreUnavailable
from bot.store.backend import DataWriter, HeadMove, KeyringWriter, RowKey
from bot.store.crypto.keys import PersonKeys
from bot.store.integrity import Ledger
from bot.store.records import Shelf
from tests.store.people import ADA, BEN, SITTING, reads, writes


async def uid_of(store: Store) -> bytes:
    keys = await store._people.find(ADA)
    assert isinstance(keys, PersonKeys)
    return keys.uid


async def test_a_head_moves_from_the_one_that_is_there_and_no_other(used: StorePaths) -> None:
    store = await Store.open(used)
    uid = await uid_of(store)

    def moves(rows: DataWriter, ledger: Ledger) -> Ledger:
        rows.drop_rows(Shelf.SITTINGS, [RowKey(uid, SITTING)])
        rows.move_heads([HeadMove(uid, b"of another time", b"new")])
        return ledger

    with pytest.raises(StoreUnavailable, match="IntegrityError"):
        await store._data.change(moves)
    assert await reads(store, ADA) == "the first thing"
    await store.close()


async def test_what_fails_half_way_has_written_nothing(used: StorePaths) -> None:
    store = await Store.open(used)
    pseudonym = store._master.pseudonym(ADA)

    def fails(ring: KeyringWriter) -> None:
        ring.drop_person(pseudonym)
        raise LookupError

    with pytest.raises(LookupError):
        await store._people.keyring.write(fails)
    assert await store.knows(ADA)
    await store.close()


async def test_rows_that_went_uncounted_are_noticed(used: StorePaths) -> None:
    store = await Store.open(used)
    uid = await uid_of(store)

    def forgets_to_count(rows: DataWriter, ledger: Ledger) -> Ledger:
        rows.clear(uid)
        return ledger

    await store._data.change(forgets_to_count)
    with pytest.raises(StoreUnavailable):
        await store._data.audit()
    await store.close()


async def test_letters_are_counted_up_for_each_person(used: StorePaths) -> None:
    store = await Store.open(used)
    await writes(store, BEN, "meanwhile")
    ids: list[bytes] = []

    def posts(rows: DataWriter) -> None:
        ids.extend(rows.add_letter(uid, b"sealed") for uid in (b"a", b"a", b"b"))

    await store._data.write(posts)
    assert [int.from_bytes(id) for id in ids] == [1, 2, 1]
    assert [id for id, _ in await store._data.read(lambda rows: rows.letters(b"a"))] == ids[:2]
    await store.close()
