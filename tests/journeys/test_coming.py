"""What will come, in one list; and each of it put off, changed or taken out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.person import PersonId
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import UTC_ZONE, instant, retimed
from bot.ui.press import Press, key_of
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.test_nudges import AN_HOUR, ZONE, asks, outbox_of, store_of
from tests.journeys.test_reminder import CITY, YES, sets_up, waits_a_day, waits_for_it
from tests.journeys.walks import LIBRARY, agree

say = LIBRARY.say
ONE = say("reminder_page.one_menu")
LATER, CHANGE, OUT = (say(f"reminder_page.{key}") for key in ("put_off", "change_one", "take_out"))
DAY, TIME, SOUND = say("plan_page.day"), say("plan_page.time"), say("reminder_page.form_sound")


async def comes(
    house: House, who: Person, kind: ReminderKind, days: int, minute: int = 11 * 60, **more: object
) -> Reminder:
    """Something that was asked for once, so many days from now."""
    with house.env.time_context():
        to, today = await outbox_of(house).address_of(PersonId(who.id)), house.env.now().date()
        day = today + timedelta(days=days)
        zone = str(more.pop("zone", ZONE))
        given: Mapping[str, Any] = more
        id = bytes([len(await entries(house, who)) + 1]) * 16
        due = instant(zone, day, minute)
        one = Reminder(id, kind, to, due, day, zone, minute, about=b"\7" * 16, **given)
        await store_of(house).reminders.put(one)
    return one


async def entries(house: House, who: Person) -> dict[bytes, Reminder]:
    return {e.id: e for e in await store_of(house).reminders.of(PersonId(who.id))}


async def sees_the_list(who: Person) -> str:
    await who.runs("/reminder", where=who.dm)
    return who.page.text


async def opens_one(who: Person, what: str) -> None:
    await sees_the_list(who)
    await who.chooses(ONE, what)


async def goes_to(who: Person, place: str) -> None:
    await who.runs("/reminder", where=who.dm, place=place)
    await who.presses(YES)


async def test_the_list_has_everything_the_soonest_first(ada: Person, house: House) -> None:
    await sets_up(ada)
    await comes(house, ada, ReminderKind.AGAIN, 20)
    await comes(house, ada, ReminderKind.BEFORE, 3)
    await comes(house, ada, ReminderKind.LINE, 10)
    text = await sees_the_list(ada)
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert lines == [
        "- Thursday, January 1, 2026, 9:00 AM: the regular one",
        "- Sunday, January 4, 2026, 11:00 AM: before a talk",
        "- Sunday, January 11, 2026, 11:00 AM: a line you kept",
        "- Wednesday, January 21, 2026, 11:00 AM: a check to look at again",
    ]
    assert "Every day at 9:00 AM, Berlin time." in text


async def test_nothing_is_called_off_while_something_is_on(ada: Person, house: House) -> None:
    await agree(ada)
    await comes(house, ada, ReminderKind.AFTER, 5)
    text = await sees_the_list(ada)
    assert "No regular reminder. Once:" in text
    assert "Tuesday, January 6, 2026, 11:00 AM: after a talk" in text
    assert "off" not in text
    assert "Nothing comes" not in text


async def test_with_the_regular_ones_stopped_what_was_asked_for_once_is_not_called_off(
    ada: Person, house: House
) -> None:
    await sets_up(ada)
    await comes(house, ada, ReminderKind.AFTER, 5)
    await sees_the_list(ada)
    await ada.presses("Stop these")
    assert say("reminder_page.others_come") in ada.page.text
    await ada.presses("Reminders")
    assert "January 6, 2026, 11:00 AM: after a talk" in ada.page.text


async def test_a_pause_does_not_say_that_nothing_comes(ada: Person, house: House) -> None:
    await sets_up(ada)
    await comes(house, ada, ReminderKind.AFTER, 5)
    await ada.presses("Pause")
    await ada.presses("Until I say so")
    assert "Paused until you say so." in ada.page.text
    assert "the regular one" not in ada.page.text
    assert "after a talk" in ada.page.text


async def test_choosing_one_changes_nothing_about_it(ada: Person, house: House) -> None:
    await agree(ada)
    one = await comes(house, ada, ReminderKind.LINE, 5)
    await opens_one(ada, "A line you kept")
    assert "Tuesday, January 6, 2026, 11:00 AM, Berlin time." in ada.page.text
    assert await entries(house, ada) == {one.id: one}


async def test_the_menu_of_an_older_page_takes_nothing_out(ada: Person, house: House) -> None:
    await agree(ada)
    one = await comes(house, ada, ReminderKind.LINE, 5)
    await Forger(house, ada).send([Forgery("reminder//takeout/", values=[one.id.hex()])])
    assert await entries(house, ada) == {one.id: one}
    assert "A line you kept" in ada.page.text


async def test_one_is_taken_out_and_the_others_stay(ada: Person, house: House) -> None:
    await agree(ada)
    await comes(house, ada, ReminderKind.LINE, 5)
    await comes(house, ada, ReminderKind.AGAIN, 6)
    await opens_one(ada, "A line you kept")
    old = ada.page
    await ada.presses(OUT)
    assert say("reminder_page.taken_out") in ada.page.text
    assert [e.kind for e in (await entries(house, ada)).values()] == [ReminderKind.AGAIN]
    out = str(old.button(OUT)["custom_id"])
    [answer] = await Forger(house, ada).send([Forgery(out)])
    assert say("reminder_page.gone_one") in answer.text


async def test_one_comes_at_another_time_once_they_said_that_it_is_right(
    ada: Person, house: House
) -> None:
    await agree(ada)
    one = await comes(house, ada, ReminderKind.LINE, 5)
    await opens_one(ada, "A line you kept")
    await ada.presses(CHANGE)
    assert (ada.form[DAY], ada.form[TIME]) == ("January 6, 2026", "11:00 AM")
    await ada.writes({DAY: "Friday next week", TIME: "5"})
    await ada.presses(say("reminder_page.change_it"))
    assert (ada.form[DAY], ada.form[TIME]) == ("January 9, 2026", "5:00 PM")
    await ada.writes({TIME: "3"})
    assert "Friday, January 9, 2026, 3:00 PM, Berlin time." in ada.page.text
    assert await entries(house, ada) == {one.id: one}
    await ada.presses(YES)
    assert "January 9, 2026, 3:00 PM: a line you kept" in ada.page.text
    due = instant(ZONE, one.day + timedelta(days=3), 15 * 60)
    assert await entries(house, ada) == {one.id: retimed(one, due)}


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("some day", "3 pm", "bad_day"),
        ("Friday", "lunch", "bad_time"),
        ("in 2 years", "3 pm", "day_far"),
        ("yesterday", "3 pm", "day_past"),
        ("Friday", "11 pm", "quiet_time"),
        ("Friday", "7 am", "quiet_time"),
        ("January 4", "6:30 pm", "not_before"),
        ("January 5", "9 am", "not_before"),
    ],
)
async def test_a_time_at_which_it_can_not_come_is_said_and_asked_again(
    ada: Person, house: House, day: str, time: str, said: str
) -> None:
    await agree(ada)
    talk = instant(ZONE, (house.env.now() + timedelta(days=3)).date(), 18 * 60 + 30)
    one = await comes(house, ada, ReminderKind.BEFORE, 3, 17 * 60 + 30, talk=talk)
    await opens_one(ada, "Before a talk")
    assert "The talk: Sunday, January 4, 2026, 6:30 PM" in ada.page.text
    await ada.presses(CHANGE)
    await ada.writes({DAY: day, TIME: time, SOUND: LIBRARY.reminders.silent})
    assert say(f"reminder_page.{said}") in ada.page.text
    await ada.presses("Try again")
    assert (ada.form[DAY], ada.form[TIME]) == (day, time)
    assert ada.form[SOUND] == [LIBRARY.reminders.silent]
    await ada.writes({DAY: "January 4", TIME: "noon"})
    await ada.presses(YES)
    assert (await entries(house, ada))[one.id].due == instant(ZONE, one.day, 12 * 60)


async def test_after_a_talk_is_never_before_it(ada: Person, house: House) -> None:
    await agree(ada)
    talk = instant(ZONE, (house.env.now() + timedelta(days=3)).date(), 18 * 60 + 30)
    await comes(house, ada, ReminderKind.AFTER, 4, talk=talk)
    await opens_one(ada, "After a talk")
    await ada.presses(CHANGE)
    await ada.writes({DAY: "January 4", TIME: "noon"})
    assert say("reminder_page.not_after") in ada.page.text


async def test_yes_that_comes_too_late_sets_nothing(ada: Person, house: House) -> None:
    await agree(ada)
    one = await comes(house, ada, ReminderKind.LINE, 5)
    await opens_one(ada, "A line you kept")
    await ada.presses(CHANGE)
    await ada.writes({DAY: "tomorrow", TIME: "3 pm"})
    await house.passes(3 * 24 * AN_HOUR)
    await ada.presses(YES)
    assert say("reminder_page.past") in ada.page.text
    assert await entries(house, ada) == {one.id: one}


@pytest.mark.parametrize("detail", ["999999.1500.", "1.2", "739260.99999.", "739260.60.x", ""])
async def test_a_time_that_no_page_offered_is_not_taken(
    ada: Person, house: House, detail: str
) -> None:
    await agree(ada)
    one = await comes(house, ada, ReminderKind.LINE, 5)
    await Forger(house, ada).send([Forgery(str(Press("reminder", one.id, "moved", detail)))])
    assert await entries(house, ada) == {one.id: one}


@pytest.mark.parametrize(
    ("label", "then"),
    [
        ("An hour later", "Tuesday, January 6, 2026, 12:00 PM"),
        ("That evening", "Tuesday, January 6, 2026, 6:30 PM"),
        ("A day later", "Wednesday, January 7, 2026, 11:00 AM"),
        ("A week later", "Tuesday, January 13, 2026, 11:00 AM"),
    ],
)
async def test_one_that_is_to_come_is_put_off_and_a_restart_changes_nothing(
    ada: Person, house: House, label: str, then: str
) -> None:
    await agree(ada)
    await comes(house, ada, ReminderKind.LINE, 5)
    await opens_one(ada, "A line you kept")
    await ada.presses(LATER)
    await ada.presses(label)
    assert f"{then}: a line you kept" in ada.page.text
    await house.restart()
    assert f"{then}: a line you kept" in await sees_the_list(ada)


async def test_put_off_twice_at_once_it_is_put_off_once(ada: Person, house: House) -> None:
    await agree(ada)
    await comes(house, ada, ReminderKind.LINE, 5)
    await opens_one(ada, "A line you kept")
    await ada.presses(LATER)
    later = Forgery(str(ada.page.button("A week later")["custom_id"]))
    await Forger(house, ada).send([later, later])
    assert "January 13, 2026, 11:00 AM: a line you kept" in await sees_the_list(ada)


async def test_before_a_talk_it_is_put_off_as_long_as_the_talk_is_to_come(
    ada: Person, house: House
) -> None:
    await agree(ada)
    talk = instant(ZONE, (house.env.now() + timedelta(days=3)).date(), 18 * 60 + 30)
    await comes(house, ada, ReminderKind.BEFORE, 3, 16 * 60, talk=talk)
    await opens_one(ada, "Before a talk")
    await ada.presses(LATER)
    assert ada.page.has("An hour later")
    assert not ada.page.has("That evening")
    assert not ada.page.has("A day later")


async def test_where_no_later_is_possible_none_is_offered(ada: Person, house: House) -> None:
    await agree(ada)
    talk = instant(ZONE, (house.env.now() + timedelta(days=3)).date(), 18 * 60 + 30)
    one = await comes(house, ada, ReminderKind.BEFORE, 3, 17 * 60 + 30, talk=talk)
    await opens_one(ada, "Before a talk")
    assert not ada.page.has(LATER)
    assert ada.page.has(CHANGE)
    assert ada.page.has(OUT)
    # From a page of before.
    [answer] = await Forger(house, ada).send([Forgery(str(Press("reminder", one.id, "shift")))])
    assert say("reminder_page.no_shift") in answer.text
    await ada.presses(OUT)
    assert not await entries(house, ada)


async def test_a_sound_that_comes_back_empty_means_what_stood_chosen(
    ada: Person, house: House
) -> None:
    await agree(ada)
    one = await comes(house, ada, ReminderKind.LINE, 5, silent=True)
    await opens_one(ada, "A line you kept")
    await ada.presses(CHANGE)
    await ada.writes({TIME: "5 pm", SOUND: []})
    await ada.presses("Change it")
    await ada.writes({SOUND: []})
    assert "5:00 PM, Berlin time. Silently." in ada.page.text
    await ada.presses(YES)
    assert (await entries(house, ada))[one.id].silent


async def test_the_next_regular_one_is_put_off_and_the_others_come_as_ever(
    ada: Person, house: House
) -> None:
    await sets_up(ada)
    await ada.presses(LATER)
    await ada.presses("A day later")
    assert "The next one: Friday, January 2, 2026, 9:00 AM" in ada.page.text
    before = len(ada.inbox)
    await waits_a_day(house)
    assert len(ada.inbox) == before
    await waits_for_it(ada, house)
    assert "The next one: Saturday, January 3, 2026, 9:00 AM" in await sees_the_list(ada)


async def test_what_comes_once_has_no_button_for_days_and_for_all_of_them(
    ada: Person, house: House
) -> None:
    await agree(ada)
    await comes(house, ada, ReminderKind.LINE, 1)
    await house.passes(36 * AN_HOUR)
    assert ada.page.buttons == ["Open", "Later", "Leave it"]
    await ada.presses("Leave it")
    assert say("reminder_page.stopped_one") in ada.page.text
    assert not await entries(house, ada)


async def test_many_are_read_page_by_page(ada: Person, house: House) -> None:
    await agree(ada)
    for n in range(31):
        await comes(house, ada, ReminderKind.LINE, n + 1)
    text, seen = await sees_the_list(ada), 0
    while True:
        seen += text.count("a line you kept")
        assert len(ada.page.menu(ONE)["options"]) == text.count("a line you kept")
        if not ada.page.has(say("card_page.next")):
            break
        await ada.presses(say("card_page.next"))
        text = ada.page.text
    assert seen == 31


async def test_of_several_places_each_line_says_its_own(ada: Person, house: House) -> None:
    await sets_up(ada)
    await comes(house, ada, ReminderKind.LINE, 5, zone=UTC_ZONE)
    assert "January 6, 2026, 11:00 AM, UTC time: a line you kept" in await sees_the_list(ada)


async def test_a_place_that_was_said_for_a_talk_is_not_asked_again(
    ada: Person, house: House
) -> None:
    await agree(ada)
    await comes(house, ada, ReminderKind.BEFORE, 3)
    await sees_the_list(ada)
    await ada.presses("Set one up")
    assert all(field.label != CITY for field in ada.form.fields)
    await ada.writes({"What time of day?": "Morning, 9:00 AM"})
    assert "Reminders are on: Every day at 9:00 AM, Berlin time." in ada.page.text


async def test_a_move_takes_what_comes_once_along_by_the_clock_there(
    ada: Person, house: House
) -> None:
    await agree(ada)
    await comes(house, ada, ReminderKind.LINE, 5)
    talk = instant(ZONE, (house.env.now() + timedelta(days=3)).date(), 18 * 60 + 30)
    await comes(house, ada, ReminderKind.BEFORE, 3, 17 * 60 + 30, talk=talk)
    await sees_the_list(ada)
    await ada.presses(say("reminder_page.move"))
    await ada.writes({CITY: "Tokyo"})
    await ada.presses(YES)
    # Half past five in Berlin is half past one at night there: it comes before the quiet hours.
    assert "Sunday, January 4, 2026, 9:00 PM: before a talk" in ada.page.text
    assert "Tuesday, January 6, 2026, 11:00 AM: a line you kept" in ada.page.text


async def test_nobody_changes_or_reads_somebody_elses(
    ada: Person, ben: Person, house: House
) -> None:
    await agree(ada)
    await agree(ben)
    one = await comes(house, ada, ReminderKind.LINE, 5)
    steps = ("one", "change", "shift", "drop", "moved", f"shifted/1h.{29_000_000}")
    for step in steps:
        at, _, detail = step.partition("/")
        [answer] = await Forger(house, ben).send(
            [Forgery(f"reminder/{key_of(one.id)}/{at}/{detail}")]
        )
        assert "a line you kept" not in answer.text
    assert await entries(house, ada) == {one.id: one}


async def test_one_that_was_said_already_is_not_to_come(ada: Person, house: House) -> None:
    await asks(house, ada)
    one = await comes(house, ada, ReminderKind.LINE, 1)
    await store_of(house).reminders.put(replace(one, told=True))
    await agree(ada)
    assert "a line you kept" not in await sees_the_list(ada)
