"""What the house does by itself."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.ops.scheduler import scheduled_jobs
from bot.store import StoreUnavailable

SOON = timedelta(milliseconds=20)
NEVER = timedelta(days=1)
# What hangs is found by it.
PATIENCE = 60


async def nothing() -> None:
    """A chore with nothing to do."""


class Counted:
    """A chore that counts, and may fail the first time."""

    def __init__(self, enough: int, failing: Exception | None = None) -> None:
        self.times, self._enough, self._failing = 0, enough, failing
        self.done = asyncio.Event()

    async def does(self) -> None:
        self.times += 1
        if self.times == self._enough:
            self.done.set()
        if self.times == 1 and self._failing:
            raise self._failing


async def test_the_chores_are_done_again_and_again_until_the_bot_stops() -> None:
    advance_generation, look = Counted(3), Counted(3)
    async with scheduled_jobs(advance_generation.does, look.does, every=SOON, often=SOON):
        for chore in (advance_generation, look):
            await asyncio.wait_for(chore.done.wait(), PATIENCE)
    before = advance_generation.times, look.times
    await asyncio.sleep(0.1)
    assert (advance_generation.times, look.times) == before


async def test_one_that_fails_is_tried_again() -> None:
    advance_generation = Counted(2, OSError())
    async with scheduled_jobs(advance_generation.does, nothing, every=SOON):
        await asyncio.wait_for(advance_generation.done.wait(), PATIENCE)


@pytest.mark.parametrize(
    "error", [StoreUnavailable("a word"), ExceptionGroup("a word", [StoreUnavailable("a word")])]
)
async def test_a_look_that_fails_is_one_line_by_its_kind_and_the_next_one_follows(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    look = Counted(3, error)
    with caplog.at_level(logging.DEBUG, "bot"):
        async with scheduled_jobs(nothing, look.does, often=SOON):
            await asyncio.wait_for(look.done.wait(), PATIENCE)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert lines == ["a look at what is due failed: StoreUnavailable"]


async def test_a_long_look_is_alone_and_ends_with_the_bot(caplog: pytest.LogCaptureFixture) -> None:
    looks, ended, begun = [], [], asyncio.Event()

    async def look() -> None:
        looks.append("begun")
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("ended")

    async with scheduled_jobs(nothing, look, often=SOON):
        await asyncio.wait_for(begun.wait(), PATIENCE)
        await asyncio.sleep(0.2)
    assert (looks, ended) == (["begun"], ["ended"])
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
