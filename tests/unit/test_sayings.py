"""Times and days as people write them, one by one; `sayings.toml` has them."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from bot.schedule.dates import day_in
from bot.schedule.hours import minute_in

SAYINGS = tomllib.loads((Path(__file__).parent / "sayings.toml").read_text("utf-8"))
TODAY = date(2026, 11, 23)  # a Monday


def clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"


@pytest.mark.parametrize(("said", "meant"), SAYINGS["times"].items())
def test_a_time(said: str, meant: str) -> None:
    assert clock(minute_in(said)) == meant


@pytest.mark.parametrize(("said", "meant"), SAYINGS["days"].items())
def test_a_day(said: str, meant: str) -> None:
    day = day_in(said, TODAY)
    assert (day.isoformat() if day else "") == meant
