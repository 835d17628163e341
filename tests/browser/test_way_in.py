"""From the line in a server to the private chat, by the button beside it."""

import pytest
from playwright.async_api import expect

from bot.content import load
from tests.browser.conftest import Sits
from tests.fake_discord import Town

pytestmark = pytest.mark.browser

say = load().say


async def test_the_button_opens_their_chat(sits: Sits, town: Town) -> None:
    mara = await sits("mara")
    await mara.runs("/prepare")
    await mara.sees("look under Message Requests")
    await mara.shoots("way-in")
    await mara.page.get_by_role("link", name=say("open_chat.button")).click()
    await expect(mara.newest.get_by_role("button", name="How your words are kept")).to_be_visible()
    await mara.shoots("way-in-chat")
    assert town.complaints() == []
