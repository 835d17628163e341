"""What a lock keeps to itself once it has closed, by hand or by itself."""

import pytest

from tests.actors import House, Person
from tests.journeys import closeness_walks, test_lock
from tests.journeys.test_afterwards import desk_of, has_a_card, plans
from tests.journeys.test_lock import (
    GIVEN,
    MINE,
    OPEN,
    Clock,
    closes,
    has_written,
    opens,
    puts_it_on,
)
from tests.journeys.test_takeaways import agrees, keeps
from tests.journeys.test_takeaways import opens as opens_line
from tests.journeys.walks import LIBRARY, agree, begin

pytestmark = pytest.mark.long
quick = test_lock.quick

say = LIBRARY.say
A_DAY = 24 * 60 * 60
TEN_MINUTES = 600


async def sees_nothing(who: Person) -> bool:
    await who.runs("/my-words", where=who.dm)
    return not who.page.menus


async def test_home_does_not_tell_what_is_ready_behind_it(ada: Person, house: House) -> None:
    await agrees(ada)
    await opens_line(ada, await keeps(ada))
    await ada.presses("Bring it back in a month")
    await puts_it_on(ada)
    await house.passes(31 * A_DAY)
    await ada.runs("/page", where=ada.dm)
    assert say("home.ready") in ada.page.text
    await closes(ada)
    await ada.runs("/page", where=ada.dm)
    assert say("home.ready") not in ada.page.text


async def test_the_reminders_do_not_tell_what_was_planned_behind_it(ada: Person) -> None:
    await has_a_card(ada)
    await plans(ada)
    await puts_it_on(ada)
    await ada.runs("/reminder", where=ada.dm)
    assert say("reminder_page.once") in ada.page.text
    await closes(ada)
    await agree(ada)
    await ada.runs("/reminder", where=ada.dm)
    assert say("reminder_page.once") not in ada.page.text
    assert "talk" not in ada.page.text
    await ada.presses("Set one up")
    place = say("reminder_page.place_form")
    assert any(field.label == place for field in ada.form.fields), "as if nothing were known"
    await ada.writes({place: "Berlin", "What time of day?": "Morning, 9:00 AM"})
    await ada.presses("Yes, that's right")
    assert "talk" not in ada.page.text
    await ada.presses(say("reminder_page.stop"))
    assert say("reminder_page.others_come") not in ada.page.text


async def test_opened_for_a_while_it_closes_by_itself(ada: Person, house: House) -> None:
    await has_written(ada)
    locks = desk_of(house).store.lock
    locks.clock = clock = Clock(locks.clock)
    await puts_it_on(ada)
    await closes(ada)
    await ada.runs("/lock")
    await ada.presses(OPEN, on=ada.page)
    await ada.writes({GIVEN: MINE})
    assert not await sees_nothing(ada)
    clock.later += TEN_MINUTES
    assert not await sees_nothing(ada), "whoever uses it keeps it open"
    clock.later += TEN_MINUTES
    assert not await sees_nothing(ada)
    clock.later += 2 * TEN_MINUTES
    assert await sees_nothing(ada)


async def test_looking_whether_it_is_open_does_not_keep_it_open(ada: Person, house: House) -> None:
    await has_written(ada)
    locks = desk_of(house).store.lock
    locks.clock = clock = Clock(locks.clock)
    await puts_it_on(ada)
    clock.later = TEN_MINUTES
    await ada.runs("/privacy", where=ada.dm)
    clock.later = 2 * TEN_MINUTES
    assert await sees_nothing(ada)


async def test_how_long_to_keep_things_chosen_behind_it_takes_nothing_that_lay_there(
    ada: Person, house: House
) -> None:
    await has_written(ada)
    await puts_it_on(ada)
    await house.passes(40 * A_DAY)
    await closes(ada)
    await has_written(ada)
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses(say("retire_page.button"))
    await ada.chooses(say("retire_page.keep_for"), say("retire_page.month"))
    await opens(ada)
    await house.passes(2 * A_DAY)
    await ada.runs("/my-words", where=ada.dm)
    assert len(ada.page.menus["Open one of these"]) == 2


async def test_behind_it_a_check_offers_nothing_that_leads_to_anybody(ada: Person) -> None:
    await has_written(ada)
    await puts_it_on(ada)
    await closes(ada)
    await closeness_walks.begin(ada)
    await closeness_walks.reach(ada, "What you noticed about")
    for leads_there in ("Look again some time", "Prepare a conversation", "Me and them"):
        assert not ada.page.has(leads_there)


async def test_a_country_that_was_forgotten_behind_it_does_not_come_back(ada: Person) -> None:
    await begin(ada)
    await puts_it_on(ada)
    await closes(ada)
    await ada.runs("/help-now", where=ada.dm)
    await ada.chooses("Ireland")
    await ada.presses("Remember this country")
    await ada.presses("Forget this country")
    await opens(ada)
    await ada.runs("/help-now", where=ada.dm)
    assert ada.page.has("Which country are you in?")
    assert not ada.page.has("Forget this country")
