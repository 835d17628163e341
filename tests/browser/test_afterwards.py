"""Through the browser: from a card to a nudge before the talk, and to how it went."""

import re

import pytest

from bot.content import load
from tests.browser.conftest import ON_A_PHONE, Sits
from tests.browser.hands import Hands
from tests.browser.test_reminder import nudged
from tests.fake_discord import Town

pytestmark = [pytest.mark.browser, ON_A_PHONE]

LIBRARY = load()
SAY = LIBRARY.say
TEXTS = LIBRARY.debrief
LINES = re.compile("|".join(re.escape(line) for line in LIBRARY.reminders.followups))
ONE_LINE = "I love our Sundays, and I don't want to spend them apologising"


async def makes_a_card(who: Hands) -> None:
    """With one line on it, for a talk with Lena."""
    await who.runs("/prepare")
    await who.goes_to("Quiet Page")
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")
    await who.presses("All 20 questions")
    for id, text in (("who_for", "Lena"), ("message", ONE_LINE)):
        question = LIBRARY.talk.question(id)
        place = next(f.label for f in question.fields if f.kind.is_words)
        await who.presses("Look it all over")
        line = f"{LIBRARY.talk.number(question)}. {question.original}"
        await who.chooses(SAY("review.jump"), line)
        await who.sees(question.original)
        await who.presses("Write my answer")
        await who.writes({place: text})
    await who.presses("Look it all over")
    await who.presses("Make my card")
    await who.sees(LIBRARY.talk.check("safe").ask)
    await who.presses("Yes")
    await who.sees(ONE_LINE)


async def changes_it_in_the_list(mara: Hands) -> None:
    """The one before the talk, to another time of its own."""
    await mara.runs("/reminder")
    await mara.sees(SAY("reminder_page.once"))
    await mara.shoots("after-07-list")
    await mara.chooses(SAY("reminder_page.one_menu"), "Before a talk")
    await mara.sees(SAY("reminder_page.of_talk"))
    await mara.shoots("after-07-one")
    await mara.presses(SAY("reminder_page.change_one"))
    await mara.shoots("after-07-change")
    await mara.writes({SAY("plan_page.time"): "8:30 am"})
    await mara.sees(SAY("reminder_page.sure_one"))
    await mara.shoots("after-07-sure")
    await mara.presses(SAY("reminder_page.change_it"))
    await mara.writes({SAY("plan_page.time"): "9 am"})
    await mara.presses(SAY("plan_page.yes"))
    await mara.sees(SAY("reminder_page.changed"))


async def test_a_talk_is_planned_and_looked_at_afterwards(sits: Sits, town: Town) -> None:
    mara = await sits("mara")
    await makes_a_card(mara)
    await mara.shoots_tall("after-01-card")
    await mara.presses("Remind me")
    await mara.shoots("after-03-form")
    day, time, place = (SAY(f"plan_page.{key}") for key in ("day", "time", "place"))
    await mara.writes({day: "some day", time: "10 am", place: "Germany"})
    await mara.sees(SAY("plan_page.bad_day"))
    await mara.shoots("after-04-again")
    await mara.presses("Try again")
    await mara.shoots("after-05-form-again")
    await mara.writes({day: "tomorrow"})
    await mara.sees(", 10:00 AM, ")
    await mara.shoots("after-06-sure")
    await mara.presses(SAY("plan_page.yes"))
    await mara.sees(SAY("plan_page.neutral"))
    await mara.shoots("after-07-set")
    await changes_it_in_the_list(mara)
    await mara.moves_the_time("Next morning, 9:00")
    await nudged(town, LINES)
    await mara.sees(LINES)
    await mara.shoots("after-08-nudge")
    await mara.presses("Open")
    await mara.sees(SAY("plan_page.ready"))
    await mara.shoots("after-09-opened")
    await mara.presses("How did it go?")
    await mara.sees(SAY("how_page.plan"))
    await mara.shoots("after-10-how")
    await mara.chooses(TEXTS.ask, "Hard")
    await mara.sees(TEXTS.says["hard"])
    await mara.shoots("after-11-hard")
    await mara.presses("Write a line")
    await mara.shoots("after-12-line")
    await mara.writes({SAY("how_page.line"): "In my chest, and it let go after a while."})
    await mara.sees(SAY("how_page.kept"))
    await mara.shoots("after-13-kept")
    await mara.presses("Back to how it went")
    await mara.sees("it let go after a while")
    await mara.shoots_tall("after-14-again")


async def test_it_was_not_received(sits: Sits) -> None:
    mara = await sits("mara")
    await makes_a_card(mara)
    await mara.presses("How did it go?")
    await mara.chooses(TEXTS.ask, "They didn't take it well")
    await mara.sees(TEXTS.says["not_received"])
    await mara.shoots("after-21-not-received")
    await mara.presses("Carry on, one at a time")
    await mara.sees(TEXTS.steps[0].ask)
    await mara.shoots("after-22-body")
    await mara.presses("Skip this question")
    await mara.sees(TEXTS.steps[1].ask)
    await mara.shoots("after-23-afraid")
    await mara.presses("No")
    for step in TEXTS.steps[2:-1]:
        await mara.sees(step.ask)
        await mara.presses("Skip this question")
    await mara.sees(TEXTS.steps[-1].ask)
    await mara.shoots("after-24-next")
    await mara.chooses(SAY("how_page.next_menu"), "Let it rest for now")
    await mara.sees(re.compile("|".join(map(re.escape, TEXTS.truths))))
    await mara.shoots("after-25-end")
    await mara.presses("Back to how it went")
    await mara.presses("Look at that part again")
    await mara.presses("Carry on, one at a time")
    await mara.presses("Skip this question")
    await mara.presses("Sometimes")
    await mara.sees("may not be safe")
    await mara.shoots("after-26-care")
