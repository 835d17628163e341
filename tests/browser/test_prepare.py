"""Through the browser, as somebody meets it: from the channel to the finished card."""

import re

import pytest
from playwright.async_api import expect

from bot.content import load
from tests.browser.conftest import ON_A_PHONE, Sits
from tests.browser.hands import Hands
from tests.fake_discord import Town
from tests.journeys.walks import EXAMPLE, SCRIPT, filled

pytestmark = [pytest.mark.browser, ON_A_PHONE]

LIBRARY = load()
# Half-way, the power goes.
KILLED_BEFORE = "who_with"
SECTIONS = (
    "What I notice",
    "What I feel",
    "In one line",
    "My goal",
    "Where I'd like us to end up",
    "What I'll say",
    "Talking points",
    "What can bend",
    "What can't",
    "Asking for time",
    "Opening line",
    "Tone and body",
    "How and when",
    "If it doesn't go well",
)


async def agree(who: Hands) -> None:
    """From the channel to the question of how much room there is."""
    await who.runs("/prepare")
    await who.sees(LIBRARY.say("notices.check_your_messages"))
    await who.shoots("01-in-the-channel")
    await who.goes_to("Quiet Page")
    await who.sees("a private place to think before you talk")
    await who.shoots("02-welcome")
    await who.presses("How your words are kept")
    await who.sees("not end-to-end encrypted")
    await who.shoots("03-consent")
    await who.presses("Yes, begin")
    await who.sees("How much time do you have?")
    await who.shoots("04-lengths")


async def test_from_the_channel_to_the_card_through_a_power_cut(town: Town, sits: Sits) -> None:
    ben = await sits("ben")
    mara = await sits("mara")
    await agree(mara)
    await mara.presses("All 20 questions")
    for question in SCRIPT.questions:
        if question.id == KILLED_BEFORE:
            await town.kill_bot()
            await town.start_bot()
        await reach(mara, question.original)
        if question.id in {"body_feeling", "message", "convey", "who_with"}:
            await mara.shoots(f"05-question-{SCRIPT.number(question):02}")
        await mara.presses("Write my answer" if any_words(question.id) else "Choose")
        await expect(mara.form).to_be_visible()
        if question.id in {"body_feeling", "convey", "who_with"}:
            await mara.shoots(f"06-form-{SCRIPT.number(question):02}")
        await mara.writes(filled(question, EXAMPLE[question.id]))
    await mara.sees("Looking it all over")
    await mara.shoots("07-review")
    await mara.presses("Make my card")
    await mara.sees("For a talk with Lena")
    for section in SECTIONS:
        await mara.sees(section)
    await mara.sees(EXAMPLE["convey"]["ask"])
    await mara.shoots("08-card")
    await mara.presses("Help now")
    await mara.sees("life is in danger")
    await mara.shoots("09-help-now")

    seen = await ben.reads()
    await ben.goes_to("Quiet Page")
    seen += await ben.reads()
    for answer in EXAMPLE.values():
        for text in _texts(answer):
            assert text not in seen
    assert LIBRARY.say("notices.check_your_messages") not in seen


async def test_the_short_one_at_a_stretch(sits: Sits) -> None:
    mara = await sits("mara")
    await mara.runs("/prepare")
    await mara.goes_to("Quiet Page")
    await mara.presses("How your words are kept")
    await mara.presses("The short one: 8 questions")
    await mara.sees("Question 1 of 8")
    await mara.shoots("10-short")
    await mara.presses("Start me off")
    await mara.sees("This feeling might be")
    await mara.shoots("11-starters")
    await mara.presses("Answer several at once")
    await expect(mara.form).to_be_visible()
    await mara.shoots("12-several")
    await mara.writes({"The thought that comes with it": "I already know she will cry"})
    await mara.sees(SCRIPT.question("message").original)
    await mara.shoots("13-after-several")
    await mara.presses("Write my answer")
    await mara.writes({"In one sentence": "We do not come for Christmas, because of the drinking"})
    await mara.sees(SCRIPT.question("goal").original)
    await mara.presses("Look it all over")
    await mara.sees("I already know she will cry")
    await mara.shoots("14-look-over")
    await mara.presses("Make my card")
    await mara.sees("We do not come for Christmas")
    await mara.shoots("15-open-card")
    await mara.presses("More")
    await mara.sees("The card stays as it is")
    await mara.shoots("16-more")
    await mara.presses("Back to the card")
    await mara.presses("Carry on")
    await mara.sees(SCRIPT.question("goal").original)


async def test_no_card_of_nothing_and_steady_first(sits: Sits) -> None:
    mara = await sits("mara")
    await mara.goes_to("Quiet Page")
    await mara.types("I hate this, nobody listens to me")
    await mara.sees("Write it into a form")
    await mara.shoots("20-typed")
    await mara.presses("Steady first")
    await mara.presses("How your words are kept")
    await mara.shoots("21-consent")
    await mara.presses("All 20 questions")
    await mara.presses("Look it all over")
    await mara.sees("something of what matters most")
    await mara.shoots("22-nothing-yet")
    await mara.presses("Pause here")
    await mara.presses("Steady first")
    await mara.sees("Before any words, choose one")
    await mara.presses("Carry on")
    for _ in range(3):
        await mara.presses("Skip this question")
    await mara.presses("Carry on")
    await mara.sees("If the other person is waiting")
    await mara.shoots("23-steady")


def any_words(id: str) -> bool:
    return any(f.kind.is_words for f in SCRIPT.question(id).fields)


async def reach(who: Hands, question: str) -> None:
    """Wait for the next page; pass by a breath between two stages, and whether it is safe."""
    gate = SCRIPT.check("safe").ask
    any_of = re.compile(f"{re.escape(question)}|Part \\d of 7|{re.escape(gate)}")
    await who.sees(any_of)
    if gate in await who.reads():
        await who.shoots("05-gate")
        await who.presses("Yes")
    elif question not in await who.reads():
        await who.shoots("05-stage")
        await who.presses("Carry on")
    await who.sees(question)


def _texts(answer: dict[str, str | list[str]]) -> list[str]:
    found = [v for v in answer.values() if isinstance(v, str)]
    found += [line for v in answer.values() if isinstance(v, list) for line in v]
    return [text for text in found if " " in text]
