"""What is done beside the loop: how Python is set meanwhile, and as before afterwards."""

import asyncio
import gc
import sys
import threading
import time

import pytest

from bot.beside import A_STRETCH, HAND_OVER, NEVER, beside, rest


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


async def test_between_two_of_many_everybody_else_has_a_turn_though_nobody_asks_for_it() -> None:
    turns = 0

    async def elsewhere() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    def works() -> bool:
        # Nobody is told to hand the interpreter over: so it is when it is let go of for an instant
        # again and again.
        sys.setswitchinterval(60)
        before = turns
        for _ in range(500):
            since = time.perf_counter()
            while time.perf_counter() < since + A_STRETCH:
                pass
            rest()
            if turns > before:
                return True
        return False

    others = asyncio.create_task(elsewhere())
    assert await beside(works)
    others.cancel()
    await asyncio.wait({others})
