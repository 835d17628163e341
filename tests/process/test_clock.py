"""The clock of the stand-in: moved on, it is moved for the bot and for Discord alike."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fake_discord import Town, ready
from tests.fake_discord.clock import A_LOOK, MovedClock
from tests.process.waiting import until

pytestmark = pytest.mark.process

A_DAY, A_WHILE, TEN_MINUTES = 86_400, 300, 600


async def test_time_passes_for_the_bot(tmp_path: Path) -> None:
    """What somebody types is answered every ten minutes at most, and the older answer goes."""
    async with Town(tmp_path) as town:
        await town.start_bot()
        mara = town.members["mara"]

        async def types(answers: int) -> None:
            mara.write("hello")
            await town.clock.rest()
            came = [str(a.message["components"]) for a in town.record.arrived]
            assert ["reach a person" in text for text in came] == [True] * answers

        await types(1)
        town.clock.advance(TEN_MINUTES / 2)
        await types(1)
        town.clock.advance(TEN_MINUTES)
        await types(2)
        assert town.complaints() == []


async def test_many_lines_at_once_get_one_answer(tmp_path: Path) -> None:
    async with Town(tmp_path) as town:
        await town.start_bot()
        mara = town.members["mara"]
        for _ in range(5):
            mara.write("hello")
        await town.clock.rest()
        assert len(town.record.arrived) == 1
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


async def test_an_hour_passes_in_steps_that_can_be_noticed(tmp_path: Path) -> None:
    clock = MovedClock(tmp_path / "clock", hurried=True)
    steps = []
    clock.watched.append(lambda: steps.append((clock.ahead, clock.seconds())))
    await clock.pass_by(3600)
    (half, at_first), (whole, then) = steps
    assert (half, whole) == (timedelta(minutes=30), timedelta(hours=1))
    assert then - at_first >= A_LOOK


async def test_what_nothing_happens_in_is_leapt_over_for_everybody(tmp_path: Path) -> None:
    async with Town(tmp_path) as town:
        await town.start_bot()
        mara = town.members["mara"]
        then = town.clock.seconds(), town.clock.now()
        await town.clock.sleep(A_WHILE)
        assert town.clock.seconds() - then[0] >= A_WHILE
        assert town.clock.now() - then[1] >= timedelta(seconds=A_WHILE)
        # The bot looked every five seconds; its line is there, or there again.
        await town.clock.until(town.gateway.online.is_set)
        assert not (await mara.slash("help-now", where=mara.dm)).failed
        await town.clock.looks(1)
        assert town.complaints() == []


async def test_who_has_something_to_do_is_not_idle_and_who_sleeps_is() -> None:
    for code, idle in (("while True: pass", False), ("import time; time.sleep(600)", True)):
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
        try:
            await until(lambda: ready.is_idle(process.pid) == idle)  # noqa: B023
            assert all(ready.is_idle(process.pid) == idle for _ in range(20))
        finally:
            process.kill()
            await process.wait()
    assert not ready.is_idle(process.pid)
