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
