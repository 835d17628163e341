"""The bot was off: what is still of use is said late, what is not is told to whoever looks."""

import logging
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.person import PersonId
from tests.actors import House, Page, Person
from tests.journeys.test_afterwards import (
    DAY,
    FOLLOW_UPS,
    NOTE,
    NUDGE,
    TIME,
    desk_of,
    has_a_card,
    plans,
    say,
)
from tests.journeys.test_coming import entries, goes_to
from tests.journeys.test_lock import closes, opens, puts_it_on
from tests.journeys.test_nudges import asks
from tests.journeys.walks import agree

pytestmark = pytest.mark.long

BERLIN = ZoneInfo("Europe/Berlin")
LATE, LAPSED, READY = (say(f"plan_page.{key}") for key in ("late", "lapsed", "ready"))
LAPSED_THERE, NO_TIME = say("plan_page.lapsed_there"), say("reminder_page.no_time_there")


async def is_off_until(house: House, hour: int, minute: int, days: int = 1) -> None:
    """Nothing looks what is due; then the bot is started on the same files."""
    now = house.env.now()
    wall = now.astimezone(BERLIN).replace(hour=hour, minute=minute, second=0, microsecond=0)
    end = wall + timedelta(days=days)
    await house.env.advance_time((end - now).total_seconds())
    await house.restart()
    await house.passes(1)


def nudges(who: Person) -> list[Page]:
    return [page for page in who.inbox if page.has("Leave it") or page.has("Skip today")]


async def test_a_reminder_before_a_talk_is_said_late_while_the_talk_is_to_come(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await plans(ada)
    await is_off_until(house, 14, 52)
    (nudge,) = nudges(ada)
    assert nudge.text in FOLLOW_UPS
    await ada.presses("Open", on=nudge)
    assert LATE in ada.page.text
    await house.passes(3600)
    assert not nudges(ada), "and once"


async def test_one_that_comes_in_time_says_nothing_of_being_late(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await plans(ada)
    await is_off_until(house, 14, 0)
    (nudge,) = nudges(ada)
    await ada.presses("Open", on=nudge)
    assert READY in ada.page.text


async def test_nor_does_one_of_somebody_who_is_somewhere_else_by_then(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await plans(ada)
    await ada.runs("/reminder", where=ada.dm, place="London, United Kingdom")
    await ada.presses("Yes, that's right")
    await is_off_until(house, 14, 0)
    (nudge,) = nudges(ada)
    await ada.presses("Open", on=nudge)
    assert READY in ada.page.text


async def test_what_was_due_on_the_evening_before_comes_in_the_morning_and_not_at_night(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await plans(ada, **{NUDGE: "The evening before", NOTE: "No"})
    await is_off_until(house, 23, 0, days=0)
    assert not nudges(ada)
    await house.passes(8 * 3600)
    assert not nudges(ada), "not before eight"
    await house.passes(3600)
    (nudge,) = nudges(ada)
    assert nudge.text in FOLLOW_UPS


@pytest.mark.parametrize("days", [1, 4])
async def test_where_the_talk_has_been_it_is_told_on_the_next_page_they_open_and_once(
    ada: Person, house: House, caplog: pytest.LogCaptureFixture, days: int
) -> None:
    await has_a_card(ada)
    await plans(ada, **{NOTE: "No"})
    before = len(ada.inbox)
    with caplog.at_level(logging.WARNING, "bot"):
        await is_off_until(house, 16, 0, days)
        await house.passes(3600)
    assert len(ada.inbox) == before, "nobody is written to about it"
    lines = [r.getMessage() for r in caplog.records if r.name.startswith("bot")]
    assert lines == ["let go of as too late: 1 reminders (before)"]
    await ada.runs("/reminder", where=ada.dm)
    assert LAPSED not in ada.page.text
    await ada.runs("/page", where=ada.dm)
    assert LAPSED in ada.page.text
    await ada.runs("/page", where=ada.dm)
    assert LAPSED not in ada.page.text
    assert await desk_of(house).store.reminders.of(PersonId(ada.id)) == []


async def test_the_note_afterwards_tells_it_too(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await plans(ada)
    await is_off_until(house, 16, 0)
    for _ in range(96):
        await house.passes(1800)
        if nudges(ada):
            break
    (note,) = nudges(ada)
    await ada.presses("Open", on=note)
    assert LAPSED in ada.page.text


async def test_the_page_of_the_talk_tells_it_too(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await plans(ada, **{NOTE: "No"})
    await ada.presses("Back to the card")
    card = ada.page
    await is_off_until(house, 16, 0)
    await ada.presses("Remind me", on=card)
    assert LAPSED in ada.page.text
    await ada.runs("/page", where=ada.dm)
    assert LAPSED not in ada.page.text


async def test_behind_a_closed_lock_nothing_is_told_of_a_talk(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await plans(ada, **{NOTE: "No"})
    await puts_it_on(ada)
    await closes(ada)
    await is_off_until(house, 16, 0)
    await ada.runs("/page", where=ada.dm)
    assert LAPSED not in ada.page.text
    await opens(ada)
    await ada.runs("/page", where=ada.dm)
    assert LAPSED in ada.page.text


async def test_whoever_lived_in_a_zone_that_is_gone_says_where_they_are_and_is_reminded_again(
    ada: Person, house: House
) -> None:
    await agree(ada)
    entry = await asks(house, ada)
    reminders = desk_of(house).store.reminders
    await reminders.put(replace(entry, zone="Nowhere/Gone"))
    await house.env.advance_time(24 * 3600)
    await house.passes(1)
    assert not nudges(ada)
    await ada.runs("/reminder", where=ada.dm, place="Berlin")
    await ada.presses("Yes, that's right")
    await house.passes(24 * 3600)
    assert len(nudges(ada)) == 1


@pytest.mark.parametrize("note", ["Yes", "No"])
async def test_a_wrong_place_put_right_loses_nothing_and_it_is_said_at_once(
    ada: Person, house: House, note: str
) -> None:
    await has_a_card(ada)
    await plans(ada, **{DAY: "today", TIME: "21:30", NOTE: note})
    await house.passes(17 * 3600)
    before = await entries(house, ada)
    await goes_to(ada, "Shanghai, China")
    assert NO_TIME in ada.page.text
    await ada.runs("/page", where=ada.dm)
    assert not any(line in ada.page.text for line in (LAPSED, LAPSED_THERE))
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses("About Lena")
    await ada.presses("Remind me")
    assert say("plan_page.no_time_there") in ada.page.text
    await goes_to(ada, "Berlin, Germany")
    assert NO_TIME not in ada.page.text
    assert await entries(house, ada) == before
    for _ in range(6):
        await house.passes(1800)
    (nudge,) = nudges(ada)
    await ada.presses("Open", on=nudge)
    assert READY in ada.page.text
    await ada.runs("/page", where=ada.dm)
    assert not any(line in ada.page.text for line in (LAPSED, LAPSED_THERE))


async def test_what_could_not_come_where_they_were_is_told_once_as_it_was(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await plans(ada, **{DAY: "today", TIME: "21:30", NOTE: "No"})
    await house.passes(17 * 3600)
    await goes_to(ada, "Shanghai, China")
    for _ in range(12):
        await house.passes(1800)
    assert not nudges(ada)
    await ada.runs("/page", where=ada.dm)
    assert LAPSED_THERE in ada.page.text
    assert LAPSED not in ada.page.text
    await ada.runs("/page", where=ada.dm)
    assert LAPSED_THERE not in ada.page.text
    assert not await entries(house, ada)
