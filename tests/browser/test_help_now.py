"""Where people are: Help now, what is answered to typed words, and how to listen, as they look."""

import pytest

from bot.content import load
from tests.browser.conftest import Sits

pytestmark = pytest.mark.browser

SAY, SAFETY = load().say, load().safety


async def test_a_number_stands_there_before_anything_is_chosen(sits: Sits) -> None:
    mara = await sits("mara")
    await mara.runs("/page")
    await mara.goes_to("Quiet Page")
    await mara.presses("Help now")
    await mara.sees("United States and Canada: call or text 988")
    await mara.shoots_tall("h01-help-now")
    await mara.chooses(SAFETY.ask, "I'm thinking about suicide or can't cope")
    await mara.sees("You deserve to talk to someone now.")
    await mara.shoots_tall("h02-crisis-no-country")
    await mara.chooses(SAY("help_page.country"), "United Kingdom")
    await mara.sees("SHOUT to 85258")
    await mara.shoots_tall("h03-crisis-gb")
    await mara.chooses(SAFETY.ask, "I'm afraid of someone, or being hurt")
    await mara.sees("Scotland")
    await mara.shoots_tall("h04-afraid-gb")
    await mara.chooses(SAY("help_page.country"), "More countries")
    await mara.chooses(SAY("help_page.country"), "Norway")
    await mara.sees("VO-linjen")
    await mara.shoots_tall("h05-afraid-no")


async def test_typed_words_are_answered_with_where_people_are(sits: Sits) -> None:
    mara = await sits("mara")
    await mara.runs("/page")
    await mara.goes_to("Quiet Page")
    await mara.types("I can't go on like this")
    await mara.sees("please reach a person")
    await mara.shoots("h06-typed")
    await mara.presses("Help now")
    await mara.sees("call or text 988")


async def test_how_to_listen_is_one_page(sits: Sits) -> None:
    mara = await sits("mara")
    await mara.runs("/original")
    await mara.goes_to("Quiet Page")
    await mara.shoots_tall("h07-original")
    await mara.presses("How to listen to someone")
    await mara.sees("Did I get that right?")
    await mara.shoots_tall("h08-listening")
