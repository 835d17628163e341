"""A refusal as Discord says it, over the wire: its place is in the log, and nothing of a value."""

from pathlib import Path

import pytest

from tests.fake_discord import Fault, Town
from tests.fake_discord.members import text_of
from tests.process.test_process import begin

pytestmark = pytest.mark.process

REPEATED = "Lena and the winter of that house"
REFUSAL = {
    "code": 50035,
    "message": f"Invalid Form Body: {REPEATED}",
    "errors": {
        "data": {
            "components": {
                "0": {"content": {"_errors": [{"code": "TOO_LONG", "message": REPEATED}]}}
            }
        }
    },
}
PLACE = "400 50035 data.components.0.content TOO_LONG"


async def test_the_place_is_in_the_log_and_the_page_comes_all_the_same(tmp_path: Path) -> None:
    async with Town(tmp_path) as town:
        await town.start_bot()
        mara = town.members["mara"]
        await begin(mara)
        town.fault(Fault("POST", "/interactions/*/callback", 400, answer=REFUSAL))
        await mara.press("Skip this question")
        assert "Question 2 of" in text_of(mara.inbox[-1])
        assert PLACE in town.bot_log
        assert REPEATED not in town.bot_log
        await town.stop_bot()
        assert town.complaints() == []


async def test_changed_too_often_it_waits_and_comes_as_a_new_message(tmp_path: Path) -> None:
    """A page older than an hour: so many changes in so many seconds, says Discord, and not when."""
    async with Town(tmp_path) as town:
        await town.start_bot()
        mara = town.members["mara"]
        await begin(mara)
        before = mara.inbox[-1]
        # Longer than a press may wait for its answer.
        town.fault(Fault("POST", "/interactions/*/callback", 429, 30046, retry_after=4.0))
        await mara.press("Skip this question")
        await town.clock.rest()
        await town.clock.until(lambda: mara.inbox[-1].id != before.id)
        assert "Question 2 of" in text_of(mara.inbox[-1])
        await town.stop_bot()
        assert town.complaints() == []
