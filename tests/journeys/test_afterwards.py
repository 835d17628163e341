"""From a plan to life: a nudge before a talk, a note after it, and how it went."""

import json
from datetime import date, timedelta

import pytest

from bot.confidential import Confidential
from bot.content.places import known
from bot.context import Context
from bot.discord.client import QuietPage
from bot.features.followup.plan import Draft
from bot.features.followup.planning import talk
from bot.features.safety.apply_hold import apply_hold
from bot.kept.hold import is_held
from bot.person import PersonId
from bot.router import Router
from bot.ui.event import Event
from bot.ui.press import Press
from tests.actors import House, Page, Person
from tests.actors.forger import Forger, Forgery, Where
from tests.journeys.walks import LIBRARY, SCRIPT, answers_all, begin, says_a_line, skips_to

pytestmark = pytest.mark.long

say = LIBRARY.say
AN_HOUR = 3600
FOLLOW_UPS, LEAVE = LIBRARY.reminders.followups, LIBRARY.reminders.leave
YES, CHANGE = say("plan_page.yes"), say("plan_page.change_it")
DAY, TIME, PLACE = (say(f"plan_page.{key}") for key in ("day", "time", "place"))
NUDGE, LINE = say("plan_page.before"), say("how_page.line")
NOTE = "One afterwards, to look at how it went?"


async def has_a_card(who: Person) -> None:
    await begin(who)
    await answers_all(who)
    await who.presses("Make my card")


async def plans(who: Person, **fields: str) -> None:
    """Tomorrow at three in Berlin, unless it is said otherwise."""
    await who.presses("Remind me")
    if not who.is_writing:
        await who.presses("Set a time" if who.page.has("Set a time") else "Change the time")
    given = {DAY: "tomorrow", TIME: "15:00"}
    if any(f.label == PLACE for f in who.form.fields):
        given[PLACE] = "Berlin"
    await who.writes(given | fields)
    if who.page.has(YES):
        await who.presses(YES)


async def waits_for_it(who: Person, house: House) -> Page:
    for _ in range(4 * 48):
        await house.passes(AN_HOUR / 2)
        if who.page.has(LEAVE):
            return who.page
    raise AssertionError(f"no nudge came to {who}")


def router_of(house: House) -> Router:
    """What answers commands and presses in that house."""
    bot = house.env.bot
    assert isinstance(bot, QuietPage)
    return bot.dispatcher._router


def desk_of(house: House) -> Context:
    bot = house.env.bot
    assert isinstance(bot, QuietPage)
    return bot.dispatcher._router._at


async def test_a_nudge_before_and_a_note_after(ada: Person, ben: Person, house: House) -> None:
    await has_a_card(ada)
    await plans(ada)
    assert "The talk: Friday, January 2, 2026, 3:00 PM" in ada.page.text
    assert "A reminder before: Friday, January 2, 2026, 2:00 PM" in ada.page.text
    assert "A reminder afterwards: Saturday, January 3, 2026, 9:00 AM" in ada.page.text
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
        ("day", "yesterday", "day_past"),
        ("day", "2020-01-01", "day_past"),
        ("day", "3 December 2020", "day_past"),
        ("day", "in 2 years", "day_far"),
        ("day", "2030-01-01", "day_far"),
    ],
)
async def test_what_can_not_be_read_is_said_and_asked_again(
    ada: Person, field: str, written: str, said: str
) -> None:
    await has_a_card(ada)
    await plans(ada, **{say(f"plan_page.{field}"): written})
    assert say(f"plan_page.{said}") in ada.page.text
    await ada.presses("Try again")
    await ada.writes({DAY: "Thursday", TIME: "6.30 pm", PLACE: "Germany"})
    assert "A reminder before: " in ada.page.text
    assert ada.page.has(YES), "nothing is on before they say so"


async def test_it_can_be_changed_and_taken_back(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await plans(ada)
    await ada.presses("Back to the card")
    await plans(ada, **{NOTE: "No"})
    assert "A reminder afterwards: " not in ada.page.text
    await ada.presses("Take it back")
    assert say("plan_page.taken_back") in ada.page.text
    before = len(ada.inbox)
    for _ in range(96):
        await house.passes(AN_HOUR / 2)
    assert len(ada.inbox) == before


async def test_it_is_offered_after_the_five_checks(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("More")
    await ada.presses("Five checks before I go")
    for _ in SCRIPT.checks:
        await ada.presses("Yes", on=ada.page)
    await ada.presses("Remind me")
    assert ada.form.title == say("plan_page.form")


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
    await ada.presses("Save, or bring in")
    await ada.presses("To read (Markdown)")
    [file] = ada.files.values()
    assert mine in file.decode()
    assert "Better than I feared" in file.decode()


async def test_it_was_not_received(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("How did it go?")
    await ada.chooses("They didn't take it well")
    assert LIBRARY.debrief.says["not_received"] in ada.page.text
    await ada.presses("Carry on, one at a time")
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
    await ada.presses("Back to the card")
    await ada.presses("How did it go?")
    await ada.chooses("They didn't take it well")
    await ada.presses("Carry on, one at a time")
    await ada.presses("Skip this question")
    await ada.presses("Sometimes")
    assert "may not be safe" in ada.page.text
    assert "share any of this" in ada.page.text
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
    await ada.presses("Back to the card")
    await ada.presses("Look it all over")
    await ada.chooses("13. Who will I talk with about this?")
    await ada.writes({"plan": "I'm not sure it is safe to tell them"})
    before = len(ada.inbox)
    for _ in range(96):
        await house.passes(AN_HOUR / 2)
    assert len(ada.inbox) == before


async def test_a_hold_for_the_one_a_talk_is_with_reaches_a_card_about_somebody_else(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await says_a_line(ada)
    await skips_to(ada, SCRIPT.question("who_with").original)
    await ada.writes(
        {
            "plan": "Someone else first, to think it through",
            "Their name, if it is someone else": "Joy",
        }
    )
    await ada.presses("Carry on")
    await skips_to(ada, "Looking it all over")
    await ada.presses("Make my card")
    await plans(ada)
    await ada.presses("Back to the card")
    old, edit = (str(ada.page.button(x)["custom_id"]) for x in ("Remind me", "Look it all over"))
    context, me = desk_of(house), PersonId(ada.id)
    async with router_of(house).turn(me) as turn:
        await apply_hold(turn, Confidential("joy"))
    assert not await context.store.reminders.of(me), "what was to come is taken out"
    [answer] = await Forger(house, ada).send([Forgery(old)])
    assert say("plan_page.nothing") in answer.text
    [answer] = await Forger(house, ada).send([Forgery(edit.replace("review", "card"))])
    assert "A note for me" in answer.text
    assert "Remind me" not in answer.text
    assert "How did it go?" not in answer.text
    async with router_of(house).turn(me) as turn:
        assert is_held(turn.session, Confidential("Joy"))
        assert not is_held(turn.session, Confidential("Lena")), "nobody else is put on hold by it"


async def test_before_a_talk_there_is_no_later(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await plans(ada)
    nudge = await waits_for_it(ada, house)
    assert not nudge.has("Later")
    opens = Press.parse(str(nudge.button("Open")["custom_id"]))
    assert opens
    later = str(Press("reminder", opens.sitting, "later", opens.detail))
    [answer] = await Forger(house, ada).send([Forgery(later)])
    assert say("reminder_page.no_later") in answer.text
    [answer] = await Forger(house, ada).send(
        [Forgery(str(Press("reminder", opens.sitting, "open")))]
    )
    assert say("plan_page.ready") in answer.text


async def test_how_it_went_travels_with_everything_else(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("How did it go?")
    await ada.chooses("Better than I feared")
    await ada.presses("Write a line")
    mine = ada.sentence()
    await ada.writes({"One line is enough": mine})
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("Save, or bring in")
    await ada.presses("To bring in again (JSON)")
    [file] = [content for name, content in ada.files.items() if name.endswith(".json")]
    kinds = [thing["kind"] for thing in json.loads(file)["things"]]
    assert sorted(kinds) == ["debrief", "walkthrough"]
    assert mine in file.decode()


async def test_nothing_is_on_before_they_say_yes(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await ada.presses("Remind me")
    await ada.writes({DAY: "tomorrow", TIME: "15:00", PLACE: "Berlin"})
    assert "The talk: Friday, January 2, 2026, 3:00 PM, Berlin time." in ada.page.text
    before = len(ada.inbox)
    for _ in range(4 * 24):
        await house.passes(AN_HOUR / 2)
    assert len(ada.inbox) == before
    await ada.presses(YES)
    assert say("plan_page.past") in ada.page.text, "by then it has been"


async def test_what_is_changed_opens_as_it_was_written(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("Remind me")
    await ada.writes({DAY: "30 November", TIME: "6.30 pm", PLACE: "Berlin", NUDGE: "No"})
    await ada.presses(CHANGE)
    day = str(ada.form[DAY])
    assert day == "November 30, 2026"
    assert ada.form[TIME] == "6:30 PM"
    assert (ada.form[PLACE], ada.form[NUDGE]) == ("Berlin, Germany", ["No"])
    await ada.writes({TIME: "half past"})
    await ada.presses("Try again")
    assert ada.form[DAY] == day
    assert ada.form[TIME] == "half past"


async def test_a_place_of_several_can_be_another(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("Remind me")
    await ada.writes({DAY: "tomorrow", TIME: "15:00", PLACE: "Portugal"})
    assert say("plan_page.many_places") in ada.page.text
    assert not ada.page.has(YES), "which of the two is not known yet"
    await ada.chooses(say("plan_page.place_which"), "Ponta Delgada, Portugal")
    # Where it is still the day before, tomorrow is another day.
    assert "The talk: Thursday, January 1, 2026, 3:00 PM, Ponta Delgada time." in ada.page.text
    await ada.presses(YES)
    assert "A reminder before: " in ada.page.text


@pytest.mark.parametrize("typed", ["Australia", "Brazil", "Russia", "Canada", "LA", "Korea", "EST"])
async def test_no_place_of_many_is_taken_by_itself(ada: Person, typed: str) -> None:
    await has_a_card(ada)
    await plans(ada, **{PLACE: typed})
    assert say("plan_page.many_places") in ada.page.text
    assert not ada.page.has(YES)
    [first, *_] = ada.page.menu(say("plan_page.place_which"))["options"]
    await ada.chooses(say("plan_page.place_which"), first["label"])
    assert ", 3:00 PM, " in ada.page.text
    assert ada.page.has(YES)


async def test_a_place_that_was_guessed_is_asked_for(ada: Person) -> None:
    await has_a_card(ada)
    await plans(ada, **{PLACE: "Berlinn"})
    assert say("plan_page.one_place") in ada.page.text
    assert not ada.page.has(YES)
    await ada.chooses(say("plan_page.place_which"), "Berlin, Germany")
    assert "The talk: Friday, January 2, 2026, 3:00 PM, Berlin time." in ada.page.text


@pytest.mark.parametrize(
    ("day", "time", "then"),
    [
        ("Saturday morning", "10", "Saturday, January 3, 2026, 10:00 AM"),
        ("tomorrow evening", "7", "Friday, January 2, 2026, 7:00 PM"),
        ("tomorrow at half past 7", "", "Friday, January 2, 2026, 7:30 PM"),
        ("in 2 weeks", "noon", "Thursday, January 15, 2026, 12:00 PM"),
        ("3.2.2026", "１８：３０", "Tuesday, February 3, 2026, 6:30 PM"),  # noqa: RUF001
        ("03/02/2026", "午後8時", "Tuesday, February 3, 2026, 8:00 PM"),
        ("Feb 3, 2026", "quarter to 9 pm", "Tuesday, February 3, 2026, 8:45 PM"),
    ],
)
async def test_days_and_times_are_read_as_they_are_written(
    ada: Person, day: str, time: str, then: str
) -> None:
    await has_a_card(ada)
    await ada.presses("Remind me")
    await ada.writes({DAY: day, TIME: time, PLACE: "Berlin"})
    assert f"The talk: {then}, Berlin time." in ada.page.text


async def test_where_the_month_comes_first_it_is_read_so(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("Remind me")
    await ada.writes({DAY: "03/02/2026", TIME: "15:00", PLACE: "New York, NY"})
    # The second of March is a Monday, the third of February a Tuesday.
    assert "The talk: Monday, March 2, 2026, 3:00 PM, New York City time." in ada.page.text


async def test_all_that_is_wrong_is_said_at_once_and_nothing_is_lost(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("Remind me")
    sent = {DAY: "when she is back", TIME: "l*nch", PLACE: "Narnia", NUDGE: "No", NOTE: "No"}
    await ada.writes(sent)
    for problem in ("bad_day", "bad_time", "bad_place"):
        assert say(f"plan_page.{problem}") in ada.page.text
    await ada.presses("Try again")
    assert {key: ada.form[key] for key in (DAY, TIME, PLACE)} == {
        key: sent[key] for key in (DAY, TIME, PLACE)
    }
    assert (ada.form[NUDGE], ada.form[NOTE]) == (["No"], ["No"])
    await ada.writes({PLACE: "Samoa", TIME: "15:00"})
    assert say("plan_page.bad_day") in ada.page.text
    assert say("plan_page.many_places") in ada.page.text
    await ada.chooses(say("plan_page.place_which"), "Apia, Samoa")
    assert say("plan_page.bad_day") in ada.page.text
    await ada.presses("Try again")
    assert (ada.form[DAY], ada.form[PLACE]) == ("when she is back", "Apia, Samoa")


async def test_a_nudge_that_has_to_come_earlier_says_so(ada: Person) -> None:
    await has_a_card(ada)
    await plans(ada, **{DAY: "30 November", TIME: "8:30"})
    await ada.presses("Change the time")
    await ada.writes({DAY: "30 November", TIME: "8:30"})
    assert say("plan_page.moved") in ada.page.text
    await ada.presses(CHANGE)
    await ada.writes({TIME: "13:30"})
    assert say("plan_page.moved") not in ada.page.text


async def test_with_neither_nothing_comes(ada: Person) -> None:
    await has_a_card(ada)
    await plans(ada)
    await ada.presses("Change the time")
    await ada.writes({DAY: "tomorrow", TIME: "16:00", NUDGE: "No", NOTE: "No"})
    assert say("plan_page.neither") in ada.page.text
    await ada.presses(YES)
    assert ada.page.has("Set a time")


async def test_yes_after_suggestions_were_switched_off_puts_nothing_on(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await ada.presses("Remind me")
    await ada.writes({DAY: "tomorrow", TIME: "15:00", PLACE: "Berlin"})
    yes = str(ada.page.button(YES)["custom_id"])
    await ada.presses("Back to the card")
    await ada.presses("How did it go?")
    await ada.chooses("They didn't take it well")
    await ada.presses("Carry on, one at a time")
    await ada.presses("Skip this question")
    await ada.presses("Yes")
    [answer] = await Forger(house, ada).send([Forgery(yes)])
    assert say("plan_page.nothing") in answer.text
    before = len(ada.inbox)
    for _ in range(4 * 24):
        await house.passes(AN_HOUR / 2)
    assert len(ada.inbox) == before


async def test_how_it_went_stands_beside_the_plan_and_can_be_changed(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("How did it go?")
    await ada.chooses("Mixed")
    first, second = ada.sentence(), ada.sentence()
    await ada.presses("Write a line")
    await ada.writes({LINE: first})
    await ada.presses("Back to how it went")
    assert "Mixed" in ada.page.text
    assert first in ada.page.text
    await ada.presses(say("how_page.again"))
    await ada.presses("Write a line")
    assert ada.form[LINE] == first
    await ada.writes({LINE: second})
    await ada.presses("Back to how it went")
    assert second in ada.page.text
    assert first not in ada.page.text


async def test_an_older_form_does_not_overwrite_a_newer_line(ada: Person, house: House) -> None:
    await has_a_card(ada)
    await ada.presses("How did it go?")
    await ada.chooses("Mixed")
    await ada.presses("Write a line")
    old = ada.form.id
    newer, older = ada.sentence(), ada.sentence()
    await ada.writes({LINE: newer})
    [answer] = await Forger(house, ada).send([Forgery(old, fields={"text": older})])
    assert say("page.changed_elsewhere") in answer.text
    assert newer in answer.text
    assert older in answer.text, "it is handed back"


async def test_how_it_went_is_in_the_file_of_its_walkthrough(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("How did it go?")
    await ada.chooses("Mixed")
    mine = ada.sentence()
    await ada.presses("Write a line")
    await ada.writes({LINE: mine})
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses("About Lena")
    await ada.presses(say("words.item"))
    await ada.presses(say("carry_page.button_one"))
    await ada.presses(say("carry_page.md"))
    [file] = ada.files.values()
    assert mine in file.decode()
    assert "How it went with Lena" in file.decode()


async def test_what_was_written_can_still_be_had_once_suggestions_are_off(ada: Person) -> None:
    await has_a_card(ada)
    await ada.presses("How did it go?")
    await ada.chooses("They didn't take it well")
    await ada.presses("Carry on, one at a time")
    mine = ada.sentence()
    await ada.presses("Write a line")
    await ada.writes({LINE: mine})
    await ada.presses("Yes")
    assert "may not be safe" in ada.page.text
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses("How it went with Lena")
    assert say("how_page.file") in ada.page.text
    assert "How did it go?" not in ada.page.buttons
    await ada.presses(say("words.save_one"))
    [file] = ada.files.values()
    assert mine in file.decode()


async def test_afraid_of_nobody_named_ends_it_too(ada: Person, house: House) -> None:
    await begin(ada)
    await says_a_line(ada)
    await ada.presses("Look it all over")
    await ada.presses("Make my card")
    await plans(ada)
    await ada.presses("Back to the card")
    await ada.presses("How did it go?")
    await ada.chooses("They didn't take it well")
    await ada.presses("Carry on, one at a time")
    await ada.presses("Skip this question")
    await ada.presses("Sometimes")
    assert f"Being more open with {say('page.this_person')}" in ada.page.text
    before = len(ada.inbox)
    for _ in range(4 * 24):
        await house.passes(AN_HOUR / 2)
    assert len(ada.inbox) == before
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(say("sittings.item_unnamed"))
    assert "Remind me" not in ada.page.buttons


async def test_nobody_named_and_perhaps_not_safe_takes_the_nudges_out(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await says_a_line(ada)
    await ada.presses("Look it all over")
    await ada.presses("Make my card")
    await plans(ada)
    await ada.presses("Back to the card")
    await ada.presses("Look it all over")
    await ada.chooses("13. Who will I talk with about this?")
    await ada.writes({"plan": "I'm not sure it is safe to tell them"})
    before = len(ada.inbox)
    for _ in range(4 * 24):
        await house.passes(AN_HOUR / 2)
    assert len(ada.inbox) == before


async def test_where_private_messages_are_closed_nothing_is_put_on(
    ada: Person, house: House
) -> None:
    ada.dms_closed()
    await ada.runs("/prepare")
    for label in ("Carry on here", "How your words are kept", "Yes, begin", "All 20 questions"):
        await ada.presses(label)
    await ada.presses("Look it all over")
    await ada.chooses("Jump to any question", "6. What do I want to communicate?")
    await ada.writes({"In one sentence": ada.sentence()})
    await ada.presses("Look it all over")
    await ada.presses("Make my card")
    about = Press.parse(str(ada.whisper.button("Help now")["custom_id"]))
    assert about is not None
    place = known("Europe/Berlin")
    sure = Press("after", about.sitting, "sure", str(Draft(date(2026, 12, 3), 720, place.key)))
    [answer] = await Forger(house, ada).send([Forgery(str(sure), where=Where.HIDDEN_IN_SERVER)])
    assert say("plan_page.elsewhere") in answer.text
    for _ in range(4):
        await house.passes(AN_HOUR)
    ada.dms_open()
    await ada.runs("/reminder")
    assert say("reminder_page.once") not in ada.page.text


async def test_suggestions_switched_off_just_before_yes_is_kept_win(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    about = Press.parse(str(ada.page.button("Remind me")["custom_id"]))
    assert about is not None
    me = PersonId(ada.id)
    context = desk_of(house)
    async with router_of(house).turn(me) as turn:
        sitting = talk(context.library, turn.session, about.sitting)
        await apply_hold(turn, Confidential("Lena"))
    assert sitting is not None, "this is how it was when they pressed"
    place = known("Europe/Berlin")
    tomorrow = Draft(context.now().date() + timedelta(days=1), 720, place.key)
    yes = Event(me, Press("after", about.sitting, "sure", str(tomorrow)), private=True)
    await router_of(house).answer(yes)
    assert not await context.store.reminders.of(me)
