"""A command's option in the sandbox's page: found, typed into, offered, and sent."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import Sits
from tests.fake_discord import Town

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(loop_scope="session")
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        await town.start_bot("tests.process.toy_bot")
        yield town


async def test_a_choice_is_picked_and_sent(sits: Sits) -> None:
    mara = await sits("mara")
    await mara.fills("/place", "name", "berl", "Berlin, Germany")
    await mara.sees("You live in Europe/Berlin.")
    await mara.runs("/place")
    await mara.sees("You live in nowhere.")


async def test_with_keys_alone(sits: Sits) -> None:
    mara = await sits("mara")
    keys, line = mara.page.keyboard, mara.page.get_by_role("textbox", name="Message")
    await line.focus()
    await keys.type("/pl")
    await expect(mara.page.get_by_role("option")).to_have_count(2)
    await mara.shoots("options-commands")
    for key in ("ArrowDown", "Enter"):
        await keys.press(key)
    await expect(line).to_have_value("/place name:")
    await keys.type("be")
    await expect(mara.page.get_by_role("option")).to_have_count(2)
    await mara.shoots("options")
    for key in ("ArrowDown", "Enter"):
        await keys.press(key)
    await expect(line).to_have_value("/place name:Bern, Switzerland")
    await keys.press("Enter")
    await mara.sees("You live in Europe/Zurich.")


async def test_nothing_offered_is_said_and_may_be_sent_all_the_same(sits: Sits) -> None:
    mara = await sits("mara")
    line = mara.page.get_by_role("textbox", name="Message")
    await line.fill("/place name:Atlantis")
    await expect(mara.page.get_by_text("No options match your search.")).to_be_visible()
    await line.press("Enter")
    await mara.sees("You live in Atlantis.")
