"""The people of these tests do what real ones can do, and see what real ones would see."""

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from tests.actors import House, Person
from tests.invariants.tests.toy import toy


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """These are about the people, so the bot is a toy."""
    async with House(toy(), tmp_path) as house:
        yield house
    assert not house.complaints()


async def test_what_is_written_is_read_by_its_writer(ada: Person, ben: Person) -> None:
    await ada.runs("/prepare")
    assert ada.whisper.text == "Check your messages."
    assert ada.page.buttons == ["Write", "Skip"]
    await ada.writes({"In your own words": "the kitchen, last winter"})
    assert "the kitchen, last winter" in ada.page.text
    assert ben.sees == []


async def test_a_form_can_be_looked_at_before_it_is_sent(ada: Person) -> None:
    await ada.runs("/prepare", where=ada.dm)
    await ada.presses("Write")
    assert ada.form["In your own words"] == ""
    await ada.writes()
    assert "is what Ada never told anyone" in ada.page.text


async def test_who_presses_what_is_not_there_is_shown_what_is(ada: Person) -> None:
    await ada.runs("/prepare")
    with pytest.raises(
        AssertionError, match=r"nothing is called 'Jump' before Ada:(.|\n)*\[Skip\]"
    ):
        await ada.presses("Jump")


async def test_an_old_button_works_after_a_restart(ada: Person, house: House) -> None:
    await ada.runs("/prepare")
    page = ada.page
    await house.restart()
    await ada.presses("Write", on=page)
    assert ada.form.title == "What you noticed"


async def nudge(house: House, person: Person, mark: str) -> None:
    """The bot says something nobody asked for just now."""
    door = await house.env.bot.create_dm(discord.Object(person.id))
    await door.send("Whenever you're ready. No rush.", nonce=mark)


async def test_what_is_said_twice_under_one_mark_is_there_once(ada: Person, house: House) -> None:
    for mark in ("first", "first", "second", "first"):
        await nudge(house, ada, mark)
    assert len(ada.inbox) == 2
    await house.passes(6 * 60)
    await nudge(house, ada, "first")
    assert len(ada.inbox) == 3


async def test_an_answer_can_be_lost_though_the_message_is_there(ada: Person, house: House) -> None:
    ada.loses_an_answer()
    with pytest.raises(discord.HTTPException):
        await nudge(house, ada, "first")
    await nudge(house, ada, "first")
    assert len(ada.inbox) == 1


@pytest.mark.parametrize(("status", "code"), [(403, 50007), (403, 20026), (403, 40003), (503, 0)])
async def test_somebody_can_be_out_of_reach(
    ada: Person, house: House, status: int, code: int
) -> None:
    ada.dms_closed(status, code, times=1)
    with pytest.raises(discord.HTTPException) as refusal:
        await nudge(house, ada, "first")
    assert (refusal.value.status, refusal.value.code) == (status, code)
    await nudge(house, ada, "first")
    assert len(ada.inbox) == 1
