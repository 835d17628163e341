"""What happens to everybody's pages though nobody is here, and never behind a lock."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.confidential import Confidential
from bot.person import Address, PersonId
from bot.schedule.reminder import Reminder, ReminderKind
from bot.store import LockState, Session, Store, StorePaths
from bot.store.crypto import lockbox as boxes
from bot.store.records import Shelf
from tests.store.people import ADA, BEN, SITTING, reads, said, writes

OTHER = b"another sixteen!"


def lets_go(session: Session) -> set[bytes]:
    """Drop one page, wherever it is."""
    if session.get(Shelf.SITTINGS, SITTING) is None:
        return set()
    session.drop(Shelf.SITTINGS, SITTING)
    return {SITTING}


def a_nudge(about: bytes, id: bytes) -> Reminder:
    return Reminder(
        id=id,
        kind=ReminderKind.AFTER,
        to=Address(ADA, 77),
        due=datetime(2026, 11, 3, 21, 30, tzinfo=UTC),
        day=date(2026, 11, 3),
        zone="Europe/Berlin",
        minute=1350,
        days=frozenset(),
        about=about,
    )


async def test_everybody_has_a_turn_and_nothing_else_goes(store: Store) -> None:
    people = [PersonId(n) for n in range(1, 4)]
    for person in people:
        await writes(store, person, "goes")
        await writes(store, person, "stays", OTHER)
    assert await store.rounds.go(lets_go) == 0
    for person in people:
        assert await reads(store, person) is None
        assert await reads(store, person, OTHER) == "stays"


async def test_of_those_with_a_setting_the_others_are_left_alone(store: Store) -> None:
    for person in (ADA, BEN):
        await writes(store, person, "goes")
    async with store.session(ADA) as session:
        session.keep(Shelf.SETTINGS, session.named("wants it"), said("yes"))
    assert await store.rounds.go(lets_go, "wants it") == 0
    assert await reads(store, ADA) is None
    assert await reads(store, BEN) == "goes"


async def test_more_people_than_are_looked_up_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.people.AT_A_TIME", 2)
    people = [PersonId(n) for n in range(1, 6)]
    for person in people:
        await writes(store, person, "goes")
    await store.rounds.go(lets_go)
    assert [await reads(store, person) for person in people] == [None] * 5


async def test_it_is_gone_from_the_file_too(places: StorePaths, store: Store) -> None:
    await writes(store, ADA, "goes")
    await store.rounds.go(lets_go)
    await store.close()
    again = await Store.open(places)
    assert await reads(again, ADA) is None
    await again.close()


async def test_nudges_about_it_go_and_others_stay(store: Store) -> None:
    await writes(store, ADA, "goes")
    await store.reminders.put(a_nudge(SITTING, b"1" * 16))
    await store.reminders.put(a_nudge(OTHER, b"2" * 16))
    await store.rounds.go(lets_go)
    assert [entry.about for entry in await store.reminders.of(ADA)] == [OTHER]


async def test_where_nothing_goes_nothing_is_written(places: StorePaths, store: Store) -> None:
    await writes(store, ADA, "stays", OTHER)
    before = heads(places.data)
    await store.rounds.go(lets_go)
    assert heads(places.data) == before


async def test_whoever_has_a_lock_is_left_out_open_or_not(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boxes, "MEMORY", 8)
    monkeypatch.setattr(boxes, "ROUNDS", 1)
    phrase = Confidential("the heron stands in the reeds")
    await writes(store, ADA, "behind it")
    await writes(store, BEN, "goes")
    codes = await store.lock.prepare(ADA, phrase)
    assert await store.lock.confirm(ADA, codes[0])
    assert await store.rounds.go(lets_go) == 0
    assert await reads(store, ADA) == "behind it"
    assert await reads(store, BEN) is None
    store.lock.lock_now(ADA)
    assert await store.lock.state(ADA) is LockState.LOCKED
    assert await store.rounds.go(lets_go) == 0
    await store.lock.unlock(ADA, phrase, None, lambda *_: None)
    assert await reads(store, ADA) == "behind it"


async def test_whose_lock_was_left_half_way_is_left_alone(places: StorePaths, store: Store) -> None:
    await writes(store, ADA, "stays")
    with closing(sqlite3.connect(places.data / "keyring.db")) as db, db:
        db.execute("INSERT INTO turning (pseud) SELECT pseud FROM person")
    assert await store.rounds.go(lets_go) == 0
    assert await reads(store, ADA) == "stays"


async def test_whoever_is_forgotten_stays_forgotten(store: Store) -> None:
    await writes(store, ADA, "goes")
    await store.forget(ADA)
    assert await store.rounds.go(lets_go) == 0
    assert not await store.knows(ADA)


async def test_one_damaged_page_is_counted_and_everybody_else_goes_on(
    places: StorePaths, store: Store
) -> None:
    for person in (ADA, BEN):
        await writes(store, person, "goes")
    await store.close()
    with closing(sqlite3.connect(places.data / "data.db")) as db, db:
        db.execute("DELETE FROM sitting WHERE uid = (SELECT min(uid) FROM sitting)")
    again = await Store.open(places)
    assert await again.rounds.go(lets_go) == 1
    await again.close()
    with closing(sqlite3.connect(places.data / "data.db")) as db:
        assert db.execute("SELECT count(*) FROM sitting").fetchone() == (0,)


async def test_one_whose_key_does_not_open_keeps_nobody_else_from_their_turn(
    places: StorePaths, store: Store
) -> None:
    people = [PersonId(n) for n in range(1, 6)]
    for person in people:
        await writes(store, person, "goes")
        async with store.session(person) as session:
            session.keep(Shelf.SETTINGS, session.named("wants it"), said("yes"))
    with closing(sqlite3.connect(places.data / "keyring.db")) as db, db:
        db.execute("UPDATE person SET blob = x'00' WHERE pseud = (SELECT min(pseud) FROM person)")
    assert await store.rounds.go(lets_go, "wants it") == 1
    await store.close()
    with closing(sqlite3.connect(places.data / "data.db")) as db:
        assert db.execute("SELECT count(*) FROM sitting").fetchone() == (1,)


async def test_what_somebody_writes_meanwhile_is_kept(store: Store) -> None:
    await writes(store, ADA, "goes")
    async with store.session(ADA) as session:
        going = asyncio.create_task(store.rounds.go(lets_go))
        await asyncio.sleep(0.05)
        session.keep(Shelf.SITTINGS, OTHER, said("written meanwhile"))
    await going
    assert await reads(store, ADA, OTHER) == "written meanwhile"
    assert await reads(store, ADA) is None


def heads(folder: Path) -> list[bytes]:
    with closing(sqlite3.connect(folder / "data.db")) as db:
        return [blob for (blob,) in db.execute("SELECT blob FROM head ORDER BY uid")]
