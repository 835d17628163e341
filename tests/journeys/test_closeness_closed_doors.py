"""The closeness check where private messages are closed: it works, and shows nothing of anybody."""

import pytest

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery, Where
from tests.journeys.closeness_walks import SCRIPT, WORDS, begin, reach
from tests.journeys.test_closeness_example import FIRST
from tests.journeys.walks import LIBRARY

pytestmark = pytest.mark.long

NAME = "Lena Canary"


async def _begin_here(who: Person) -> None:
    who.dms_closed()
    await who.runs("/closeness")
    await who.presses("Carry on here")
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")
    await who.presses("Begin")
    await who.presses("Maybe")
    await who.presses("Carry on")
    await who.writes({"label": NAME, "kind": "A partner or date"})


async def test_every_statement_reads_well_and_no_answer_is_shown(ada: Person, ben: Person) -> None:
    await _begin_here(ada)
    for item in SCRIPT.in_order():
        page = ada.whisper
        if page.has("Carry on", exactly=True):
            await ada.presses("Carry on", on=page)
        await ada.presses("This one matters to me now")
        assert "This one matters to me now" in ada.whisper.buttons
        await ada.presses("Write a line")
        await ada.writes({"line": ada.sentence()})
        for direction in item.directions:
            text = item.statements[direction].replace("{name}", "this person")
            assert text[:1].upper() + text[1:] in ada.whisper.text
            answer = WORDS[FIRST[item.id][direction]]
            await ada.presses(answer)
            assert f": {answer}" not in ada.whisper.text
        if ada.whisper.has("Back"):
            await ada.presses("Back", on=ada.whisper)
            assert ada.whisper.has("Very true", exactly=True), "no answer says it was chosen"
            assert ada.whisper.main_button is None, "nor stands out"
            await ada.presses("Next", on=ada.whisper)
        if "Are you ever afraid of this person?" in ada.whisper.text:
            await ada.presses("No")
        assert NAME not in str(ada.whisper)
    assert LIBRARY.say("closeness_page.elsewhere") in ada.whisper.text
    assert not ben.sees
    assert not ada.inbox

    ada.dms_open()
    await ada.runs("/closeness")
    await ada.chooses(f"About {NAME}")
    await ada.presses("What I noticed last time")
    assert f"- Knowing that {NAME} loves me\n" in ada.page.text


async def test_the_page_of_care_names_nobody_there(ada: Person) -> None:
    await _begin_here(ada)
    await ada.chooses("Respect and safety")
    while "won't threaten me" not in ada.whisper.text:
        ahead = "Carry on" if ada.whisper.has("Carry on", exactly=True) else "Skip this one"
        await ada.presses(ahead, on=ada.whisper)
    await ada.presses("Not true lately")
    assert "Being more open with this person" in ada.whisper.text
    assert NAME not in str(ada.whisper)


async def test_a_form_opened_there_is_empty_and_leaves_what_was_written(ada: Person) -> None:
    await _begin_here(ada)
    await ada.presses("Carry on", on=ada.whisper)
    line = ada.sentence()
    await ada.presses("Write a line")
    await ada.writes({"line": line})
    await ada.presses("Change my line")
    assert ada.form["line"] == ""
    await ada.writes({"line": ""})
    ada.dms_open()
    await ada.runs("/closeness")
    await ada.chooses(f"About {NAME}")
    await ada.presses("Change my line")
    assert ada.form["line"] == line


async def test_whom_it_is_about_is_not_listed_there_by_name(ada: Person) -> None:
    await _begin_here(ada)
    await ada.runs("/closeness")
    await ada.presses("Carry on here")
    assert LIBRARY.say("sittings.item_unnamed") in str(ada.whisper.menus)
    assert NAME not in str(ada.whisper)


async def test_nobody_is_reminded_where_private_messages_are_closed(
    ada: Person, house: House
) -> None:
    await begin(ada, NAME)
    await reach(ada, "What you noticed about")
    await ada.presses("Look again some time")
    asked = str(ada.page.button("In six weeks")["custom_id"])
    (answer,) = await Forger(house, ada).send([Forgery(asked, where=Where.HIDDEN_IN_SERVER)])
    assert LIBRARY.say("closeness_page.reminder_closed") in answer.text
    await house.passes(50 * 86400)
    await ada.runs("/page")
    assert LIBRARY.say("home.ready") not in ada.page.text
