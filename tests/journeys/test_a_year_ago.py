"""A year ago today: only where it was switched on, and nothing that may weigh on somebody."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from bot.confidential import Confidential
from bot.features.checkin.a_year_ago import a_year_before
from bot.features.takeaways import records
from bot.kept.takeaway import Takeaway
from bot.person import PersonId
from tests.actors import House, Person
from tests.journeys.test_afterwards import desk_of, has_a_card
from tests.journeys.test_checkin import A_DAY, MORE, PRESSING, opens
from tests.journeys.test_lock import closes, puts_it_on
from tests.journeys.test_looks import opens as looks_page
from tests.journeys.test_one_tap import mine
from tests.journeys.test_set_time import looks_at_it
from tests.journeys.test_suggestions import writes_about
from tests.journeys.test_takeaways import FIELD, TAKE, keeps
from tests.journeys.walks import LIBRARY, SCRIPT, agree, begin, skips_to

pytestmark = pytest.mark.long

say = LIBRARY.say
SAID, BUTTON = say("checkin_page.year_say"), say("checkin_page.year")
A_YEAR = 365 * A_DAY

Does = Callable[[Person], Awaitable[None]]


async def taps(who: Person, label: str) -> None:
    await who.runs("/checkin", where=who.dm)
    if who.page.has("Another word") and label not in who.page.buttons:
        await who.chooses("Another word", label)
    else:
        await who.presses(label)


async def switches_it_on(who: Person) -> None:
    await looks_page(who)
    await who.presses(say("look_page.year_button"))


async def a_year_later(who: Person, house: House, days: float = 365) -> None:
    """They have it on, and open the page of a check-in."""
    await switches_it_on(who)
    await house.passes(days * A_DAY)
    await who.runs("/checkin", where=who.dm)


async def test_it_comes_only_where_it_was_switched_on(ada: Person, house: House) -> None:
    await agree(ada)
    await taps(ada, "tired")
    await house.passes(A_YEAR)
    await ada.runs("/checkin", where=ada.dm)
    assert SAID not in ada.page.text
    assert not ada.page.has(BUTTON)
    await switches_it_on(ada)
    await ada.runs("/checkin", where=ada.dm)
    assert SAID in ada.page.text
    await ada.presses(BUTTON)
    assert "tired" in ada.page.text
    assert say("checkin_page.opened", day=LIBRARY.dates.day(date(2026, 1, 1))) in ada.page.text


async def test_a_look_at_a_card_does_not_move_its_day(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await house.passes(4 * A_DAY)
    await looks_at_it(ada)
    await a_year_later(ada, house, 361)
    assert SAID in ada.page.text
    await house.passes(4 * A_DAY)
    await ada.runs("/checkin", where=ada.dm)
    assert SAID not in ada.page.text


async def test_it_stands_in_the_room_too(ada: Person, house: House) -> None:
    await agree(ada)
    await taps(ada, "tired")
    await ada.runs("/checkin", where=ada.dm)
    await ada.presses(LIBRARY.checkin.room, on=ada.page)
    await ada.presses(LIBRARY.checkin.always_room)
    await a_year_later(ada, house)
    assert LIBRARY.shared.room.say in ada.page.text
    assert ada.page.has(BUTTON)


@pytest.mark.parametrize("days", [364, 366])
async def test_another_day_is_not_this_one(ada: Person, house: House, days: int) -> None:
    await agree(ada)
    await taps(ada, "tired")
    await a_year_later(ada, house, days)
    assert not ada.page.has(BUTTON)


async def test_of_several_one_is_chosen(ada: Person, house: House) -> None:
    await writes_about(ada, "Robin")
    await taps(ada, "tired")
    await keeps(ada, "a line of its own")
    await a_year_later(ada, house)
    await ada.presses(BUTTON)
    (listed,) = ada.page.menus.values()
    assert len(listed) == 3
    assert "tired" in listed
    await ada.chooses(next(option for option in listed if "a line" in option))
    assert "a line of its own" in ada.page.text


async def very_strong(who: Person) -> None:
    await agree(who)
    await taps(who, "Very strong")


async def heavy(who: Person) -> None:
    await agree(who)
    await taps(who, "afraid")


async def pressing(who: Person) -> None:
    await agree(who)
    await who.runs("/checkin", where=who.dm)
    await who.writes(PRESSING, by=MORE)


async def a_line_from_it(who: Person) -> None:
    await very_strong(who)
    await who.presses(TAKE)
    await who.writes({FIELD: who.sentence()})


async def steady(who: Person) -> None:
    await begin(who, "Steady first")


async def not_safe(who: Person) -> None:
    await writes_about(who, "Robin")
    await skips_to(who, SCRIPT.question("who_with").original)
    await who.writes({"Who will I talk with first?": "I'm not sure it is safe to tell them"})


async def suggestions_off(who: Person) -> None:
    await writes_about(who, "Robin")
    await who.runs("/my-words", where=who.dm)
    await who.chooses("About Robin")
    await who.presses(say("words.item"))
    await who.presses("Suggestions")
    await who.presses("Leave them out")


async def a_line_about_them(who: Person) -> None:
    await begin(who, "The short one: 8 questions")
    await skips_to(who, SCRIPT.question("who_for").original)
    await who.writes({"A name, nickname or initials": "Robin"})
    await who.writes()
    await skips_to(who, "Looking it all over")
    await who.presses("Make my card")
    await who.presses(say("card_page.more"))
    await who.presses(TAKE)
    await who.writes({FIELD: who.sentence()})
    await who.runs("/my-words", where=who.dm)
    await who.chooses("About Robin")
    await who.presses(say("words.item"))
    await who.presses("Suggestions")
    await who.presses("Leave them out")


CARE: list[Does] = [
    very_strong, heavy, pressing, a_line_from_it, steady, not_safe, suggestions_off,
    a_line_about_them,
]  # fmt: skip


@pytest.mark.parametrize("does", CARE)
async def test_nothing_that_asked_for_care_comes_by_itself(
    ada: Person, house: House, does: Does
) -> None:
    await does(ada)
    assert await mine(ada), "it is kept, and listed where they look for it"
    await a_year_later(ada, house)
    assert SAID not in ada.page.text
    assert not ada.page.has(BUTTON)


async def test_what_was_switched_off_meanwhile_shows_nothing(ada: Person, house: House) -> None:
    await agree(ada)
    await taps(ada, "tired")
    await a_year_later(ada, house)
    press = str(ada.page.button(BUTTON)["custom_id"])
    await looks_page(ada)
    await ada.presses(say("look_page.no_year_button"))
    await ada.forges(press)
    assert ada.page.text == say("checkin_page.year_none")


async def test_behind_a_closed_lock_nothing_of_it_stands(
    ada: Person, ben: Person, house: House
) -> None:
    await agree(ada)
    await taps(ada, "tired")
    await switches_it_on(ada)
    await puts_it_on(ada)
    await closes(ada)
    await house.passes(A_YEAR)
    for who in (ada, ben):
        await opens(who)
    assert ada.page.text == ben.page.text
    assert ada.page.buttons == ben.page.buttons
    assert ada.page.menus == ben.page.menus


async def test_lines_that_came_of_each_other_in_a_file_are_no_trap(
    ada: Person, house: House
) -> None:
    await agree(ada)
    ids = (b"a" * 16, b"b" * 16)
    async with desk_of(house).store.session(PersonId(ada.id)) as session:
        for n, (id, origin) in enumerate(zip(ids, reversed(ids), strict=True), start=1):
            line = Takeaway(id, date(2026, 1, 1), Confidential(f"line {n}"), origin, n=n)
            records.keep(session, line)
    await a_year_later(ada, house)
    await ada.presses(BUTTON)
    assert len(ada.page.menus[say("checkin_page.year_open")]) == 2


def test_the_29th_of_february_has_no_year_before() -> None:
    assert a_year_before(date(2028, 2, 29)) is None
    assert a_year_before(date(2028, 2, 28)) == date(2027, 2, 28)
    assert a_year_before(date(2029, 3, 1)) == date(2028, 3, 1)
