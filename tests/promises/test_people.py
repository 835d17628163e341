"""The people of these tests do what real ones can do, and see what real ones would see."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.people import House, Person
from tests.promises.toy import toy


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
