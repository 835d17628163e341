"""Through the browser: everything saved, deleted, and brought in again."""

import pytest

from bot.content import load
from tests.browser.conftest import ON_A_PHONE, Sits
from tests.browser.test_checkin import agree
from tests.browser.test_lock import LINE, notes

pytestmark = [pytest.mark.browser, ON_A_PHONE]

say = load().say


async def test_a_file_is_saved_and_brought_in_again(sits: Sits) -> None:
    mara = await sits("mara")
    await agree(mara)
    await notes(mara, "Shoulders")
    await mara.runs("/my-words")
    await mara.presses(say("carry_page.button"))
    async with mara.page.expect_download() as saving:
        await mara.presses(say("carry_page.json"))
        await mara.page.get_by_role("link", name=".json").last.click()
    file = (await (await saving.value).path()).read_bytes()
    assert LINE.encode() in file
    await mara.runs("/my-words")
    await mara.presses("Delete everything")
    await mara.presses("Yes, delete everything")
    await agree(mara)
    await mara.runs("/my-words")
    await mara.presses(say("carry_page.button"))
    await mara.presses(say("carry_page.bring"))
    await mara.shoots("files-1-form")
    await mara.gives(say("carry_page.field"), "notes.json", file)
    await mara.sees("New: 1.")
    await mara.shoots("files-2-look")
    await mara.presses(say("carry_page.merge"))
    await mara.sees("Brought in: 1.")
