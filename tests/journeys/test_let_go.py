"""What was let go of is gone, with all that hung on it, and no old page brings it back."""

from datetime import date

import pytest

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.test_afterwards import has_a_card, plans
from tests.journeys.walks import LIBRARY, agree, begin

pytestmark = pytest.mark.long

say = LIBRARY.say
TWO_DAYS = 48 * 60 * 60
TWENTY = "All 20 questions"
SHORT = "The short one: 8 questions"


async def lets_go_of(who: Person, name: str) -> None:
    await who.runs("/my-words", where=who.dm)
    await who.chooses("Open one of these", name)
    await who.presses("Tag, save or delete this")
    await who.presses("Delete this one")
    await who.presses("Yes, delete it")


async def test_how_a_talk_went_goes_with_its_talk(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("How did it go?")
    await ada.chooses("Better than I feared")
    await ada.presses("Write a line")
    await ada.writes({"One line is enough": ada.sentence()})
    await lets_go_of(ada, "About Lena")
    await ada.runs("/my-words", where=ada.dm)
    assert not ada.page.has("Open one of these")


async def test_what_was_to_come_about_a_talk_goes_with_it(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await plans(ada)
    await lets_go_of(ada, "About Lena")
    await ada.runs("/reminder", where=ada.dm)
    assert say("reminder_page.once") not in ada.page.text
    before = len(ada.inbox)
    await house.passes(TWO_DAYS)
    assert len(ada.inbox) == before


async def test_the_page_it_was_begun_from_does_not_begin_it_again(
    ada: Person, house: House
) -> None:
    await agree(ada)
    begins = str(ada.page.button(TWENTY)["custom_id"])
    await ada.presses(TWENTY)
    await ada.runs("/my-words", where=ada.dm)
    await lets_go_of(ada, ada.page.menus["Open one of these"][0])
    [answer] = await Forger(house, ada).send([Forgery(begins)])
    assert say("error.old_button") in answer.text
    await ada.runs("/my-words", where=ada.dm)
    assert not ada.page.has("Open one of these")


NAMED = "my sister Lena Canary"


async def has_one_open(who: Person) -> None:
    """The short one, with a name in it."""
    await begin(who, SHORT)
    for _ in range(20):
        if "Who do I need to communicate this to?" in who.page.text:
            break
        await who.presses("Skip this question")
    await who.writes({"A name, nickname or initials": NAMED})


async def test_coming_back_says_which_one_it_is_and_so_does_deleting_it(
    ada: Person, house: House
) -> None:
    await has_one_open(ada)
    began = LIBRARY.dates.day(date(2026, 1, 1))
    await house.passes(70 * 24 * 60 * 60)
    await ada.runs("/prepare", where=ada.dm)
    for _ in "12":
        assert f"About {NAMED}" in ada.page.text
        assert f"{SHORT}, begun on {began}" in ada.page.text
        if ada.page.has("Delete this one"):
            await ada.presses("Delete this one")
    assert say("delete.ask_one") in ada.page.text


async def test_of_one_with_nothing_in_it_that_is_said(ada: Person) -> None:
    await begin(ada, SHORT)
    await ada.runs("/prepare", where=ada.dm)
    assert say("resume.nothing") in ada.page.text


async def test_deleting_a_takeaway_shows_which(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("More")
    await ada.presses("Write a takeaway")
    line = ada.sentence()
    await ada.writes({"Your takeaway": line})
    await ada.presses("My takeaways")
    await ada.chooses("Open one of these", line)
    await ada.presses("Delete this one")
    assert line in ada.page.text
    assert say("delete.ask_one") in ada.page.text


async def test_clearing_an_answer_says_of_which_question(ada: Person) -> None:
    await begin(ada)
    await ada.writes({"In your own words": ada.sentence()})
    await ada.presses("Back")
    await ada.presses(say("retire_page.clear"))
    assert "What am I feeling in my body?" in ada.page.text
    assert say("retire_page.ask_clear") in ada.page.text


async def test_where_others_might_look_the_name_is_left_out(ada: Person) -> None:
    await has_one_open(ada)
    ada.dms_closed()
    await ada.runs("/prepare")
    await ada.presses("Carry on here")
    assert f"{SHORT}, begun on" in ada.whisper.text
    await ada.presses("Delete this one")
    assert f"{SHORT}, begun on" in ada.whisper.text
    assert say("delete.ask_one") in ada.whisper.text
    assert NAMED not in str(ada.whisper)
