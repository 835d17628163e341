"""Days and times as people write them."""

from datetime import UTC, date, datetime

import pytest

from bot.flow.planning import before, day_in
from bot.flow.reminding import minute_in
from bot.flow.timing import is_quiet, local

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("today", date(2026, 11, 23)),
        ("Tomorrow", date(2026, 11, 24)),
        ("thursday", date(2026, 11, 26)),
        ("on Thu", date(2026, 11, 26)),
        ("Monday", date(2026, 11, 30)),
        ("3 December", date(2026, 12, 3)),
        ("3rd of Dec.", date(2026, 12, 3)),
        ("December 3", date(2026, 12, 3)),
        ("3.12.", date(2026, 12, 3)),
        ("1 May", date(2027, 5, 1)),
        ("2026-12-03", date(2026, 12, 3)),
        ("31 February", None),
        ("99", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day(said: str, meant: date | None) -> None:
    assert day_in(said, TODAY) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("18:30", 18 * 60 + 30),
        ("6.30 pm", 18 * 60 + 30),
        ("6.30pm", 18 * 60 + 30),
        ("7", 7 * 60),
        ("12 am", 0),
        ("12 pm", 12 * 60),
        ("9h15", 9 * 60 + 15),
        ("13 pm", None),
        ("25:00", None),
        ("18:75", None),
        ("half past six", None),
        ("", None),
    ],
)
def test_a_time(said: str, meant: int | None) -> None:
    assert minute_in(said) == meant


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("evening", [True, False])
def test_a_nudge_before_comes_before_and_never_in_quiet_hours(hour: int, *, evening: bool) -> None:
    zone = "Europe/Berlin"
    talk = datetime(2026, 12, 3, hour, tzinfo=UTC)
    at = before(zone, talk, evening=evening)
    assert at < talk
    assert not is_quiet(zone, at)
    assert (local(zone, talk).date() - local(zone, at).date()).days <= 1
