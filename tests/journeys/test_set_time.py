"""The day and time of a talk: taken from what was written, and the same wherever they stand."""

import pytest

from bot.person import PersonId
from bot.schedule.reminder import ReminderKind
from bot.schedule.timing import instant
from tests.actors import House, Person
from tests.journeys.test_afterwards import (
    CHANGE,
    DAY,
    PLACE,
    TIME,
    YES,
    has_a_card,
    say,
    waits_for_it,
)
from tests.journeys.test_coming import comes, entries, goes_to, opens_one
from tests.journeys.test_nudges import ZONE, store_of
from tests.journeys.walks import SCRIPT

pytestmark = pytest.mark.long

WHEN = SCRIPT.question("when")
# How the card is left for an answer, and come back to.
LOOK, TO_CARD = say("page.look_over"), say("card_page.to_card")
CHOICE, WORDS = (field.label for field in WHEN.fields[:2])
SUNDAY = "Sunday, January 4, 2026, 3:00 PM"


async def writes_when(who: Person, words: str, choice: str = "Choose a day and time") -> None:
    await opens_when(who)
    await who.writes({WORDS: words, CHOICE: choice})
    if not who.page.has("Remind me"):
        await who.presses(say("page.look_over"))
        await who.presses(say("review.finish"))


async def has_written_when(
    who: Person, house: House, words: str, choice: str = "Choose a day and time"
) -> None:
    """A card with that on it, of somebody who is known to be in Berlin."""
    await has_a_card(who)
    await is_known_to_be_in_berlin(who, house)
    await writes_when(who, words, choice)


async def opens_when(who: Person) -> None:
    """The form of the question when it will be, from the card."""
    await who.presses(LOOK)
    [menu] = who.page.menus
    line = next(line for line in who.page.menus[menu] if WHEN.original[:20] in line)
    await who.chooses(menu, line)
    if not who.is_writing:
        await who.presses(str(who.page.main_button))


async def is_known_to_be_in_berlin(who: Person, house: House) -> None:
    await comes(house, who, ReminderKind.LINE, 300)


async def plans_for(who: Person, day: str, time: str) -> None:
    await who.presses("Remind me")
    if who.page.has(CHANGE) and not who.is_writing:
        await who.presses(CHANGE)
    await who.writes({DAY: day, TIME: time})
    await who.presses(YES)
    await who.presses(TO_CARD)


async def test_two_presses_where_the_day_and_time_are_on_the_card(
    ada: Person, house: House
) -> None:
    await has_written_when(ada, house, "Sunday, 3 pm")
    before = ada.taps
    await ada.presses("Remind me")
    assert f"The talk: {SUNDAY}, Berlin time. Your device says <t:1767535200:F>." in ada.page.text
    assert len(await entries(house, ada)) == 1, "nothing is on before they say so"
    await ada.presses(YES)
    assert ada.taps - before == 2
    assert "A reminder before: Sunday, January 4, 2026, 2:00 PM" in ada.page.text
    kinds = {e.kind for e in await store_of(house).reminders.of(PersonId(ada.id))}
    assert kinds == {ReminderKind.BEFORE, ReminderKind.AFTER, ReminderKind.LINE}


@pytest.mark.parametrize(
    ("words", "choice", "talk"),
    [
        ("Sunday at 3", "Choose a day and time", SUNDAY),
        ("4 January, half past six", "Choose a day and time", "Sunday, January 4, 2026, 6:30 PM"),
        ("half past six", "Tomorrow", "Friday, January 2, 2026, 6:30 PM"),
        ("8 pm", "Later today", "Thursday, January 1, 2026, 8:00 PM"),
    ],
)
async def test_it_is_read_as_it_was_written_or_chosen(
    ada: Person, house: House, words: str, choice: str, talk: str
) -> None:
    await has_written_when(ada, house, words, choice)
    await ada.presses("Remind me")
    assert f"The talk: {talk}, Berlin time." in ada.page.text
    assert ada.page.main_button == YES


@pytest.mark.parametrize(
    ("words", "choice", "day"),
    [
        ("When she is back", "Choose a day and time", ""),
        ("Sunday, after dinner", "Choose a day and time", "January 4, 2026"),
        ("Sunday evening", "Choose a day and time", "January 4, 2026"),
        ("Next Sunday, by phone, after lunch", "Choose a day and time", "January 4, 2026"),
        ("Sunday, or Monday, at 3", "Choose a day and time", ""),
        ("after dinner", "Tomorrow", "January 2, 2026"),
        ("yesterday, 3 pm", "Choose a day and time", ""),
    ],
)
async def test_what_can_not_be_read_is_said_again_and_nothing_that_would_be_refused_is_filled_in(
    ada: Person, house: House, words: str, choice: str, day: str
) -> None:
    await has_written_when(ada, house, words, choice)
    await ada.presses("Remind me")
    assert f"You wrote: {words}" in ada.page.text
    await ada.presses("Set a time")
    assert (ada.form[DAY], ada.form[TIME]) == (day, "")
    await ada.writes({TIME: "3"} if day else {DAY: "Sunday", TIME: "3"})
    assert say("plan_page.bad_day") not in ada.page.text
    assert "3:00 PM, Berlin time." in ada.page.text


@pytest.mark.parametrize(
    ("words", "choice"),
    [("tomorrow, 3 pm", "Choose a day and time"), ("3 pm", "Tomorrow"), ("today, 3 pm", "")],
)
async def test_a_day_that_is_over_by_now_is_not_filled_in(
    ada: Person, house: House, words: str, choice: str
) -> None:
    await has_written_when(ada, house, words, choice or "Choose a day and time")
    card = ada.page
    await house.passes((14 if words.startswith("today") else 72) * 3600)
    await ada.presses("Remind me", on=card)
    assert say("plan_page.over") in ada.page.text
    await ada.presses("Set a time")
    assert (ada.form[DAY], ada.form[TIME]) == ("", "3:00 PM")
    await ada.writes({DAY: "tomorrow"})
    assert "That is tomorrow." in ada.page.text


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("today, 8 pm", "That is today."),
        ("tomorrow, 8 pm", "That is tomorrow."),
        ("Sunday, 8 pm", ""),
    ],
)
async def test_how_near_the_day_is_is_said_before_anything_is_on(
    ada: Person, house: House, words: str, near: str
) -> None:
    await has_written_when(ada, house, words)
    await ada.presses("Remind me")
    said = [s for s in ("That is today.", "That is tomorrow.") if s in ada.page.text]
    assert said == [near] * bool(near)


@pytest.mark.parametrize("change", [False, True])
async def test_a_radio_that_comes_back_empty_means_what_stood_chosen_in_it(
    ada: Person, house: House, *, change: bool
) -> None:
    await has_written_when(ada, house, "When she is back")
    await ada.presses("Remind me")
    await ada.presses("Set a time")
    before, after = say("plan_page.before"), say("plan_page.after")
    both, none = ("A reminder before: ", "A reminder afterwards: "), "none"
    if change:
        no = say("plan_page.after_none")
        evening = say("plan_page.before_evening")
        await ada.writes({DAY: "Sunday", TIME: "3 pm", before: evening, after: no})
        assert f"{both[1]}{none}" in ada.page.text
        await ada.presses("Change it")
    await ada.writes({DAY: "Sunday", TIME: "3 pm", before: [], after: []})
    assert all(line in ada.page.text for line in both)
    assert (f"{both[1]}{none}" in ada.page.text) is change
    assert f"{both[0]}{none}" not in ada.page.text
    day = "Saturday, January 3" if change else "Sunday, January 4"
    assert f"{both[0]}{day}" in ada.page.text


async def test_what_does_not_come_is_said_before_anything_is_on(ada: Person, house: House) -> None:
    await has_written_when(ada, house, "When she is back")
    await ada.presses("Remind me")
    await ada.presses("Set a time")
    no = {say("plan_page.before"): "No", say("plan_page.after"): "No"}
    await ada.writes({DAY: "Sunday", TIME: "3 pm", **no})
    for key in ("no_nudge", "no_note", "neither"):
        assert say(f"plan_page.{key}") in ada.page.text


async def test_where_no_place_is_known_that_is_all_there_is_to_fill_in(ada: Person) -> None:
    await has_a_card(ada)
    await writes_when(ada, "Sunday, 3 pm")
    await ada.presses("Remind me")
    assert (ada.form[DAY], ada.form[TIME]) == ("January 4, 2026", "3:00 PM")
    await ada.writes({PLACE: "Berlin"})
    assert f"The talk: {SUNDAY}, Berlin time." in ada.page.text
    assert ada.page.has(YES)


async def test_tomorrow_is_the_day_after_it_was_written(ada: Person, house: House) -> None:
    await has_written_when(ada, house, "3 pm", "Tomorrow")
    card = ada.page
    await house.passes(12 * 3600 + 60)
    await ada.presses("Remind me", on=card)
    assert "The talk: Friday, January 2, 2026, 3:00 PM, Berlin time." in ada.page.text


async def test_the_card_says_the_time_that_was_set_and_no_other(ada: Person, house: House) -> None:
    await has_written_when(ada, house, "Sunday, 3 pm")
    await plans_for(ada, "Sunday", "18:30")
    half_past_six = "Sunday, January 4, 2026, 6:30 PM"
    assert half_past_six in ada.page.text
    assert "3 pm" not in ada.page.text
    await ada.presses(say("card_page.more"))
    await ada.presses(say("card_page.save_md"))
    [file] = [content.decode() for name, content in ada.files.items() if name.endswith(".md")]
    assert half_past_six in file
    assert "3 pm" not in file
    await ada.presses("Open", on=await waits_for_it(ada, house))
    assert half_past_six in ada.page.text
    assert "3 pm" not in ada.page.text
    await ada.presses("How did it go?")
    assert half_past_six in ada.page.text
    assert "3 pm" not in ada.page.text


async def test_whoever_reads_24_hours_reads_them_of_a_talk_as_well(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await is_known_to_be_in_berlin(ada, house)
    await ada.runs("/page", where=ada.dm)
    await ada.presses("Settings")
    await ada.presses(say("look_page.title"))
    await ada.presses(say("look_page.clock_24"))
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses("About Lena")
    await plans_for(ada, "Sunday", "6.30 pm")
    await ada.presses("Remind me")
    assert "The talk: Sunday, January 4, 2026, 18:30" in ada.page.text
    assert "A reminder before: Sunday, January 4, 2026, 17:30" in ada.page.text
    await ada.presses("Change the time")
    assert ada.form[TIME] == "18:30"
    await ada.presses("Open", on=await waits_for_it(ada, house))
    assert "Sunday, January 4, 2026, 18:30" in ada.page.text
    await ada.presses("How did it go?")
    assert "Sunday, January 4, 2026, 18:30" in ada.page.text


async def test_what_was_written_is_still_there(ada: Person, house: House) -> None:
    await has_written_when(ada, house, "Sunday, 3 pm")
    await plans_for(ada, "Sunday", "18:30")
    await opens_when(ada)
    assert ada.form[WORDS] == "Sunday, 3 pm"


async def test_what_is_written_later_counts_and_the_reminder_says_so(
    ada: Person, house: House
) -> None:
    await has_written_when(ada, house, "Sunday, 3 pm")
    await plans_for(ada, "Sunday", "18:30")
    await writes_when(ada, "Monday, 5 pm")
    half_past_six = "Sunday, January 4, 2026, 6:30 PM"
    assert say("plan_page.still_set", when=half_past_six) in ada.page.text
    assert "Monday, 5 pm" in ada.page.text
    card = ada.page
    await ada.presses("Remind me")
    assert say("plan_page.since") in ada.page.text
    await ada.presses("Open", on=await waits_for_it(ada, house))
    assert say("plan_page.since") in ada.page.text
    await ada.presses("Remind me", on=card)
    await ada.presses("Change the time")
    await ada.writes({DAY: "Monday", TIME: "5 pm"})
    await ada.presses(YES)
    assert say("plan_page.since") not in ada.sees[-1].text
    await ada.presses(TO_CARD, on=ada.sees[-1])
    assert "Monday, January 5, 2026, 5:00 PM" in ada.sees[-1].text


async def test_taken_back_the_card_is_as_it_was_written(ada: Person, house: House) -> None:
    await has_written_when(ada, house, "Sunday, 3 pm")
    await plans_for(ada, "Sunday", "18:30")
    await ada.presses("Remind me")
    await ada.presses("Take it back")
    await ada.presses(TO_CARD)
    assert "Sunday, 3 pm" in ada.page.text
    assert "6:30 PM" not in ada.page.text


async def test_what_is_set_opens_as_it_was_set(ada: Person, house: House) -> None:
    await has_written_when(ada, house, "When she is back")
    await ada.presses("Remind me")
    await ada.presses("Set a time")
    before, after = say("plan_page.before"), say("plan_page.after")
    evening, none = say("plan_page.before_evening"), say("plan_page.after_none")
    await ada.writes({DAY: "Sunday", TIME: "3", before: evening, after: none})
    await ada.presses(YES)
    await ada.presses("Change the time")
    assert (ada.form[DAY], ada.form[TIME]) == ("January 4, 2026", "3:00 PM")
    assert (ada.form[before], ada.form[after]) == ([evening], [none])


async def test_suggestions_off_the_card_says_no_time_of_a_talk(ada: Person, house: House) -> None:
    await has_written_when(ada, house, "Sunday, 3 pm")
    await plans_for(ada, "Sunday", "18:30")
    await ada.presses("How did it go?")
    await ada.chooses("They didn't take it well")
    await ada.presses("Carry on, one at a time")
    await ada.presses("Skip this question")
    await ada.presses("Yes")
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses("About Lena")
    assert "6:30 PM" not in ada.page.text
    assert all(e.kind is ReminderKind.LINE for e in (await entries(house, ada)).values())


async def test_a_talk_at_three_is_in_the_afternoon(ada: Person, house: House) -> None:
    await has_written_when(ada, house, "When she is back")
    await ada.presses("Remind me")
    await ada.presses("Set a time")
    await ada.writes({DAY: "Sunday", TIME: "3"})
    assert f"The talk: {SUNDAY}, Berlin time." in ada.page.text
    await ada.presses(YES)
    talks = {e.talk for e in (await entries(house, ada)).values() if e.talk}
    assert talks == {instant(ZONE, next(iter(talks)).date(), 15 * 60)}


async def looks_at_it(who: Person) -> None:
    """Opened, looked over, and its card again: nothing is written."""
    await who.runs("/my-words", where=who.dm)
    await who.chooses("About Lena")
    await who.presses(LOOK)
    await who.presses(TO_CARD)


async def test_tomorrow_is_the_day_after_it_was_written_however_often_it_is_looked_at(
    ada: Person, house: House
) -> None:
    await has_written_when(ada, house, "3 pm", "Tomorrow")
    await house.passes(23.5 * 3600)
    await looks_at_it(ada)
    await ada.presses("Remind me")
    assert "Friday, January 2, 2026, 3:00 PM" in ada.page.text


async def test_nor_does_another_answer_of_a_later_day_move_it(ada: Person, house: House) -> None:
    await has_written_when(ada, house, "3 pm", "Tomorrow")
    await house.passes(23.5 * 3600)
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses("About Lena")
    await ada.presses(LOOK)
    [menu] = ada.page.menus
    await ada.chooses(menu, ada.page.menus[menu][0])
    await ada.presses("Clear this answer")
    await ada.presses("Yes, clear it")
    await ada.presses(TO_CARD, on=ada.page)
    assert "Made on January 2, 2026" in ada.page.text
    await ada.presses("Remind me")
    assert "Friday, January 2, 2026, 3:00 PM" in ada.page.text


async def test_whoever_is_elsewhere_by_now_reads_when_the_talk_is_by_both_clocks(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await is_known_to_be_in_berlin(ada, house)
    await plans_for(ada, "Sunday", "18:30")
    await goes_to(ada, "Tokyo, Japan")
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses("About Lena")
    as_set, there = "Sunday, January 4, 2026, 6:30 PM", "Monday, January 5, 2026, 2:30 AM"
    assert as_set in ada.page.text
    assert there not in ada.page.text
    await ada.presses("Remind me")
    assert f"The talk: {as_set}, as you set it." in ada.page.text
    assert f"Where you are now that is {there}, Tokyo time." in ada.page.text
    assert "A reminder before: Sunday, January 4, 2026, 9:00 PM, Tokyo time" in ada.page.text
    await opens_one(ada, "Before a talk")
    assert f"The talk: {there}, Tokyo time" in ada.page.text
    await goes_to(ada, "Berlin, Germany")
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses("About Lena")
    await ada.presses("Remind me")
    assert f"The talk: {as_set}\n" in f"{ada.page.text}\n"
    assert "Tokyo" not in ada.page.text
