"""A card ends nothing: what was begun stays open until somebody says that they are done with it."""

import pytest

from bot.forms.sitting import Sitting
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.test_afterwards import plans
from tests.journeys.test_emptied import sittings
from tests.journeys.test_mine import gives, saves
from tests.journeys.walks import LIBRARY, SCRIPT, agree, answers_all, begin, says_a_line, skips_to

pytestmark = pytest.mark.long

say = LIBRARY.say
OVER, FINISH, DONE, ON = (
    say(key) for key in ("page.look_over", "review.finish", "nav.done", "page.carry_on")
)
SHORT = "The short one: 8 questions"


async def is_open(who: Person) -> bool:
    """Whether home has something they began."""
    await who.runs("/page", where=who.dm)
    return who.page.has(say("home.going_menu"), exactly=True)


async def the_one(house: House, who: Person) -> Sitting:
    [sitting] = await sittings(house, who)
    return sitting


@pytest.mark.parametrize("length", [length.title for length in SCRIPT.lengths[:2]])
async def test_there_is_no_card_of_nothing(ada: Person, house: House, length: str) -> None:
    await begin(ada, length)
    await ada.presses("Skip this question")
    await ada.presses("Skip this question")
    await ada.presses(OVER)
    assert FINISH not in ada.page.buttons
    assert ada.page.main_button == ON
    over = str(ada.page.button(ON)["custom_id"])
    [answer] = await Forger(house, ada).send([Forgery(over.replace("on/", "finish/", 1))])
    assert say("review.nothing_yet") in answer.text
    await ada.presses(ON, on=ada.page)
    assert "(left open)" not in ada.page.text
    assert not (await the_one(house, ada)).made
    assert await is_open(ada)


async def test_where_all_was_skipped_carry_on_leads_to_what_was_skipped(ada: Person) -> None:
    await begin(ada, SHORT)
    await skips_to(ada, "Looking it all over")
    await ada.presses(ON, on=ada.page)
    assert SCRIPT.question("meaning").original in ada.page.text
    await ada.writes({"One word of my own": "grey"})
    assert "Looking it all over" in ada.page.text
    await ada.presses(ON, on=ada.page)
    assert SCRIPT.question("who_for").original in ada.page.text


async def test_without_a_word_of_what_is_to_be_said_the_card_offers_to_carry_on(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await ada.writes({"In your own words": ada.sentence()})
    await ada.presses(OVER)
    assert ada.page.main_button == ON
    await ada.presses(FINISH)
    assert "Conversation card" in ada.page.text
    assert ada.page.main_button == ON
    assert DONE not in ada.page.buttons
    done = str(ada.page.button(ON)["custom_id"]).replace("on/", "done/", 1)
    await Forger(house, ada).send([Forgery(done)])
    assert not (await the_one(house, ada)).finished
    assert await is_open(ada)
    await ada.chooses(say("home.going_menu"), ada.page.menus[say("home.going_menu")][0])
    await ada.presses(ON, on=ada.page)
    assert SCRIPT.question("body_where").original in ada.page.text


async def test_a_card_is_open_until_somebody_is_done_with_it(ada: Person, house: House) -> None:
    await begin(ada, SHORT)
    line = await says_a_line(ada)
    await skips_to(ada, "Looking it all over")
    await ada.presses(FINISH)
    card = ada.page
    assert ada.page.main_button == DONE
    for text in ("(left open)", "My goal", "How and when", "If it doesn't go well"):
        assert text not in ada.page.text, "what has nothing in it has no heading"
    assert await is_open(ada)
    await ada.presses(DONE, on=card)
    assert say("menu.ask") in ada.page.text, "home is shown"
    assert not await is_open(ada)
    assert (await the_one(house, ada)).finished
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(say("words.menu"), ada.page.menus[say("words.menu")][0])
    if ada.page.has(say("words.open"), exactly=True):
        await ada.presses(say("words.open"))
    assert line in ada.page.text
    assert DONE in ada.page.buttons


async def test_from_the_card_the_questions_go_on_and_lead_to_it_again(
    ada: Person, house: House
) -> None:
    await begin(ada)
    line = await says_a_line(ada)
    await ada.presses(OVER)
    await ada.presses(FINISH)
    await ada.presses(DONE)
    await ada.runs("/prepare", where=ada.dm)
    await ada.presses(say("sittings.open_card"))
    await ada.presses(ON, on=ada.page)
    assert not (await the_one(house, ada)).finished
    await skips_to(ada, SCRIPT.question("goal").original)
    more = ada.sentence()
    await ada.writes({"In your own words": more})
    await skips_to(ada, "Looking it all over")
    await ada.presses(FINISH)
    assert line in ada.page.text
    assert more in ada.page.text


async def test_what_was_planned_from_it_holds_while_the_questions_go_on(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await says_a_line(ada)
    await ada.presses(OVER)
    await ada.presses(FINISH)
    remind = str(ada.page.button(say("plan_page.button"))["custom_id"])
    await plans(ada)
    await ada.presses(say("card_page.to_card"))
    await ada.presses(ON, on=ada.page)
    [answer] = await Forger(house, ada).send([Forgery(remind)])
    assert say("plan_page.nothing") not in answer.text
    assert say("plan_page.take_back") in str(ada.page), "it is still to come"


async def test_what_is_changed_from_the_card_leads_back_to_it(ada: Person) -> None:
    await begin(ada)
    await says_a_line(ada)
    await ada.presses(OVER)
    await ada.presses(FINISH)
    await ada.presses(OVER)
    assert ada.page.main_button == say("card_page.to_card")
    await ada.chooses(say("review.jump"), "10. What is my goal for communication?")
    mine = ada.sentence()
    await ada.writes({"In your own words": mine})
    assert mine in ada.page.text
    assert "Conversation card" in ada.page.text


async def test_in_a_file_it_is_as_open_as_it_was(ada: Person, house: House) -> None:
    await begin(ada)
    await answers_all(ada)
    await ada.presses(FINISH)
    file = await saves(ada, "json")
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("Delete everything")
    await ada.presses("Yes, delete everything")
    await agree(ada)
    await gives(ada, file)
    await ada.presses(say("carry_page.merge"))
    brought = await the_one(house, ada)
    assert brought.made
    assert not brought.finished
    assert await is_open(ada)
    await ada.chooses(say("home.going_menu"), "About Lena")
    assert "A note for me" in ada.page.text, "what was said about safety is in no file"
    assert not ada.page.has("Remind me")


async def test_whoever_only_paused_may_be_done(ada: Person, house: House) -> None:
    await begin(ada, SCRIPT.lengths[2].title)
    for _ in range(9):
        if DONE in ada.page.buttons:
            break
        way = next(w for w in ("Skip this question", ON) if w in ada.page.buttons)
        await ada.presses(way, on=ada.page)
    assert SCRIPT.length("steady").ends in ada.page.text
    assert ada.page.main_button == DONE
    await ada.presses(DONE)
    assert (await the_one(house, ada)).finished
