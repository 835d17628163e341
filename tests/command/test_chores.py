"""What the house does by itself."""

import asyncio
from datetime import timedelta

from bot.chores import chores


async def test_the_chores_are_done_again_and_again_until_the_bot_stops() -> None:
    done: list[str] = []
    enough = asyncio.Event()

    async def bump() -> None:
        done.append("bumped")
        if len(done) == 3:
            enough.set()

    with chores(bump, every=timedelta(milliseconds=20)):
        await asyncio.wait_for(enough.wait(), 30)
    before = len(done)
    await asyncio.sleep(0.1)
    assert len(done) == before


async def test_one_that_fails_is_tried_again() -> None:
    tried: list[str] = []
    again = asyncio.Event()

    async def bump() -> None:
        tried.append("tried")
        if len(tried) == 1:
            raise OSError
        again.set()

    with chores(bump, every=timedelta(milliseconds=20)):
        await asyncio.wait_for(again.wait(), 30)
