"""What somebody wrote comes back as it was, to them alone, and only once the turn ended well."""

import asyncio
import sys

import pytest

from bot.beside import HAND_OVER
from bot.person import PersonId
from bot.store import Store, StorePaths, TooMuch
from bot.store.records import Json, Record, Shelf
from bot.store.store import MANY
from tests.store.people import ADA, BEN, SITTING, fresh_id, reads, said, writes

# Records; more than are counted at once with everybody waiting.
VERY_MUCH = MANY + 40
ODD: list[Json] = [
    "",
    "\0",
    "line\r\nline\u2028line\u2029",
    "\ud800 alone, \udfff too",
    "\ud83d\ude00",  # two halves, not one emoji
    "\N{GRINNING FACE}",
    "👩‍❤️‍💋‍👨 🏳️‍🌈",
    "e\u0301 ≠ é",
    "\u202eright to left\u202c",
    'quotes " and \\ and \\u0041 and {braces}',
    "\N{CYRILLIC SMALL LETTER HA}" * 20_000,
    {"own": "words", "chosen": ["a", "b"], "deep": {"yes": True, "no": None, "n": -(10**30)}},
    [],
]


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
async def test_words_come_back_exactly_after_a_restart(places: StorePaths, words: Json) -> None:
    store = await Store.open(places)
    await writes(store, ADA, words)
    assert await reads(store, ADA) == words
    await store.close()
    again = await Store.open(places)
    assert await reads(again, ADA) == words
    await again.close()


async def test_facts_and_words_stay_apart(store: Store) -> None:
    await writes(store, ADA, "only mine")
    async with store.session(ADA) as session:
        record = session.read(Shelf.SITTINGS)[SITTING]
    assert record.facts == {"at": 3}
    assert "only mine" not in repr(record)


async def test_nobody_finds_the_pages_of_somebody_else(store: Store) -> None:
    await writes(store, ADA, "ada's")
    await writes(store, BEN, "ben's")
    assert await reads(store, ADA) == "ada's"
    assert await reads(store, BEN) == "ben's"
    assert await reads(store, PersonId(5)) is None


async def test_looking_around_creates_nobody(store: Store) -> None:
    async with store.session(ADA) as session:
        assert session.read(Shelf.SITTINGS) == {}
        assert session.get(Shelf.SETTINGS, session.named("consent")) is None
        session.drop(Shelf.SITTINGS, SITTING)
    assert not await store.knows(ADA)


async def test_a_turn_sees_what_it_staged(store: Store) -> None:
    await writes(store, ADA, "before")
    async with store.session(ADA) as session:
        other = fresh_id()
        session.keep(Shelf.SITTINGS, other, said("another"))
        assert set(session.read(Shelf.SITTINGS)) == {SITTING, other}
        session.drop(Shelf.SITTINGS, SITTING)
        assert set(session.read(Shelf.SITTINGS)) == {other}
        session.drop(Shelf.SITTINGS, other)
    async with store.session(ADA) as session:
        assert session.read(Shelf.SITTINGS) == {}


async def test_a_turn_that_fails_keeps_nothing(store: Store) -> None:
    async def fails() -> None:
        async with store.session(ADA) as session:
            session.keep(Shelf.SITTINGS, SITTING, said("half of it"))
            raise LookupError

    await writes(store, ADA, "before")
    with pytest.raises(LookupError):
        await fails()
    assert await reads(store, ADA) == "before"


async def test_a_name_leads_a_new_person_to_the_same_place_afterwards(store: Store) -> None:
    async with store.session(ADA) as session:
        first = session.named("consent")
        session.keep(Shelf.SETTINGS, first, Record({"edition": 1}))
    async with store.session(ADA) as session:
        assert session.named("consent") == first != session.named("country")
        record = session.get(Shelf.SETTINGS, first)
        assert record
        assert record.facts == {"edition": 1}
    async with store.session(BEN) as session:
        assert session.named("consent") != first


async def test_more_than_a_record_holds_is_refused_and_the_rest_stays(store: Store) -> None:
    await writes(store, ADA, "before")
    with pytest.raises(TooMuch):
        await writes(store, ADA, "x" * 70_000)
    assert await reads(store, ADA) == "before"


async def test_turns_of_one_person_follow_each_other(store: Store) -> None:
    async def counts() -> None:
        async with store.session(ADA) as session:
            record = session.get(Shelf.SITTINGS, SITTING)
            before = int(str(record.facts["n"])) if record else 0
            await asyncio.sleep(0)
            session.keep(Shelf.SITTINGS, SITTING, Record({"n": before + 1}))

    await asyncio.gather(*(counts() for _ in range(50)))
    async with store.session(ADA) as session:
        record = session.get(Shelf.SITTINGS, SITTING)
    assert record
    assert record.facts == {"n": 50}


async def test_more_people_than_are_remembered_are_all_kept(places: StorePaths) -> None:
    store = await Store.open(places)
    for n in range(300):
        await writes(store, PersonId(n), f"of {n}")
    assert [await reads(store, PersonId(n)) for n in range(300)] == [f"of {n}" for n in range(300)]
    await store.close()


def numbered(n: int) -> bytes:
    return n.to_bytes(16)


async def keeps_very_much(store: Store) -> None:
    async with store.session(ADA) as session:
        for n in range(VERY_MUCH):
            session.keep(Shelf.SITTINGS, numbered(n), said(n))


async def kept(store: Store) -> list[object]:
    """What is there, each by its id, and once more after all the others."""
    async with store.session(ADA) as session:
        once, again = (
            [session.get(Shelf.SITTINGS, numbered(n)) for n in range(VERY_MUCH)] for _ in range(2)
        )
    assert once == again
    return [record for record in once if record]


async def test_very_much_in_one_turn_is_all_there(places: StorePaths) -> None:
    store = await Store.open(places)
    await keeps_very_much(store)
    await store.close()
    again = await Store.open(places)
    assert await kept(again) == [said(n) for n in range(VERY_MUCH)]
    await again.close()


async def test_of_very_much_all_or_nothing_is_there_where_somebody_stopped_waiting(
    store: Store,
) -> None:
    going = asyncio.create_task(keeps_very_much(store))
    while sys.getswitchinterval() > HAND_OVER and not going.done():  # noqa: ASYNC110 - it is now
        await asyncio.sleep(0)
    going.cancel()
    await asyncio.wait({going})
    assert await kept(store) == []
    await keeps_very_much(store)
    assert len(await kept(store)) == VERY_MUCH
