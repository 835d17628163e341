"""From a plan to life: a nudge before a talk, a note after it, and how it went."""

import json

import pytest

from tests.journeys.walks import LIBRARY, SCRIPT, answers_all, begin, skips_to
from tests.people import House, Page, Person
from tests.people.forger import Forger, Forgery

say = LIBRARY.say
AN_HOUR = 3600
FOLLOW_UPS = LIBRARY.reminders.followups
YES, CHANGE = say("plan_page.yes"), say("plan_page.change_it")
NOTE = "A note afterwards, to look at how it went?"[:45]


async def has_a_card(who: Person) -> None:
    await begin(who)
    await answers_all(who)
    await who.presses("Make my card")


async def plans(who: Person, **fields: str) -> None:
    """Tomorrow at three in Berlin, unless it is said otherwise."""
    await who.presses("Remind me")
    await who.presses("Set a time" if who.page.has("Set a time") else "Change the time")
    given = {say("plan_page.day"): "tomorrow", say("plan_page.time"): "15:00"}
    if any(f.label == say("plan_page.place") for f in who.form.fields):
        given[say("plan_page.place")] = "Berlin"
    await who.writes(given | fields)
    if who.page.has(YES):
        await who.presses(YES)


async def waits_for_it(who: Person, house: House) -> Page:
    for _ in range(4 * 48):
        await house.passes(AN_HOUR / 2)
        if who.page.has("Skip today"):
            return who.page
    raise AssertionError(f"no nudge came to {who}")


async def test_a_nudge_before_and_a_note_after(ada: Person, ben: Person, house: House) -> None:
    await has_a_card(ada)
    await plans(ada)
    assert "The talk: <t:" in ada.page.text
    assert "A nudge: <t:" in ada.page.text
    assert "A note: <t:" in ada.page.text
    nudge = await waits_for_it(ada, house)
    assert nudge.text in FOLLOW_UPS
    await ada.presses("Open", on=nudge)
    assert say("plan_page.ready") in ada.page.text
    assert "For a talk with Lena" in ada.page.text
    note = await waits_for_it(ada, house)
    assert note.text in FOLLOW_UPS
    await ada.presses("Open", on=note)
    assert LIBRARY.debrief.open_say in ada.page.text
    assert "I love our Sundays" in ada.page.text, "the plan stands beside it"
    assert not ben.sees


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("day", "some day", "bad_day"),
        ("time", "lunch", "bad_time"),
        ("place", "nowhere at all", "bad_place"),
        ("day", "yesterday", "bad_day"),
        ("day", "2020-01-01", "bad_day"),
    ],
)
async def test_what_can_not_be_read_is_said_and_asked_again(
    ada: Person, field: str, written: str, said: str
) -> None:
    await has_a_card(ada)
    await plans(ada, **{say(f"plan_page.{field}"): written})
    assert say(f"plan_page.{said}") in ada.page.text
    await ada.presses("Try again")
    label = {k: say(f"plan_page.{k}") for k in ("day", "time", "place")}
    await ada.writes(
        {label["day"]: "Thursday", label["time"]: "6.30 pm", label["place"]: "Germany"}
    )
    assert "A nudge: <t:" in ada.page.text
    assert ada.page.has(YES), "nothing is on before they say so"


async def test_it_can_be_changed_and_taken_back(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await plans(ada)
    await ada.presses("Back to my card")
    await plans(ada, **{NOTE: "No"})
    assert "A note: <t:" not in ada.page.text
    await ada.presses("Take it back")
    assert say("plan_page.taken_back") in ada.page.text
    before = len(ada.inbox)
    for _ in range(96):
        await house.passes(AN_HOUR / 2)
    assert len(ada.inbox) == before


async def test_it_is_offered_after_the_five_checks(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("Five checks before I go")
    for _ in SCRIPT.checks:
        await ada.presses("Yes", on=ada.page)
    await ada.presses("Remind me")
    assert say("finish.after_prepare") in ada.page.text


async def test_it_went_better_than_feared(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("How did it go?")
    await ada.chooses("Better than I feared")
    assert LIBRARY.debrief.says["well"] in ada.page.text
    await ada.presses("Write a line")
    mine = ada.sentence()
    await ada.writes({"One line is enough": mine})
    assert say("how_page.kept") in ada.page.text
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("Save everything as a file")
    [file] = ada.files.values()
    assert mine in file.decode()
    assert "Better than I feared" in file.decode()


async def test_it_was_not_received(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("How did it go?")
    await ada.chooses("They didn't take it well")
    assert LIBRARY.debrief.says["not_received"] in ada.page.text
    await ada.presses("Go on, one at a time")
    for step in LIBRARY.debrief.steps:
        assert step.ask in ada.page.text
        if step.kind == "care_question":
            await ada.presses("No")
        elif step.kind == "choice":
            await ada.chooses("Let it rest for now")
        else:
            await ada.presses("Write a line")
            await ada.writes({"One line is enough": ada.sentence()})
    assert any(truth in ada.page.text for truth in LIBRARY.debrief.truths)


async def test_being_afraid_ends_it_and_everything_about_them(ada: Person, house: House) -> None:
    await has_a_card(ada)
    card = str(ada.page.button("Remind me")["custom_id"])
    await plans(ada)
    await ada.presses("Back to my card")
    await ada.presses("How did it go?")
    await ada.chooses("They didn't take it well")
    await ada.presses("Go on, one at a time")
    await ada.presses("Skip this question")
    await ada.presses("Sometimes")
    assert "may not be safe" in ada.page.text
    assert "share any of it with Lena" in ada.page.text
    [answer] = await Forger(house, ada).send([Forgery(card)])
    assert say("plan_page.nothing") in answer.text
    before = len(ada.inbox)
    for _ in range(96):
        await house.passes(AN_HOUR / 2)
    assert len(ada.inbox) == before, "no nudge about her comes any more"


async def test_where_it_may_not_be_safe_nothing_of_it_is_offered(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "Lena"})
    await skips_to(ada, SCRIPT.question("who_with").original)
    await ada.writes({"Who will I talk with first?": "I'm not sure it is safe to tell them"})
    await ada.presses("Keep it here, just for me")
    assert "Remind me" not in ada.page.buttons
    assert "How did it go?" not in ada.page.buttons


async def test_a_hold_in_a_walkthrough_takes_the_nudges_about_them_out(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await plans(ada)
    await ada.presses("Back to my card")
    await ada.presses("Edit a part")
    await ada.chooses("13. Who will I talk with about this?")
    await ada.writes({"plan": "I'm not sure it is safe to tell them"})
    before = len(ada.inbox)
    for _ in range(96):
        await house.passes(AN_HOUR / 2)
    assert len(ada.inbox) == before


async def test_how_it_went_travels_with_everything_else(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("How did it go?")
    await ada.chooses("Better than I feared")
    await ada.presses("Write a line")
    mine = ada.sentence()
    await ada.writes({"One line is enough": mine})
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("More ways to save")
    await ada.presses("To bring in again (JSON)")
    [file] = [content for name, content in ada.files.items() if name.endswith(".json")]
    kinds = [thing["kind"] for thing in json.loads(file)["things"]]
    assert sorted(kinds) == ["debrief", "walkthrough"]
    assert mine in file.decode()
