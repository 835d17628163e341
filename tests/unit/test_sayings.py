"""Times and days as people write them, one by one; `sayings.toml` has them."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from bot.schedule.dates import day_in, said_in
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


@pytest.mark.parametrize(
    ("said", "meant", "half", "time"),
    [
        ("Next Sunday, by phone, after lunch", "2026-11-29", "", ""),
        ("Sunday, after dinner", "2026-11-29", "", ""),
        ("on Sunday at her place", "2026-11-29", "", ""),
        ("Sunday (by phone)", "2026-11-29", "", ""),
        ("Sunday. By phone.", "2026-11-29", "", ""),
        ("Sunday - with friends", "2026-11-29", "", ""),
        ("Sunday, 3 pm, at her place", "2026-11-29", "", "15:00"),
        ("Sunday afternoon, at the lake", "2026-11-29", "afternoon", ""),
        ("January 4, 2027, in the park", "2027-01-04", "", ""),
        ("In two weeks, by phone", "2026-12-07", "", ""),
        ("tomorrow with Anna", "2026-11-24", "", ""),
        ("yesterday, by phone", "2026-11-22", "", ""),
    ],
)
def test_a_day_that_a_sentence_begins_with(said: str, meant: str, half: str, time: str) -> None:
    read = said_in(said, TODAY)
    assert read is not None
    assert (read.day.isoformat(), read.half, clock(read.minute)) == (meant, half, time)


@pytest.mark.parametrize(
    "said",
    [
        "Sunday, or Monday",
        "Sunday, no, Tuesday",
        "Sunday, 7 December",
        "Sunday, March",
        "Sunday, maybe",
        "Sunday, if she is back",
        "Sunday after the wedding",
        "Sunday after the call on Monday",
        "Friday at the latest",
        "Sunday, not before",
        "Sunday, by phone, 3 pm",
        "not Sunday, by phone",
        "May, by phone",
        "in the morning, by phone",
    ],
)
def test_a_sentence_that_leaves_the_day_open_is_none(said: str) -> None:
    assert said_in(said, TODAY) is None
