"""Each lock was seen closed: a bot that breaks one promise is caught, one that keeps all is not."""

from pathlib import Path

import pytest

from tests.actors import House
from tests.invariants.tests.toy import Slip, toy


async def complaints_about(slip: Slip, folder: Path) -> str:
    async with House(toy(slip), folder) as house:
        with house.env.time_context():
            ada, ben = house.person("Ada"), house.person("Ben")
            await ben.runs("/prepare")
            await ada.runs("/prepare")
            await ada.writes({"In your own words": ada.sentence()})
    return "\n".join(house.complaints())


async def test_a_bot_that_keeps_its_promises_is_left_in_peace(tmp_path: Path) -> None:
    assert await complaints_about(Slip.NONE, tmp_path) == ""


@pytest.mark.parametrize(
    ("slip", "noticed"),
    [
        (Slip.DEFERS_IN_PUBLIC, "everybody saw MESSAGE_CREATE"),
        (Slip.ECHOES_IN_THE_CHANNEL, "left by the wrong door"),
        (Slip.TYPES_IN_THE_CHANNEL, "everybody saw TYPING_START"),
        (Slip.TELLS_THE_OTHER, "left by the wrong door"),
        (Slip.LOGS, "a log record of toy holds"),
        (Slip.LOGS_AN_ERROR, "a log record of toy holds"),
        (Slip.LEAVES_A_FILE, "temp/"),
        (Slip.LEAVES_BASE64, "data.db-wal holds"),
        (Slip.NAMES_A_FILE, "never told anyone"),
        (Slip.FORM_AFTER_FORM, "a form can't be the answer to a form"),
        (Slip.BUTTON_WITHOUT_LABEL, "neither label nor emoji"),
    ],
)
async def test_a_broken_promise_is_noticed(slip: Slip, noticed: str, tmp_path: Path) -> None:
    assert noticed in await complaints_about(slip, tmp_path)


@pytest.mark.parametrize("slip", [Slip.NONE, Slip.BELIEVES_THE_BUTTON])
async def test_a_bot_that_believes_what_a_button_says_is_noticed(
    slip: Slip, tmp_path: Path
) -> None:
    async with House(toy(slip), tmp_path) as house:
        ada, ben = house.person("Ada"), house.person("Ben")
        for person in (ada, ben):
            await person.runs("/prepare")
        await ada.writes()
        await ben.forges(f"read/{ada.id}")
    noticed = "left by the wrong door" in "".join(house.complaints())
    assert noticed == (slip is Slip.BELIEVES_THE_BUTTON)


async def test_a_bot_that_falls_over_is_noticed(tmp_path: Path) -> None:
    async with House(toy(Slip.RAISES), tmp_path) as house:
        ada = house.person("Ada")
        await ada.runs("/prepare")
        with pytest.raises(AssertionError, match="This interaction failed"):
            await ada.writes()
    assert "the bot raised LookupError" in house.complaints()
