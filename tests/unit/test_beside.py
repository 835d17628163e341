"""What is done beside the loop: how Python is set meanwhile, and as before afterwards."""

import asyncio
import gc
import sys
import threading

import pytest

from bot.beside import HAND_OVER, NEVER, beside


def how() -> tuple[float, tuple[int, int, int]]:
    return sys.getswitchinterval(), gc.get_threshold()


async def test_everybody_else_has_the_interpreter_soon_and_nothing_is_looked_through() -> None:
    before, here = how(), threading.get_ident()
    (interval, thresholds), where = await beside(lambda: (how(), threading.get_ident()))
    assert interval == pytest.approx(HAND_OVER)
    assert thresholds[2] == NEVER
    # What is young is looked through as ever: what goes round in a circle does not pile up.
    assert thresholds[:2] == before[1][:2]
    assert where != here
    assert how() == before


async def test_as_before_is_when_the_last_one_has_ended() -> None:
    before, may_end = how(), threading.Event()
    first = asyncio.create_task(beside(may_end.wait))
    await asyncio.sleep(0)
    await beside(int)
    assert how() != before
    may_end.set()
    await first
    assert how() == before


async def test_what_is_raised_comes_back_and_nothing_stays_set() -> None:
    before = how()
    with pytest.raises(ZeroDivisionError):
        await beside(lambda: 1 / 0)
    assert how() == before
