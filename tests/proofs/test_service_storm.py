"""Everything that can go wrong on the wire at once, many times over: nothing is lost or doubled."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fake_discord import Town
from tests.fake_discord.weather import Weather
from tests.process.test_service import (
    ODDS,
    the_disk_is_full,
    the_line_breaks,
    the_line_breaks_and_much_is_said_again,
    the_power_goes,
    walks_through,
)

pytestmark = pytest.mark.prove

SEEDS = range(20)
TROUBLES = (
    the_line_breaks,
    the_line_breaks_and_much_is_said_again,
    the_power_goes,
    the_disk_is_full,
)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    # In real seconds: here, no time is leapt over.
    async with Town(tmp_path, hurried=False) as town:
        await town.start_bot()
        yield town
        await town.stop_bot()
        assert town.complaints() == []
        assert "Traceback" not in town.bot_log


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_comes_together(
    town: Town, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fake_discord.acts.PATIENCE", 1.5)
    weather = town.weather = Weather("all of it", seed, ODDS)
    trouble = TROUBLES[seed % len(TROUBLES)]
    await walks_through(town, seed, trouble)
    kinds = Counter(" ".join(met.split()[2:]) for met in weather.met)
    signed_in = town.gateway.log.count("IDENTIFY")
    print(  # noqa: T201
        f"\nseed {seed}: {len(weather.met)} requests met something ({dict(kinds)});"
        f" {signed_in} sign-ins, {len(town.gateway.log) - signed_in} lines taken up again;"
        f" {trouble.__name__}; 0 lost, 0 doubled"
    )
