"""The stand-in itself: a real process, a real socket, and what Discord does when they break."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.standin import Fault, Town
from tests.standin.members import text_of
from tests.standin.process import BotDied
from tests.wire.waiting import until

pytestmark = pytest.mark.wire


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        await town.start_bot("tests.wire.toy")
        yield town


async def test_from_a_command_to_a_kept_answer(town: Town) -> None:
    mara = town.members["mara"]
    await mara.slash("prepare")
    assert text_of(mara.inbox[0]).startswith("## Question 1")
    opened = await mara.press("Write")
    await mara.submit(opened, {"words": "It is about us.", "how": "tense", "also": ["numb"]})
    assert text_of(mara.inbox[0]).startswith("Kept:\nIt is about us.\ntense\n['numb']")
    assert [text_of(m) for m in mara.sees()] == ["Look at your messages."]
    assert town.members["ben"].sees() == town.members["ben"].inbox == []


async def test_a_deferred_press_changes_its_page(town: Town) -> None:
    mara = town.members["mara"]
    await mara.slash("prepare")
    await mara.press("Later")
    assert text_of(mara.inbox[0]) == "Much later"


async def test_a_file_is_handed_over_and_everything_is_cleared(town: Town) -> None:
    mara = town.members["mara"]
    await mara.slash("takeout", where=mara.dm)
    assert mara.files() == {"card.md": "# A card\nfor ä person".encode()}
    await mara.slash("clear")
    assert mara.inbox == []


async def test_closed_messages_are_refused(town: Town) -> None:
    mara = town.members["mara"]
    mara.close_dms()
    await mara.slash("prepare")
    assert [text_of(m) for m in mara.sees()] == ["Closed: 50007"]
    mara.open_dms()
    await mara.slash("prepare")
    assert len(mara.inbox) == 1


async def test_what_is_typed_reaches_the_bot(town: Town) -> None:
    mara = town.members["mara"]
    mara.write("hello, you")
    await until(lambda: [text_of(m) for m in mara.inbox] == ["I read nothing."])


@pytest.mark.parametrize("code", [4000, 4009, 1001, 0])
async def test_a_dropped_socket_is_resumed_and_nothing_is_missed(town: Town, code: int) -> None:
    mara = town.members["mara"]
    await town.gateway.drop(code)
    await mara.slash("prepare")
    assert town.gateway.log == ["IDENTIFY", "RESUME"]
    assert len(mara.inbox) == 1


async def test_asked_to_reconnect_it_resumes(town: Town) -> None:
    town.gateway.ask_to_reconnect()
    await until(lambda: town.gateway.log == ["IDENTIFY", "RESUME"])


async def test_an_old_button_answers_after_a_kill(town: Town) -> None:
    mara = town.members["mara"]
    await mara.slash("prepare")
    await town.kill_bot()
    await town.start_bot("tests.wire.toy")
    opened = await mara.press("Write")
    assert opened.form
    assert opened.form["title"] == "Question 1"


async def test_nobody_there_means_the_interaction_fails(town: Town) -> None:
    mara = town.members["mara"]
    await town.kill_bot()
    assert (await mara.slash("prepare")).failed


async def test_limits_and_refusals_are_passed_on(town: Town) -> None:
    mara = town.members["mara"]
    town.fault(Fault("POST", "/channels/*/messages", 429, retry_after=0.2))
    await mara.slash("prepare")
    assert len(mara.inbox) == 1
    assert [r.status for r in town.requests if r.path.endswith("/messages")] == [429, 200]


async def test_asked_to_stop_it_ends_well(town: Town) -> None:
    assert await town.stop_bot() == 0


async def test_a_bot_that_cannot_start_says_why_in_one_sentence(tmp_path: Path) -> None:
    async with Town(tmp_path) as town:
        town.bot.settings |= {"QUIET_PAGE_TOKEN": "not.the.one"}
        with pytest.raises(BotDied, match="Discord refuses the token: make a new one") as death:
            await town.start_bot()
        assert death.value.code != 0
