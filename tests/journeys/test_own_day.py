"""What is noted bears the day of where somebody is, as far as reminders tell where that is."""

import json
from datetime import date

import pytest

from bot.person import PersonId
from bot.store import StoreUnavailable
from tests.actors import House, Person
from tests.journeys.test_afterwards import desk_of
from tests.journeys.test_checkin import notes
from tests.journeys.test_mine import saves
from tests.journeys.test_reminder import NINE
from tests.journeys.test_takeaways import FIELD, TAKE, keeps
from tests.journeys.walks import LIBRARY, agree

AN_HOUR = 3600
# So many hours after the first minute of 2026 in Greenwich, it is this day there.
PLACES = [
    ("Auckland, New Zealand", 20, "2026-01-02"),
    ("Honolulu, Hawaii", 5, "2025-12-31"),
    ("Berlin, Germany", 20, "2026-01-01"),
    ("Berlin, Germany", 23.5, "2026-01-02"),
]


async def is_in(who: Person, place: str) -> None:
    await agree(who)
    await who.runs("/reminder", where=who.dm, place=place)
    await who.presses("Yes, that's right")
    await who.writes({"What time of day?": NINE})


async def days_in(who: Person) -> set[str]:
    things = json.loads(await saves(who, "json"))["things"]
    return {t["facts"].get("day") or t["facts"]["touched"] for t in things}


@pytest.mark.parametrize(("place", "hours", "day"), PLACES)
async def test_a_thing_bears_the_day_it_is_where_they_are(
    ada: Person, house: House, place: str, hours: float, day: str
) -> None:
    await house.passes(hours * AN_HOUR + 60)
    await is_in(ada, place)
    await notes(ada)
    await ada.runs("/prepare", where=ada.dm)
    await ada.presses("All 20 questions")
    await keeps(ada)
    assert await days_in(ada) == {day}
    text = (await saves(ada, "md")).decode()
    assert f"Body check-in, {LIBRARY.dates.day(date.fromisoformat(day))}" in text


async def test_where_nothing_tells_it_is_the_day_in_greenwich(ada: Person, house: House) -> None:
    await house.passes(20 * AN_HOUR)
    await is_in(ada, "Auckland, New Zealand")
    await ada.runs("/reminder", where=ada.dm)
    await ada.presses("Stop these")
    await notes(ada)
    assert await days_in(ada) == {"2026-01-01"}


async def test_whoever_moves_takes_their_day_along(ada: Person, house: House) -> None:
    await house.passes(20 * AN_HOUR)
    await is_in(ada, "Berlin, Germany")
    await notes(ada)
    await ada.runs("/reminder", where=ada.dm, place="Auckland, New Zealand")
    await ada.presses("Yes, that's right")
    await notes(ada)
    assert await days_in(ada) == {"2026-01-01", "2026-01-02"}


async def test_where_they_are_could_not_be_read_nothing_is_kept_under_another_day(
    ada: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.passes(5 * AN_HOUR)
    await is_in(ada, "Honolulu, Hawaii")
    await keeps(ada)
    store = desk_of(house).store
    store.reminders.forget_zone(PersonId(ada.id))

    async def fails(_: object) -> None:
        raise StoreUnavailable("SQLITE_IOERR")

    await ada.runs("/takeaways", where=ada.dm)
    await ada.presses(TAKE)
    with monkeypatch.context() as here:
        here.setattr(store.reminders, "zone_of", fails)
        await ada.writes({FIELD: ada.sentence()})
    assert LIBRARY.say("error.save_failed") in ada.page.text
    assert await days_in(ada) == {"2025-12-31"}
