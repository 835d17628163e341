"""The real process, and what people see of it when the power goes or the disk is full."""

import resource
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.content import load
from tests.fake_discord import Town
from tests.fake_discord.members import Member, text_of

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="prlimit is Linux's"),
]

LIBRARY = load()
WORDS = "What I have told no one yet, number {}: the letters lie in the blue tin."


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The bot at work. Whatever the test did to it, nothing has leaked anywhere."""
    async with Town(tmp_path) as town:
        await town.start_bot()
        yield town
        await town.stop_bot()
        assert town.complaints() == []


async def begin(who: Member, length: str = "All 20 questions") -> None:
    await who.slash("prepare")
    await who.press("How your words are kept")
    await who.press("Yes, begin")
    await who.press(length)


async def write(who: Member, n: int) -> str:
    """Answer the first question with a sentence; what the page says then."""
    opened = await who.press("Write my answer")
    await who.submit(opened, {"note": WORDS.format(n)})
    return text_of(who.inbox[-1])


async def reopened(who: Member) -> str:
    """What stands in the first question's form."""
    opened = await who.press("Change my answer")
    assert opened.form
    entries = [part["component"] for part in opened.form["components"]]
    return next(str(e.get("value", "")) for e in entries if e["custom_id"] == "note")


async def test_an_answer_outlives_the_power(town: Town) -> None:
    mara = town.members["mara"]
    await begin(mara)
    assert "Question 2 of 20" in await write(mara, 1)
    await town.kill_bot()
    await town.start_bot()
    await mara.press("Back")
    assert await reopened(mara) == WORDS.format(1)


async def test_a_full_disk_loses_nothing_and_hands_the_words_back(town: Town) -> None:
    mara = town.members["mara"]
    await begin(mara)
    largest = max(f.stat().st_size for f in town.bot.data.iterdir())
    assert largest
    unlimited = resource.prlimit(town.bot.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    page = await write(mara, 1)
    assert LIBRARY.say("error.save_failed") in page
    assert WORDS.format(1) in page
    opened = await mara.press("Help now")
    assert "life is in danger" in text_of(mara.inbox[-1]), opened
    resource.prlimit(town.bot.pid, resource.RLIMIT_FSIZE, unlimited)
    await mara.press("Back")
    assert "Question 2 of 20" in await write(mara, 2)
    await mara.press("Back")
    assert await reopened(mara) == WORDS.format(2)


async def test_asked_to_stop_it_ends_within_its_time_and_with_nothing_lost(town: Town) -> None:
    mara = town.members["mara"]
    await begin(mara)
    await write(mara, 1)
    assert await town.stop_bot() == 0
    await town.start_bot()
    await mara.press("Back")
    assert await reopened(mara) == WORDS.format(1)


async def test_commands_are_told_to_discord_only_when_they_changed(town: Town) -> None:
    await town.stop_bot()
    await town.start_bot()
    told = [r for r in town.requests if r.method == "PUT" and r.path.endswith("/commands")]
    assert len(told) == 1
