"""A file that somebody gives in a form, as it travels: uploaded, fetched by the bot, brought in."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.content import load
from tests.fake_discord import Town
from tests.fake_discord.members import Member, text_of
from tests.process.test_process import WORDS, begin, reopened, write

pytestmark = pytest.mark.process

say = load().say


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        await town.start_bot()
        yield town
        await town.stop_bot()
        assert town.complaints() == []


async def saves_everything_and_deletes_it(who: Member) -> bytes:
    await begin(who)
    await write(who, 1)
    await who.slash("my-words", where=who.dm)
    for label in ("Save, or bring in", "To bring in again (JSON)"):
        await who.press(label)
    [file] = [content for name, content in who.files().items() if name.endswith(".json")]
    await who.slash("my-words", where=who.dm)
    for label in ("Delete everything", "Yes, delete everything"):
        await who.press(label)
    return file


async def agrees(who: Member) -> None:
    await who.slash("checkin", where=who.dm)
    await who.press("How your words are kept")
    await who.press("Yes, begin")


async def gives(who: Member, file: bytes) -> str:
    """As far as the look at it; what the page says then."""
    await who.slash("my-words", where=who.dm)
    await who.press("Save, or bring in")
    opened = await who.press("Bring in a file")
    await who.submit(opened, {"file": [("notes.json", file)]})
    return text_of(who.inbox[-1])


async def test_a_file_is_brought_in(town: Town) -> None:
    mara = town.members["mara"]
    file = await saves_everything_and_deletes_it(mara)
    await agrees(mara)
    assert "New: 1." in await gives(mara, file)
    await mara.press(say("carry_page.merge"))
    assert "Brought in: 1." in text_of(mara.inbox[-1])
    await mara.slash("prepare", where=mara.dm)
    await mara.press(say("resume.buttons.0"))
    await mara.press("Back")
    assert await reopened(mara) == WORDS.format(1)


async def test_one_that_can_not_be_fetched_changes_nothing(town: Town) -> None:
    mara = town.members["mara"]
    file = await saves_everything_and_deletes_it(mara)
    await agrees(mara)
    town.world.files._blobs.clear()
    forget = town.world.files.store_attachment

    def forgets(*given: Any, **more: Any) -> Any:  # noqa: ANN401
        kept = forget(*given, **more)
        town.world.files._blobs.clear()
        return kept

    town.world.files.store_attachment = forgets  # type: ignore[method-assign]
    assert say("carry_page.not_understood") in await gives(mara, file)
