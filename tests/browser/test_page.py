"""The sandbox's page itself: everything a person can do in it, with a mouse or with keys alone."""

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


async def test_from_a_command_to_a_kept_answer(sits: Sits, town: Town) -> None:
    mara, ben = await sits("mara"), await sits("ben")
    await mara.runs("/prepare")
    await mara.sees("Only you can see this")
    await mara.goes_to("Quiet Page")
    await mara.presses("Write")
    await mara.shoots("form")
    await mara.writes(
        {"In your words": "It's about *us*.", "How is it?": "Tense", "And also?": ["Warm", "Numb"]}
    )
    await mara.sees("It's about us.")
    await mara.sees("tense")
    await mara.sees("['warm', 'numb']")
    await mara.chooses("Jump to", "Numb")
    await mara.sees("You chose ['numb']")
    await mara.runs("/takeout")
    await expect(mara.newest.get_by_role("link", name="card.md")).to_be_visible()
    await mara.presses("View")
    await mara.sees("for ä person")
    await mara.shoots("file")
    assert "Nothing was said here yet." in await ben.reads()
    await ben.goes_to("Quiet Page")
    assert "Nobody else sees it." in await ben.reads()
    assert town.complaints() == []


async def test_a_menu_whose_page_is_as_it_was_sends_nothing_twice(sits: Sits) -> None:
    mara = await sits("mara")
    await mara.runs("/prepare")
    await mara.goes_to("Quiet Page")
    await mara.chooses("Jump to", "Warm")
    await expect(mara.form).to_be_visible()
    await mara.form.get_by_role("button", name="Cancel").click()
    await mara.chooses("Jump to", "Warm")
    await expect(mara.form).to_be_hidden()
    await mara.chooses("Jump to", "Numb")
    await mara.chooses("Jump to", "Warm")
    await expect(mara.form).to_be_visible()


async def test_with_keys_alone(sits: Sits) -> None:
    mara = await sits("mara")
    keys = mara.page.keyboard
    await mara.runs("/prepare")
    await mara.goes_to("Quiet Page")
    await mara.page.get_by_role("button", name="Write").focus()
    await keys.press("Enter")
    await expect(mara.form.get_by_role("textbox", name="In your words")).to_be_focused()
    await keys.type("Slowly")
    for key in ("Tab", "Space", "ArrowDown", "Tab", "ArrowDown", "ArrowDown", "Enter", "Escape"):
        await keys.press(key)
    await expect(mara.form).to_be_visible()
    await keys.press("Tab")
    await keys.press("Tab")
    await expect(mara.form.get_by_role("button", name="Submit")).to_be_focused()
    await keys.press("Enter")
    await mara.sees("Slowly\ntense\n['tense']")


async def test_a_page_changes_under_the_eyes_and_says_when_the_bot_is_gone(
    sits: Sits, town: Town
) -> None:
    mara, again = await sits("mara"), await sits("mara")
    await mara.runs("/prepare")
    await mara.goes_to("Quiet Page")
    await again.goes_to("Quiet Page")
    await mara.presses("Later")
    await again.sees("Much later")
    await town.kill_bot()
    await expect(mara.page.get_by_role("status")).to_have_text("Quiet Page is offline")
    await mara.presses("Write")
    await mara.sees("This interaction failed")
    await town.start_bot("tests.process.toy_bot")
    await expect(mara.page.get_by_role("status")).to_be_hidden()
    await mara.presses("Write")
    await expect(mara.form).to_be_visible()


async def test_nothing_that_is_written_becomes_part_of_the_page(sits: Sits) -> None:
    mara = await sits("mara")
    await mara.types("<img src=x onerror=alert(1)> **bold** <https://example.org> \\*no\\*")
    await mara.sees("<img src=x onerror=alert(1)> bold https://example.org *no*")
    assert await mara.newest.locator("img").count() == 0


async def test_what_draws_pictures_of_letters_is_asked_last(sits: Sits) -> None:
    """It has digits and blanks as well; where no other font is, it would draw those."""
    mara = await sits("mara")
    asked = await mara.page.evaluate("getComputedStyle(document.body).fontFamily")
    assert asked.endswith('sans-serif, "Noto Color Emoji"')
