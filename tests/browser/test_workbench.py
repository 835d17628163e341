"""The panel that breaks things: what somebody sees, and that it is over when it is over."""

import pytest
from playwright.async_api import expect

from bot.content import load
from tests.browser.conftest import Sits
from tests.browser.hands import Hands
from tests.browser.test_checkin import LINE, agree
from tests.fake_discord import Town

pytestmark = pytest.mark.browser

LIBRARY = load()


async def breaks(who: Hands, what: str) -> None:
    panel = await who.looks_at_the_clock()
    await panel.get_by_role("button", name=what).click()
    if await who.page.locator("#clock .moves").evaluate("e => getComputedStyle(e).position") == (
        "absolute"
    ):
        await panel.locator("summary").click()


async def test_closed_messages_and_a_line_that_drops(sits: Sits, town: Town) -> None:
    mara = await sits("mara")
    await breaks(mara, "Close my messages")
    await mara.runs("/page")
    await mara.sees(LIBRARY.say("notices.dms_are_closed")[:40])
    await mara.shoots("workbench-1-closed")
    await breaks(mara, "Close my messages")
    await breaks(mara, "Drop the line")
    await expect(mara.page.locator("#state")).to_contain_text("offline")
    await mara.shoots("workbench-2-offline")
    await breaks(mara, "Drop the line")
    await town.clock.until(town.gateway.online.is_set)
    await expect(mara.page.locator("#state")).to_have_text("")
    assert town.powered.is_set()


async def test_the_power_is_cut_and_nothing_is_lost(sits: Sits, town: Town) -> None:
    mara = await sits("mara")
    await agree(mara)
    await mara.presses("Say more")
    await mara.writes({"A line, if you like": LINE})
    await mara.sees("Add a word")
    await breaks(mara, "Cut the power")
    await expect(mara.page.locator("#state")).to_have_text("")
    await town.powered.wait()
    await mara.runs("/my-words")
    await mara.sees("Open one of these")
    await mara.shoots("workbench-3-after")


async def test_what_is_switched_on_stands_out(sits: Sits, town: Town) -> None:
    mara = await sits("mara")
    await breaks(mara, "Make Discord slow")
    await expect(mara.page.locator("#clock .broken")).to_be_visible()
    panel = await mara.looks_at_the_clock()
    await mara.shoots("workbench-4-panel")
    await panel.get_by_role("button", name="Make Discord slow").click()
    await expect(mara.page.locator("#clock .broken")).to_be_hidden()
    assert town.powered.is_set()
