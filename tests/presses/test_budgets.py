"""How many taps a thing takes, counted as somebody would count them, and what it may take.

A tap is: a button, a menu that is opened, an option that is chosen, a form that is sent. Writing is
none, and neither is a command. `make presses` prints them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from tests.actors import House, Person
from tests.actors.page import Field, Form
from tests.journeys import closeness_walks
from tests.journeys.test_set_time import has_written_when
from tests.journeys.walks import LIBRARY, SCRIPT, agree, begin

say = LIBRARY.say
CHECKIN = LIBRARY.checkin
CLOSENESS = LIBRARY.closeness.script
HOW_STRONG, WORD = CHECKIN.field("intensity"), CHECKIN.field("feelings")
SEVERAL, WRITE, MAKE_CARD = say("several.button"), say("page.write"), say("review.finish")
SHORT = "The short one: 8 questions"
CITY, TIME_OF_DAY = "City or country", "What time of day?"
A_DAY = timedelta(days=1).total_seconds()


@contextmanager
def takes(who: Person, most: int, task: str) -> Iterator[None]:
    """What is done meanwhile takes no more taps than that."""
    before = who.taps
    yield
    taps = who.taps - before
    print(f"\n{taps:4} of {most:2}  {task}", end="")  # noqa: T201 - what `make presses` is for
    assert taps <= most, f"{task}: {taps} taps"


async def checks_in(who: Person) -> None:
    await who.runs("/checkin", where=who.dm)
    await who.presses(HOW_STRONG.choices[1].label)
    assert say("finish.checkin") in who.page.text


@pytest.mark.parametrize("word", [HOW_STRONG.choices[1].label, CHECKIN.ready_words[0].label])
async def test_a_check_in_of_one_word(ada: Person, word: str) -> None:
    await agree(ada)
    await ada.runs("/checkin", where=ada.dm)
    with takes(ada, 2, f"a check-in of one word ({word}), kept"):
        await ada.presses(word)
        assert say("finish.checkin") in ada.page.text


async def test_a_check_in_with_everything_in_it(ada: Person) -> None:
    await agree(ada)
    await ada.runs("/checkin", where=ada.dm)
    with takes(ada, 8, "a check-in with something in each of its five parts"):
        await ada.presses(CHECKIN.ready_words[0].label)
        await ada.presses(CHECKIN.more)
        form = ada.form
        assert len(form.fields) == len(CHECKIN.fields)
        given: dict[str, str | list[str]] = {
            field.label: ada.sentence() if field.is_text else [field.options[0]]
            for field in form.fields
            if not field.value
        }
        await ada.writes(given)
    await ada.presses(CHECKIN.more)
    assert all(field.value for field in ada.form.fields)


async def test_the_picture_of_the_weeks(ada: Person, house: House) -> None:
    await agree(ada)
    for _ in range(8):
        await checks_in(ada)
        await house.passes(A_DAY)
    await ada.runs("/checkin", where=ada.dm)
    with takes(ada, 2, "the picture of the weeks"):
        await ada.presses(say("weeks_page.button"))
        await ada.presses(say("weeks_page.draw"))
        assert any(name.endswith(".png") for name in ada.files)


async def test_somebody_who_answers(ada: Person) -> None:
    await ada.runs("/page", where=ada.dm)
    with takes(ada, 2, "a number to call, where no country was chosen"):
        await ada.presses("Help now")
        assert "112" in ada.page.text


async def test_a_daily_reminder(ada: Person) -> None:
    await agree(ada)
    await ada.runs("/reminder", where=ada.dm)
    with takes(ada, 5, "a daily reminder, set up"):
        await ada.presses(say("reminder_page.begin"))
        await ada.writes({CITY: "Berlin", TIME_OF_DAY: "Morning, 9:00 AM"})
        await ada.presses(say("reminder_page.confirm_yes"))
        assert "Reminders are on" in ada.page.text


async def test_the_closeness_check(ada: Person) -> None:
    await closeness_walks.agree(ada)
    mostly = CLOSENESS.choices[2].label
    with takes(ada, 40, "the closeness check, in both directions"):
        await ada.presses("Begin")
        await ada.presses("No, it is private")
        await ada.writes({"label": "Lena", "kind": "A relative"})
        for item in CLOSENESS.in_order():
            for direction in item.directions:
                await closeness_walks.reach(ada, closeness_walks.said(item, direction, "Lena"))
                await ada.presses(mostly)
        assert "What you noticed about Lena" in ada.page.text


async def test_the_first_question_of_somebody_new(ada: Person) -> None:
    await ada.runs("/prepare")
    with takes(ada, 3, "the first question of somebody new, from a server"):
        # Their chat is opened by a button that Discord itself answers.
        assert ada.whisper.has(say("open_chat.button"))
        ada.taps += 1
        await ada.presses("How your words are kept")
        await ada.presses("All 20 questions")
        assert SCRIPT.questions[0].original in ada.page.text


async def answers_the_short_one(who: Person) -> None:
    """All eight, several in one form wherever that is offered, as far as the card."""
    for _ in range(30):
        if who.page.has(MAKE_CARD, exactly=True):
            break
        if who.page.has(SEVERAL, exactly=True):
            await who.presses(SEVERAL)
        elif who.page.has(WRITE, exactly=True):
            await who.presses(WRITE)
        else:
            way = next(w for w in ("Carry on", "Yes") if who.page.has(w, exactly=True))
            await who.presses(way)
            continue
        await who.writes(in_words(who.form))
    await who.presses(MAKE_CARD)


def in_words(form: Form) -> dict[str, str | list[str]]:
    """An answer to each question of a form, written where it can be written."""
    given: dict[str, tuple[Field, str]] = {}
    for field in form.fields:
        question = field.key.partition(".")[0] if "." in field.key else ""
        if question not in given or (field.is_text and not given[question][0].is_text):
            given[question] = field, "Sunday" if field.is_text else field.options[0]
    return {field.key: value for field, value in given.values()}


async def test_the_short_walkthrough(ada: Person) -> None:
    await begin(ada, SHORT)
    with takes(ada, 12, "the short walkthrough, all eight answered, to the card"):
        await answers_the_short_one(ada)


async def test_a_finished_card_again(ada: Person) -> None:
    await begin(ada, SHORT)
    await answers_the_short_one(ada)
    await ada.presses("Done")
    await ada.runs("/page", where=ada.dm)
    with takes(ada, 3, "a finished card again"):
        await ada.presses("My words")
        await ada.chooses(say("words.menu"), ada.page.menus[say("words.menu")][0])
        assert ada.page.has("Remind me")


async def test_a_reminder_of_a_talk(ada: Person, house: House) -> None:
    await has_written_when(ada, house, "Sunday, 3 pm")
    with takes(ada, 2, "a reminder of a talk, whose day and time are on its card"):
        await ada.presses("Remind me")
        await ada.presses(say("reminder_page.confirm_yes"))
        assert "A reminder before: Sunday, January 4, 2026, 2:00 PM" in ada.page.text
