"""What was let go of is gone, with all that hung on it, and no old page brings it back."""

import pytest

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.test_afterwards import has_a_card, plans
from tests.journeys.walks import LIBRARY, agree

pytestmark = pytest.mark.long

say = LIBRARY.say
TWO_DAYS = 48 * 60 * 60
TWENTY = "All 20 questions"


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
