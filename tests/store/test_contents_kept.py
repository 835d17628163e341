"""What is known of somebody's pages is what stands in them, however a turn ended."""

import random
from collections.abc import Callable

import pytest

from bot.confidential import Confidential
from bot.person import PersonId
from bot.store import Session, Store, StorePaths, StoreUnavailable, TooMuch
from bot.store.contents import Brief, Contents, Named
from bot.store.records import Record, Shelf
from tests.store.people import ADA, fresh_id

LARGE = Record({"n": 1}, {"text": Confidential("x" * 70_000)})


def tells(record: Record, named: Named) -> Brief:
    return Brief("line", (int(str(record.facts["n"])),), 0, "", about=named(Confidential("Lena")))


async def anew(places: StorePaths, person: PersonId = ADA) -> Contents:
    """As a store would tell it that has just been started."""
    store = await Store.open(places, tells)
    async with store.session(person) as session:
        found = session.contents
    await store.close()
    return found


async def turns(store: Store, act: Callable[[Session], None]) -> None:
    async with store.session(ADA) as session:
        _ = session.contents
        act(session)


def fails(session: Session) -> None:
    session.keep(Shelf.SITTINGS, fresh_id(), Record({"n": 99}))
    raise LookupError


def is_too_much(session: Session) -> None:
    session.keep(Shelf.SITTINGS, fresh_id(), Record({"n": 98}))
    session.keep(Shelf.SITTINGS, fresh_id(), LARGE)


@pytest.mark.parametrize("seed", range(8))
async def test_after_any_turns_it_is_what_a_start_would_find(
    places: StorePaths, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311
    store, ids = await Store.open(places, tells), [fresh_id() for _ in range(4)]

    def changes(session: Session) -> None:
        for _ in range(rng.randrange(1, 4)):
            if rng.random() < 0.3:
                session.drop(Shelf.SITTINGS, rng.choice(ids))
            else:
                record = Record({"n": rng.randrange(5)})
                session.keep(Shelf.SITTINGS, rng.choice(ids), record)

    def keeps_seven(session: Session) -> None:
        session.keep(Shelf.SITTINGS, ids[0], Record({"n": 7}))

    async def full(*_: object) -> None:
        raise StoreUnavailable("SQLITE_FULL")

    for _ in range(25):
        match rng.randrange(5):
            case 0:
                with pytest.raises(LookupError):
                    await turns(store, fails)
            case 1:
                with pytest.raises(TooMuch):
                    await turns(store, is_too_much)
            case 2:
                with monkeypatch.context() as here:
                    here.setattr(store._writer, "write", full)
                    with pytest.raises(StoreUnavailable):
                        await turns(store, keeps_seven)
            case _:
                await turns(store, changes)
    async with store.session(ADA) as session:
        there, kept = session.contents, {*session.read(Shelf.SITTINGS)}
    await store.close()
    assert {*there.everything()} == kept
    assert there == await anew(places)


async def test_of_what_is_tried_nothing_is_left(places: StorePaths) -> None:
    store, kept, tried = await Store.open(places, tells), fresh_id(), fresh_id()
    await turns(store, lambda session: session.keep(Shelf.SITTINGS, kept, Record({"n": 1})))
    async with store.session(ADA) as session:
        session.keep(Shelf.SITTINGS, kept, Record({"n": 2}))
        scratch = session.scratch()
        scratch.keep(Shelf.SITTINGS, tried, Record({"n": 3}))
        scratch.drop(Shelf.SITTINGS, kept)
        assert list(scratch.contents.everything()) == [*scratch.read(Shelf.SITTINGS)] == [tried]
        assert list(session.contents.everything()) == [*session.read(Shelf.SITTINGS)] == [kept]
    await store.close()
    assert list((await anew(places)).everything()) == [kept]
