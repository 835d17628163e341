"""The stand-in itself: a real process, a real socket, and what Discord does when they break."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.fake_discord import Fault, Town
from tests.fake_discord.forms import Unfit
from tests.fake_discord.members import Member, text_of
from tests.fake_discord.process import BotDied
from tests.fake_discord.town import TOKEN
from tests.process.toy_bot import DEAD_END, PLACES

pytestmark = pytest.mark.process


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        await town.start_bot("tests.process.toy_bot")
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


async def test_what_stands_chosen_sends_nothing_until_its_page_is_changed(town: Town) -> None:
    mara = town.members["mara"]
    await mara.slash("prepare")
    assert (await mara.choose("Jump to", DEAD_END)).form
    with pytest.raises(Unfit, match="stands chosen there already"):
        await mara.choose("Jump to", DEAD_END)
    await mara.choose("Jump to", "numb")
    assert text_of(mara.inbox[0]) == "You chose ['numb']"
    assert (await mara.choose("Jump to", DEAD_END)).form
    assert any("goes dead" in line for line in town.complaints()), "and it is noticed"


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


async def test_an_option_is_filled_with_what_is_offered(town: Town) -> None:
    mara = town.members["mara"]
    assert await mara.choices("place", "name", "be") == PLACES
    offered = await mara.choices("place", "name", "berl", where=mara.dm)
    assert offered == {"Berlin, Germany": "Europe/Berlin"}
    await mara.slash("place", name=offered["Berlin, Germany"])
    assert said_last(mara) == "You live in Europe/Berlin."
    await mara.slash("place")
    assert said_last(mara) == "You live in nowhere."
    with pytest.raises(Unfit, match="has no option"):
        await mara.slash("place", zone="Europe/Berlin")


async def test_what_is_typed_reaches_the_bot(town: Town) -> None:
    mara = town.members["mara"]
    mara.write("hello, you")
    await town.clock.until(lambda: [text_of(m) for m in mara.inbox] == ["I read nothing."])


@pytest.mark.parametrize("code", [4000, 4009, 1001, 0])
async def test_a_dropped_socket_is_resumed_and_nothing_is_missed(town: Town, code: int) -> None:
    mara = town.members["mara"]
    await town.gateway.drop(code)
    await mara.slash("prepare")
    assert town.gateway.log == ["IDENTIFY", "RESUME"]
    assert len(mara.inbox) == 1


async def test_asked_to_reconnect_it_resumes(town: Town) -> None:
    town.gateway.ask_to_reconnect()
    await town.clock.until(lambda: town.gateway.log == ["IDENTIFY", "RESUME"])


async def test_an_old_button_answers_after_a_kill(town: Town) -> None:
    mara = town.members["mara"]
    await mara.slash("prepare")
    await town.kill_bot()
    await town.start_bot("tests.process.toy_bot")
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


def said_last(who: Member) -> str:
    return text_of(who.sees()[-1])


async def nudged(town: Town, **fault: Any) -> str:  # noqa: ANN401
    """Something goes wrong with one nudge to Mara; how the bot found it."""
    mara = town.members["mara"]
    town.fault(Fault("POST", f"/channels/{mara.dm}/messages", **fault))
    await mara.slash("nudge")
    return said_last(mara)


@pytest.mark.parametrize(("status", "code"), [(403, 50007), (403, 20026), (403, 40003), (503, 0)])
async def test_a_private_message_can_be_refused(town: Town, status: int, code: int) -> None:
    assert await nudged(town, status=status, code=code) == f"Refused: {status} {code}"
    assert town.members["mara"].inbox == []


async def test_a_private_message_can_be_held_up(town: Town) -> None:
    assert await nudged(town, status=429, retry_after=0.2) == "Sent as the-same-mark"
    assert len(town.members["mara"].inbox) == 1


@pytest.mark.parametrize(("status", "found"), [(0, "Nobody knows"), (503, "Refused: 503 0")])
async def test_a_message_can_be_there_without_the_bot_knowing_and_said_again_is_there_once(
    town: Town, status: int, found: str
) -> None:
    mara = town.members["mara"]
    assert await nudged(town, status=status, done=True) == found
    assert len(mara.inbox) == 1
    await mara.slash("nudge")
    assert said_last(mara) == "Sent as the-same-mark"
    assert len(mara.inbox) == 1


async def test_the_same_mark_is_another_message_for_somebody_else(town: Town) -> None:
    for member in town.members.values():
        await member.slash("nudge")
        await member.slash("nudge")
    assert [len(member.inbox) for member in town.members.values()] == [1, 1]


async def test_asked_to_stop_it_ends_well(town: Town) -> None:
    assert await town.stop_bot() == 0


async def test_a_bot_that_cannot_start_says_why_in_one_sentence(tmp_path: Path) -> None:
    async with Town(tmp_path) as town:
        town.bot.settings |= {"QUIET_PAGE_TOKEN": f"{TOKEN}-not"}
        with pytest.raises(BotDied, match="Discord refuses the token: make a new one") as death:
            await town.start_bot()
        assert death.value.code != 0
