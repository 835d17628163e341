"""When a talk is to be: days as people write them, and when to say something about it. Pure."""

import re
from datetime import date, datetime, timedelta

from bot.confidential import Confidential
from bot.flow.timing import A_DAY, QUIET_FROM, instant, is_quiet, local

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
SHORTEST = 3
# Nobody plans a talk further ahead than this.
MOST_DAYS = 370
HALF_PAST_SIX = 18 * 60 + 30
AN_HOUR = timedelta(hours=1)
# So long before the quiet hours there is still time to read a nudge.
LAST_WORD = QUIET_FROM - 30
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})\.?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([a-z]+)\.?")
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?")


def day_in(text: str, today: date) -> date | None:
    """The day somebody means: "today", "Thursday", "3 December", "2026-12-03". None: no idea.

    A day of the year without a year is the next of its name.
    """
    said = text.strip().casefold().removeprefix("on ").removeprefix("next ")
    if said in {"today", "tonight", "this evening"}:
        return today
    if said == "tomorrow":
        return today + A_DAY
    if (weekday := _named(WEEKDAYS, said)) is not None:
        return today + A_DAY * ((weekday - today.weekday() - 1) % 7 + 1)
    if found := _ISO.fullmatch(said):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(said):
        return _next(int(found[1]), int(found[2]), today)
    if found := _DAY_MONTH.fullmatch(said):
        return _in_month(found[2], int(found[1]), today)
    if found := _MONTH_DAY.fullmatch(said):
        return _in_month(found[1], int(found[2]), today)
    return None


def day_of(typed: Confidential[str], today: date) -> date | None:
    """The same of something sealed: one of the days of the coming year comes out, or nothing."""
    read = typed.map(lambda text: day_in(text, today))
    days = (today + A_DAY * n for n in range(-1, MOST_DAYS))
    return next((d for d in days if read.satisfies(lambda r, d=d: r == d)), None)  # type: ignore[misc]


def before(zone: str, talk: datetime, *, evening: bool) -> datetime:
    """When to nudge: an hour before, or the evening before; earlier, where that is quiet."""
    day = local(zone, talk).date()
    at = instant(zone, day - A_DAY, HALF_PAST_SIX) if evening else talk - AN_HOUR
    if not is_quiet(zone, at):
        return at
    wall = local(zone, at)
    late = wall.hour * 60 + wall.minute >= QUIET_FROM
    return instant(zone, wall.date() - A_DAY * (not late), LAST_WORD)


def _named(names: tuple[str, ...], said: str) -> int | None:
    if len(said) < SHORTEST:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(said)), None)


def _in_month(month: str, day: int, today: date) -> date | None:
    number = _named(MONTHS, month)
    return None if number is None else _next(day, number + 1, today)


def _next(day: int, month: int, today: date) -> date | None:
    this_year = _date(today.year, month, day)
    if this_year and this_year >= today:
        return this_year
    return _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
