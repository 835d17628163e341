"""The clock of the stand-in: moved on, it is moved for the bot and for Discord alike."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.standin import Town
from tests.standin.clock import MovedClock
from tests.standin.members import text_of
from tests.wire.waiting import until

pytestmark = pytest.mark.wire

A_DAY = 86_400


async def test_a_day_passes_for_the_bot(tmp_path: Path) -> None:
    """What somebody types is answered once a day."""
    async with Town(tmp_path) as town:
        await town.start_bot()
        mara = town.members["mara"]

        async def types(answers: int) -> None:
            mara.write("hello")
            # Nothing tells that nothing will come; a command that is answered comes after it.
            await mara.slash("help-now", where=mara.dm)
            await until(lambda: len([m for m in mara.inbox if "form" in text_of(m)]) == answers)

        await types(1)
        town.clock.advance(A_DAY / 2)
        await types(1)
        town.clock.advance(A_DAY)
        await types(2)
        assert town.complaints() == []


def test_it_can_be_put_back_and_what_is_said_then_still_comes_last(tmp_path: Path) -> None:
    town = Town(tmp_path)
    mara = town.members["mara"]
    town.clock.advance(A_DAY)
    first = mara.write("tomorrow")
    assert datetime.fromisoformat(first.timestamp) - datetime.now(UTC) > timedelta(hours=23)
    town.clock.back()
    second = mara.write("today")
    assert datetime.fromisoformat(second.timestamp) - datetime.now(UTC) < timedelta(hours=1)
    assert mara.sees(mara.dm) == [first, second]


async def test_an_hour_passes_in_steps_that_can_be_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.standin.clock.A_LOOK", 0.02)
    clock = MovedClock(tmp_path / "clock")
    passing = asyncio.create_task(clock.pass_by(3600))
    await asyncio.sleep(0.01)
    assert clock.ahead == timedelta(minutes=30)
    await passing
    assert clock.ahead == timedelta(hours=1)
