"""Another master key: nothing is lost, whenever it stops."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.person import Address, PersonId
from bot.schedule.reminder import Reminder, ReminderKind
from bot.store import Store, StorePaths, StoreRefused, Tampered
from bot.store.backend import KeyringRow, KeyringWriter
from bot.store.crypto.keys import MasterKey
from bot.store.integrity import Ledger
from bot.store.records import Shelf
from bot.store.rotate_master_key import Rotation
from bot.store.sqlite.backup import back_up
from bot.store.sqlite.database import DATA, KEYRING
from bot.store.sqlite.keyfile import read_key
from bot.store.sqlite.restore import restore
from bot.store.writer import Writer
from tests.store.people import ADA, BEN, SITTING, contents, fresh_id, reads, said, writes

pytestmark = pytest.mark.long

NEWCOMER = PersonId(5)
DUE = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
STEPS = 7


def a_reminder(person: PersonId) -> Reminder:
    return Reminder(
        id=fresh_id(),
        kind=ReminderKind.DAILY,
        to=Address(person, 7),
        due=DUE,
        day=date(2026, 11, 23),
        zone="Europe/Berlin",
        minute=510,
        days=frozenset(range(7)),
    )


def rotation(store: Store) -> Rotation:
    keyring, turn = store._people.keyring, store._writer.turn
    return Rotation(store._data, keyring, store._master, store._key, turn)


def opened_by(places: StorePaths, key: MasterKey) -> int:
    """How many blobs in both files this key opens, whatever they say of themselves."""
    opened = 0
    with closing(sqlite3.connect(places.keyring)) as db:
        for pseud, blob in db.execute("SELECT pseud, blob FROM person").fetchall():
            opened += opens(key.person, pseud, blob)
        for pseud, id, blob in db.execute("SELECT pseud, id, blob FROM schedule").fetchall():
            opened += opens(key.unseal_entry, blob, pseud, id)
    for name in (DATA.name, KEYRING.name):
        path = places.data / f"{name}.db"
        with closing(sqlite3.connect(path)) as db:
            (blob,) = db.execute("SELECT blob FROM meta WHERE name = 'ledger'").fetchone()
            opened += opens(key.unseal_ledger, blob, name)
    return opened


def opens(act: Callable[..., object], *arguments: object) -> bool:
    try:
        act(*arguments)
    except Tampered:
        return False
    return True


async def test_nothing_opens_with_the_old_key_any_more_and_all_with_the_new(
    used: StorePaths,
) -> None:
    old = read_key(used.key)
    store = await Store.open(used)
    await store.reminders.put(a_reminder(ADA))
    assert opened_by(used, old) == 5
    before = store.generation
    await store.rotate()
    assert store.generation > before
    assert await reads(store, ADA) == "the first thing"
    assert store.fingerprint == read_key(used.key).fingerprint != old.fingerprint
    assert opened_by(used, old) == 0
    await store.close()
    assert opened_by(used, read_key(used.key)) == 5
    again = await Store.open(used)
    assert [await reads(again, who) for who in (ADA, BEN)] == ["the first thing", "something else"]
    assert [entry.due for entry in await again.reminders.of(ADA)] == [DUE]
    await again.close()


async def test_where_nobody_has_written_yet_it_is_changed_all_the_same(places: StorePaths) -> None:
    store = await Store.open(places)
    before = store.fingerprint
    await store.rotate()
    assert store.fingerprint == read_key(places.key).fingerprint != before
    await store.close()


async def test_the_old_records_are_in_no_byte_any_more(used: StorePaths) -> None:
    with closing(sqlite3.connect(used.keyring)) as db:
        old = [blob for (blob,) in db.execute("SELECT blob FROM person").fetchall()]
    store = await Store.open(used)
    await store.rotate()
    assert len(old) == 2
    assert not [b for b in old for content in contents(used.data).values() if b in content]
    await store.close()


@pytest.mark.parametrize("done", range(STEPS + 1))
async def test_stopped_after_any_step_the_next_start_goes_on(used: StorePaths, done: int) -> None:
    old = read_key(used.key)
    store = await Store.open(used)
    await store.reminders.put(a_reminder(ADA))
    assert len(rotation(store).steps) == STEPS
    for step in rotation(store).steps[:done]:
        await step()
    await writes(store, BEN, "in between")
    await store.close()
    again = await Store.open(used)
    assert await reads(again, ADA) == "the first thing"
    assert await reads(again, BEN) == "in between"
    assert len(await again.reminders.of(ADA)) == 1
    await again.close()
    assert not read_key(used.key).is_turning
    assert (opened_by(used, old) == 0) is (done > 0)


@pytest.mark.parametrize("done", range(STEPS + 1))
async def test_stopped_after_any_step_it_can_be_asked_for_again(
    used: StorePaths, done: int
) -> None:
    store = await Store.open(used)
    for step in rotation(store).steps[:done]:
        await step()
    await store.rotate()
    assert await reads(store, ADA) == "the first thing"
    await store.close()
    assert opened_by(used, read_key(used.key)) == 4


async def test_people_read_and_write_while_it_goes_on(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(used)
    many = [PersonId(n) for n in range(10, 40)]
    for one in many:
        await writes(store, one, "before")
    monkeypatch.setattr("bot.store.rotate_master_key.AT_A_TIME", 1)
    going = asyncio.create_task(store.rotate())
    for one in many[:3]:
        store._cache.clear()
        assert await reads(store, one) == "before"
        await writes(store, one, "meanwhile")
    assert not going.done(), "nobody waited for the end of it"
    await store.forget(BEN)
    await going
    assert [await reads(store, one) for one in many[:4]] == ["meanwhile"] * 3 + ["before"]
    await store.close()
    again = await Store.open(used)
    assert [await reads(again, one) for one in many[:4]] == ["meanwhile"] * 3 + ["before"]
    assert await reads(again, BEN) is None
    await again.close()


async def test_a_reminder_that_waited_while_the_key_was_changed_is_under_the_new_one(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(used)
    kept = a_reminder(ADA)
    await store.reminders.put(kept)
    (claim,) = await store.reminders.claim(DUE, 1)
    monkeypatch.setattr("bot.store.sqlite.database.A_MOMENT", 0.5)
    with closing(sqlite3.connect(used.keyring, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        acts = [
            store.reminders.put(a_reminder(ADA)),
            store.reminders.change(replace(kept, silent=True)),
            store.reminders.settle([(claim, replace(kept, unanswered=1))]),
        ]
        waiting = [asyncio.create_task(act) for act in acts]
        await asyncio.sleep(0.1)
        other.execute("ROLLBACK")
    await store.rotate()
    assert not any(task.done() for task in waiting), "all of them were overtaken"
    await asyncio.gather(*waiting)
    await store.close()
    again = await Store.open(used)
    try:
        assert len(await again.reminders.of(ADA)) == 2
        await again.rotate()
    finally:
        await again.close()


async def newcomer_across_a_rotation(store: Store) -> None:
    """Their keys are sealed before the master key is changed, and kept afterwards."""
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        async with store.session(NEWCOMER) as session:
            begun.set()
            await may_end.wait()
            session.keep(Shelf.SITTINGS, SITTING, said("I am new"))

    turn = asyncio.create_task(slowly())
    await begun.wait()
    await store.rotate()
    may_end.set()
    await turn


async def test_somebody_new_in_the_middle_of_it_is_not_lost(used: StorePaths) -> None:
    old = read_key(used.key)
    store = await Store.open(used)
    await newcomer_across_a_rotation(store)
    await store.close()
    again = await Store.open(used)
    assert await reads(again, NEWCOMER) == "I am new"
    await again.close()
    assert opened_by(used, old) == 0


async def test_a_writer_that_keeps_what_was_sealed_before_would_lose_them(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_it_is(
        writer: Writer, ring: KeyringWriter, ledger: Ledger, new: list[KeyringRow]
    ) -> Ledger:
        for pseudonym, blob in new:
            ring.add_person(pseudonym, blob)
            ledger = ledger.plus(writer._master.mark("person", pseudonym, blob))
        return ledger

    monkeypatch.setattr(Writer, "_enrol", as_it_is)
    store = await Store.open(used)
    await newcomer_across_a_rotation(store)
    assert await reads(store, NEWCOMER) == "I am new", "nobody notices at first"
    await store.close()
    again = await Store.open(used)
    with pytest.raises(Tampered):
        await reads(again, NEWCOMER)
    await again.close()


async def test_a_key_file_that_is_another_one_is_left_alone(used: StorePaths) -> None:
    store = await Store.open(used)
    other = MasterKey.new().written()
    used.key.write_bytes(other)
    with pytest.raises(StoreRefused, match="not the one the bot is using"):
        await store.rotate()
    assert used.key.read_bytes() == other
    await store.close()


async def test_a_copy_from_before_can_be_restored_after_two_rotations(used: StorePaths) -> None:
    made = back_up(used, used.data.parent / "elsewhere")
    store = await Store.open(used)
    await writes(store, ADA, "later")
    await store.rotate()
    await store.rotate()
    await store.close()
    restored = restore(used, made.path)
    assert (restored.proof.people, restored.proof.rows, restored.left_out) == (2, 2, 0)
    again = await Store.open(used)
    assert await reads(again, ADA) == "the first thing"
    await again.close()
