"""How many taps a thing takes, counted as somebody would count them, and what it may take.

A tap is: a button, a menu that is opened, an option that is chosen, a form that is sent. Writing is
none, and neither is a command. `make presses` prints them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from tests.actors import House, Person
from tests.journeys import closeness_walks
from tests.journeys.walks import LIBRARY, agree

say = LIBRARY.say
CHECKIN = LIBRARY.checkin
CLOSENESS = LIBRARY.closeness.script
HOW_STRONG, WORD = CHECKIN.field("intensity"), CHECKIN.field("feelings")
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
    first = {f.label: f.choices[0].label for f in CHECKIN.fields if f.choices}
    with takes(ada, 8, "a check-in with something in each of its five parts"):
        await ada.presses(first[HOW_STRONG.label])
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
            said = closeness_walks.said(item, item.directions[0], "Lena")
            await closeness_walks.reach(ada, said)
            for direction in item.directions:
                assert closeness_walks.said(item, direction, "Lena") in ada.page.text
                await ada.presses(mostly)
        await closeness_walks.reach(ada, CLOSENESS.results.title)
