"""A walk through all twenty questions while something fails, over and over: nothing is lost.

Each is walked with two seeds; `SEEDS=50 make test` or `SEEDS=50 .venv/bin/python -m pytest
tests/process/test_service.py -k requests_fail` walks with fifty.
"""

import asyncio
import os
import random
import resource
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.fake_discord import Town
from tests.fake_discord.limits import FORMS, Limits
from tests.fake_discord.weather import KINDS, Weather
from tests.process.steps import Writer

pytestmark = pytest.mark.process

# One request in so many meets something.
ODDS = 0.15
# Seconds between one trouble of another kind and the next, and after a start.
BETWEEN = (0.1, 0.8)
A_LIFE = (0.3, 3.0)
# In a walk without trouble there are as many fields.
MOST_OF_THEM = 15
SEEDS = range(1, int(os.environ.get("SEEDS", "2")) + 1)

Trouble = Callable[[Town, random.Random], Awaitable[None]]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The bot at work. Whatever happens to it, it says nothing of a stack, and nothing leaks."""
    async with Town(tmp_path) as town:
        await town.start_bot()
        yield town
        await town.stop_bot()
        print(*(town.weather.met if town.weather else []), sep="\n")  # noqa: T201 - if it fails
        print(town.gateway.log, town.bot_log)  # noqa: T201
        assert town.complaints() == []
        assert "Traceback" not in town.bot_log
        assert "Something failed" not in town.bot_log
        assert "Ignoring exception" not in town.bot_log


async def brews(town: Town, trouble: Trouble, seed: int, over: asyncio.Event) -> None:
    """One trouble after the other, until it is over."""
    rng = random.Random(seed)  # noqa: S311
    while not over.is_set():
        await town.clock.sleep(rng.uniform(*BETWEEN))
        await trouble(town, rng)


async def walks_through(town: Town, seed: int, *troubles: Trouble) -> None:
    """And finds in the end what they were shown as kept, once."""
    writer = Writer(town.members["mara"], seed)
    async with asyncio.TaskGroup() as group:
        over = asyncio.Event()
        for trouble in troubles:
            group.create_task(brews(town, trouble, seed, over))
        await writer.walks()
        over.set()
    town.weather = None
    await town.clock.until(town.gateway.online.is_set)
    assert await writer.misses() == []
    assert writer.answered > MOST_OF_THEM


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
async def test_requests_fail(town: Town, kind: str, seed: int) -> None:
    town.weather = Weather(kind, seed, ODDS)
    await walks_through(town, seed)


@pytest.mark.parametrize("form", FORMS)
async def test_little_is_allowed(town: Town, form: str) -> None:
    town.limits = Limits(FORMS[form]())
    await walks_through(town, 1)
    assert town.limits.refused == 0


async def the_line_breaks(town: Town, rng: random.Random) -> None:
    await town.clock.until(town.gateway.online.is_set)
    match rng.choice(["4000", "1001", "torn", "asked", "suspended", "over", "forgotten"]):
        case "torn":
            await town.gateway.drop(0)
        case "asked":
            town.gateway.ask_to_reconnect()
        case "suspended":
            town.gateway.invalidate(resumable=True)
        case "over":
            town.gateway.invalidate(resumable=False)
        case "forgotten":
            town.gateway.forget_sessions()
            await town.gateway.drop()
        case code:
            await town.gateway.drop(int(code))


@pytest.mark.parametrize("seed", SEEDS)
async def test_the_line_breaks(town: Town, seed: int) -> None:
    await walks_through(town, seed, the_line_breaks)
    assert "RESUME" in town.gateway.log


async def the_line_breaks_and_much_is_said_again(town: Town, rng: random.Random) -> None:
    await town.clock.until(town.gateway.online.is_set)
    town.gateway.repeats = rng.randrange(1, 9)
    await town.gateway.drop()


@pytest.mark.parametrize("seed", SEEDS)
async def test_discord_says_things_again(town: Town, seed: int) -> None:
    await walks_through(town, seed, the_line_breaks_and_much_is_said_again)


async def the_power_goes(town: Town, rng: random.Random) -> None:
    await town.clock.sleep(rng.uniform(*A_LIFE))
    await town.cut_power()


@pytest.mark.parametrize("seed", SEEDS)
async def test_the_power_goes(town: Town, seed: int) -> None:
    await walks_through(town, seed, the_power_goes)


async def the_disk_is_full(town: Town, rng: random.Random) -> None:
    room = rng.choice([1, 4_096, 40_000])
    before = resource.prlimit(town.bot.pid, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    await town.clock.sleep(rng.uniform(0.1, 0.5))
    resource.prlimit(town.bot.pid, resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="prlimit is Linux's")
@pytest.mark.parametrize("seed", SEEDS)
async def test_the_disk_is_full_now_and_then(town: Town, seed: int) -> None:
    await walks_through(town, seed, the_disk_is_full)
