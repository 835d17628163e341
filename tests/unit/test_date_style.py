"""Dates and times are shown in one form each, as whoever reads them is used to."""

from datetime import date, datetime

import pytest

from bot.content.date_style import style_of

DAY = date(2026, 11, 27)
EVENING = 18 * 60 + 30
EN_DASH = "\u2013"


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [
        ("en-US", "November 27, 2026", "6:30 PM"),
        ("", "November 27, 2026", "6:30 PM"),
        ("en-GB", "27 November 2026", "18:30"),
        ("de", "27 November 2026", "18:30"),
        ("fr", "27 November 2026", "18:30"),
        ("pt-BR", "27 November 2026", "18:30"),
        ("es-419", "27 November 2026", "6:30 PM"),
        ("hi", "27 November 2026", "6:30 PM"),
        ("ko", "27 November 2026", "6:30 PM"),
        ("zh-TW", "27 November 2026", "6:30 PM"),
        ("el", "27 November 2026", "6:30 PM"),
        ("something-new", "27 November 2026", "18:30"),
    ],
)
def test_as_their_language_has_it(language: str, day: str, time: str) -> None:
    style = style_of(language)
    assert (style.day(DAY), style.time(EVENING)) == (day, time)


@pytest.mark.parametrize("language", ["", "en-US", "en-GB", "de"])
@pytest.mark.parametrize(("clock", "time"), [("12", "6:30 PM"), ("24", "18:30")])
def test_a_clock_that_they_chose_counts_more(language: str, clock: str, time: str) -> None:
    assert style_of(language, clock).time(EVENING) == time


@pytest.mark.parametrize(
    ("minute", "twelve", "day"),
    [
        (0, "12:00 AM", "00:00"),
        (5, "12:05 AM", "00:05"),
        (9 * 60, "9:00 AM", "09:00"),
        (12 * 60, "12:00 PM", "12:00"),
        (23 * 60 + 59, "11:59 PM", "23:59"),
    ],
)
def test_midnight_and_noon(minute: int, twelve: str, day: str) -> None:
    assert style_of("en-US").time(minute) == twelve
    assert style_of("de").time(minute) == day


def test_a_day_with_its_name_and_its_time() -> None:
    wall = datetime(2026, 11, 27, 18, 30)  # noqa: DTZ001 - as on a wall
    assert style_of("en-US").moment(wall) == "Friday, November 27, 2026, 6:30 PM"
    assert style_of("en-GB").moment(wall) == "Friday, 27 November 2026, 18:30"


@pytest.mark.parametrize(
    ("language", "first", "last", "told"),
    [
        ("en-US", date(2026, 11, 23), date(2026, 11, 29), "November 23 {to} 29"),
        ("en-US", date(2026, 12, 28), date(2027, 1, 3), "December 28 {to} January 3"),
        ("en-GB", date(2026, 11, 23), date(2026, 11, 29), "23 {to} 29 November"),
        ("de", date(2026, 11, 30), date(2026, 12, 6), "30 November {to} 6 December"),
    ],
)
def test_a_few_days_in_a_row(language: str, first: date, last: date, told: str) -> None:
    assert style_of(language).span(first, last) == told.format(to=EN_DASH)
