"""Days as people write them. Pure.

Where a line can be read in two ways, one is taken, and shown back written out before anything
comes of it. What only might be a day is none.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from bot.confidential import Confidential
from bot.schedule.hours import NUMBERS, a_minute, waking_minute_in
from bot.schedule.timing import A_DAY

A_WEEK = 7 * A_DAY
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
# Letters of a name that is cut short.
SHORTEST = 3
# Nobody plans a talk further ahead than this.
MOST_DAYS = 370
# A day without a year that is over since no longer than this was meant all the same.
JUST_NOW = timedelta(days=30)
SATURDAY, SUNDAY = 5, 6
_SHORT = {"weds": "wednesday", "thurs": "thursday", "tues": "tuesday", "sept": "september"}
_TODAY = frozenset({"today", "tonight", "now", "later today", "2day", "tonite"})
_TOMORROW = frozenset({"tomorrow", "tmrw", "tmr", "tmw", "tmrrw", "tomoz", "2morrow", "2moro"})
_AFTER_IT = frozenset({"day after tomorrow", "day after tmrw", "overmorrow"})
# (month, day) of days that have a name.
_NAMED = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "new years": (1, 1),
    "day after christmas": (12, 26),
    "day before christmas": (12, 24),
    "xmas": (12, 25),
    "christmas eve": (12, 24),
    "xmas eve": (12, 24),
    "boxing day": (12, 26),
    "new years eve": (12, 31),
    "new year's eve": (12, 31),
    "nye": (12, 31),
    "new year": (1, 1),
    "new year's": (1, 1),
    "new year's day": (1, 1),
    "new years day": (1, 1),
    "valentine's day": (2, 14),
    "valentines day": (2, 14),
    "valentine's": (2, 14),
    "halloween": (10, 31),
}
_COUNTS = {word: n for n, word in enumerate(NUMBERS[1:13], start=1)} | {
    "a": 1,
    "an": 1,
    "couple of": 2,
    "a couple of": 2,
}
_UNITS = {"day": 1, "week": 7, "fortnight": 14}
_COUNT = rf"(\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_AHEAD = re.compile(rf"in {_COUNT} (day|week|fortnight|month|year)s?(?:'?s?'? time)?")
_FROM_NOW = re.compile(rf"{_COUNT} (day|week|fortnight|month|year)s? from (?:now|today|tomorrow)")
_AGO = re.compile(rf"{_COUNT} (day|week|fortnight|month|year)s? ago")
_YEAR = r"(?:,?\s*(\d{4}|'\d{2}))?"
_SHORT_YEAR = r"(?:,?\s*(\d{4}|'?\d{2}))?"
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_IN_FIGURES = {word: f"{n}th" for n, word in enumerate(_ORDINALS, start=1)} | {
    f"twenty {word}": f"{20 + n}th" for n, word in enumerate(_ORDINALS[:9], start=1)
}
_IN_FIGURES |= {"thirtieth": "30th", "thirty first": "31th"}
_ORDINAL = re.compile(rf"\b({'|'.join(sorted(_IN_FIGURES, key=len, reverse=True))})\b")
_ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*([./-])\s*(\d{1,2})(?:\s*\2\s*(\d{4}|\d{2}))?\.?")
_EAST_ASIAN = re.compile(r"(?:(\d{4})\s*[年년]\s*)?(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号일]")
_DAY_MONTH = re.compile(
    rf"(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]*(?:day )?(?:of )?([a-z]+)\.?-?{_SHORT_YEAR}"
)
_MONTH_DAY = re.compile(rf"([a-z]+)\.?[\s-]*(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}")
_OF_MONTH = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)")
_PARTS = re.compile(
    r"(?:in the |at |early |late |mid-?)?(morning|noon|lunch|afternoon|evening|night)s?(?:time)?"
)
HALVES = ("morning", "noon", "lunch", "afternoon", "evening", "night")
# So long is what may be a day, in letters; and what a day is said to be after.
LONGEST_DAY = 60
_AFTER = r"(?:breakfast|lunch|dinner|supper|tea|work|school|church)\b"
# Where what is said of a day may end, and something else begin: "Sunday, by phone".
_ENDS = re.compile(
    r"\s*[,;:(\u2013\u2014]|[.!?]\s|\s-+\s"
    r"|\s(?:by|at|in the|over|with|on the|via|around|about|during|because|so)\b"
    rf"|\s(?:after|before) {_AFTER}"
)
_NAMES = [rf"{name[:SHORTEST]}(?:{name[SHORTEST:]})?s?" for name in (*WEEKDAYS, *MONTHS)]
# What makes a day before it doubtful: another one, a choice, a no, a number that may be a date.
_MAY_BE_A_DAY = re.compile(
    rf"\d|\b(?:{'|'.join((*_NAMES, *_SHORT))}|to(?:day|night|morrow)|tmrw?|yesterday|weekends?"
    r"|(?:day|week|fortnight|month|year)s?|birthday|christmas|xmas|easter|eve|halloween|nye|next"
    r"|last|latest|earliest|until|till|or|no|not|never|nor|unless|except|but|if|maybe|perhaps"
    rf"|rather|instead|[a-z]+n't|cancel[a-z]*|(?:after|before) (?!{_AFTER}))\b"
)
_WHICH = re.compile(r"(?:on |for |(?:on |at )?the )?(?:(this coming|coming|this|next|last) )?(.+)")


@dataclass(frozen=True, slots=True)
class Said:
    """The day that was meant, and what was said beside it: a part of the day, or a time."""

    day: date
    half: str = ""
    minute: int | None = None


class NotADay(Enum):
    """Why a day can't be taken."""

    UNREAD = "bad_day"
    PAST = "day_past"
    FAR = "day_far"


def day_in(text: str, today: date, *, months_first: bool = False) -> date | None:
    """The day somebody means: "today", "Thursday", "3 December", "2026-12-03". None: no idea.

    A day of the year without a year is the next of its name; `months_first`: 3/12 is in March.
    """
    said = said_in(text, today, months_first=months_first)
    return said.day if said else None


def said_in(text: str, today: date, *, months_first: bool = False) -> Said | None:
    """The same, with what else stands there: "Saturday morning", "tomorrow at 5 pm"."""
    said = _plain(text)
    whole = _said(said, today, months_first=months_first)
    return whole or _said_first(said, today, months_first=months_first)


def _said_first(said: str, today: date, *, months_first: bool) -> Said | None:
    """A day that a longer sentence begins with, where nothing behind it may be of another day."""
    for cut in reversed([*_ENDS.finditer(said, 0, LONGEST_DAY)]):
        first = _said(said[: cut.start()].rstrip(), today, months_first=months_first)
        if first:
            return None if _MAY_BE_A_DAY.search(said, cut.start()) else first
    return None


def _said(said: str, today: date, *, months_first: bool) -> Said | None:
    half = "night" if said.startswith(("tonight", "tonite")) else ""
    if day := _day(said, today, months_first=months_first):
        return Said(day, half)
    for head, tail in _cuts(said):
        if day := _day(head, today, months_first=months_first):
            half = "night" if head in {"tonight", "tonite"} else ""
            # A bare number beside a day may be anything, but after "tonight".
            at = waking_minute_in(tail, half) if half or not tail.isdigit() else None
            if at is not None:
                return Said(day, half, at)
            if part := _PARTS.fullmatch(tail):
                return Said(day, part[1])
    return None


def day_of(typed: Confidential[str], today: date, *, months_first: bool = False) -> Said | NotADay:
    """The same of something sealed: what comes out is one of the days of the coming year."""
    read = typed.map(lambda text: said_in(text, today, months_first=months_first))
    if read.satisfies(lambda said: said is None):
        return NotADay.UNREAD
    sure = read.map(_sure)
    if sure.satisfies(lambda said: said.day < today):
        return NotADay.PAST
    days = [today + A_DAY * n for n in range(MOST_DAYS)]
    day = sure.map(lambda said: said.day).one_of(days)
    half = sure.map(lambda said: said.half).one_of(HALVES) or ""
    return Said(day, half, a_minute(sure.map(lambda said: said.minute))) if day else NotADay.FAR


def _sure(said: Said | None) -> Said:
    if said is None:
        raise ValueError("asked before")
    return said


def _plain(text: str) -> str:
    seen = "".join(
        c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf"
    )
    said = " ".join(seen.casefold().replace("\u2019", "'").strip(" \t.,!?").split())
    hyphens = re.sub(r"\b(twenty|thirty)-", r"\1 ", said).replace("x-mas", "xmas")
    return _ORDINAL.sub(lambda found: _IN_FIGURES[found[1]], hyphens)


def _cuts(said: str) -> Iterator[tuple[str, str]]:
    """A day and what stands behind it, or before it: "5 pm on Friday"."""
    for space in re.finditer(r",?\s+", said):
        yield said[: space.start()], said[space.end() :]
    if found := re.fullmatch(r"(.+?),? (?:on|of) (.+)", said):
        yield found[2], found[1]
    if found := re.fullmatch(r"(.+?),? (\S+)", said):
        yield found[2], found[1]


def _day(said: str, today: date, *, months_first: bool) -> date | None:
    said = said.removesuffix(",")
    if found := re.fullmatch(r"(.*\d\S*),?\s+([a-z]+)\.?", said):
        weekday = _named(WEEKDAYS, found[2])
        if weekday is not None:
            day = _dated(found[1], today, months_first=months_first)
            return day if day and day.weekday() == weekday else None
    if found := re.fullmatch(r"([a-z]+)\.?,?\s+(?:the )?(.*\d.*)", said):
        weekday = _named(WEEKDAYS, found[1])
        if weekday is not None:
            # Both have to be true: of two that don't go together, nobody knows which is meant.
            day = _dated(found[2], today, months_first=months_first)
            return day if day and day.weekday() == weekday else None
    return _worded(said, today) or _dated(said, today, months_first=months_first)


def _worded(said: str, today: date) -> date | None:
    """Days by words, as they lie from today."""
    bare = said.removeprefix("the ")
    if said in _TODAY or re.fullmatch(r"this (morning|afternoon|evening|night)", said):
        return today
    if bare in _TOMORROW:
        return today + A_DAY
    if bare in _AFTER_IT:
        return today + 2 * A_DAY
    if bare in {"yesterday", "day before yesterday"}:
        return today - A_DAY * (1 + (bare != "yesterday"))
    if bare in {"next week", "week from today", "week from now", "this time next week"}:
        return today + A_WEEK
    if bare == "next month":
        return _months_on(today, 1)
    named = re.sub(r"^(?:on |for |at |this |next )", "", said)
    named = named.removeprefix("the ")
    if named in _NAMED:
        month, day = _NAMED[named]
        return _next(day, month, today)
    if found := re.fullmatch(
        r"(?:a )?(week|fortnight) (today|tomorrow)|(today|tomorrow) week", bare
    ):
        start = today + A_DAY * ((found[2] or found[3]) == "tomorrow")
        return start + A_WEEK * (1 + (found[1] == "fortnight"))
    if found := re.fullmatch(r"1th of (?:the|next) month", bare):
        return _next_of_month(1, today)
    for form, sign in ((_AHEAD, 1), (_FROM_NOW, 1), (_AGO, -1)):
        if found := form.fullmatch(bare):
            start = today + A_DAY * said.endswith("from tomorrow")
            return _moved(start, sign * _count(found[1]), found[2])
    return _weekday(said, today)


def _weekday(said: str, today: date) -> date | None:
    found = _WHICH.fullmatch(said)
    which, name = (found[1] or "", found[2]) if found else ("", said)
    weeks = 0
    for form, later in (
        (r"(?:a )?week (?:from|on|after) (?:next |this )?(\S+)|(\S+) week", 1),
        (r"(\S+) after next", 1),
    ):
        if after := re.fullmatch(form, name):
            name, weeks = after[1] or after[after.re.groups], later
    if name in {"weekend", "week end"} and which != "last":
        days = 0 if today.weekday() in {SATURDAY, SUNDAY} else SATURDAY - today.weekday()
        return today + A_DAY * days + A_WEEK * ((which == "next") + weeks)
    if after := re.fullmatch(
        r"(?:week(?:'s)? )?(\S+)(?: of)? next week|next week,? (?:on )?(\S+)",
        said.removeprefix("on "),
    ):
        weekday = _named(WEEKDAYS, after[1] or after[2])
        monday = today - A_DAY * today.weekday() + A_WEEK
        return None if weekday is None else monday + A_DAY * weekday
    weekday = _named(WEEKDAYS, name)
    if weekday is None:
        return None
    if which == "last":
        return today - A_DAY * ((today.weekday() - weekday - 1) % 7 + 1)
    ahead = (weekday - today.weekday()) % 7
    if ahead == 0 and which != "this":
        ahead = 7
    return today + A_DAY * ahead + A_WEEK * weeks


def _dated(said: str, today: date, *, months_first: bool) -> date | None:
    """Days by the calendar."""
    said = said.removeprefix("on ")
    if found := _ISO.fullmatch(said):
        return _date(*(int(n) for n in found.groups() if n))
    if found := _EAST_ASIAN.fullmatch(said):
        year = found[1]
        month, day = int(found[2]), int(found[3])
        return _date(int(year), month, day) if year else _next(day, month, today)
    if found := _NUMBERS.fullmatch(said):
        one, other = int(found[1]), int(found[3])
        # With dots it is the day that comes first, wherever they are written.
        first = months_first and found[2] != "."
        day, month = (other, one) if (first and one <= 12) or other > 12 else (one, other)  # noqa: PLR2004
        return _in_year(day, month, found[4], today)
    if (found := _DAY_MONTH.fullmatch(said)) and (named := _month(found[2])):
        return _in_year(int(found[1]), named, found[3], today)
    if (found := _MONTH_DAY.fullmatch(said)) and (named := _month(found[1])):
        return _in_year(int(found[2]), named, found[3], today)
    if found := _OF_MONTH.fullmatch(said):
        return _next_of_month(int(found[1]), today)
    return None


def _named(names: tuple[str, ...], said: str) -> int | None:
    said = _SHORT.get(said.rstrip("."), said.rstrip("."))
    if len(said) < SHORTEST:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(said)), None)


def _month(said: str) -> int | None:
    number = _named(MONTHS, said)
    return None if number is None else number + 1


def _count(said: str) -> int:
    return int(said) if said.isdigit() else _COUNTS[said]


def _moved(day: date, count: int, unit: str) -> date | None:
    if unit in _UNITS:
        return day + A_DAY * count * _UNITS[unit]
    return _months_on(day, count * (12 if unit == "year" else 1))


def _months_on(day: date, count: int) -> date | None:
    months = day.year * 12 + day.month - 1 + count
    last = (_date(months // 12, months % 12 + 1, d) for d in range(day.day, 0, -1))
    return next((d for d in last if d), None)


def _next_of_month(day: int, today: date) -> date | None:
    months = (_months_on(today.replace(day=1), n) for n in range(3))
    days = (_date(first.year, first.month, day) for first in months if first)
    return next((d for d in days if d and d >= today), None)


def _in_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if not year:
        return _next(day, month, today)
    year = year.removeprefix("'")
    return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)  # noqa: PLR2004


def _next(day: int, month: int, today: date) -> date | None:
    """The next of that name; a 29 February may be some years away.

    One that was only just is that one: nobody means it in a year, and it can be said to be over.
    """
    just = (_date(today.year - n, month, day) for n in range(2))
    if found := next((d for d in just if d and timedelta() < today - d <= JUST_NOW), None):
        return found
    years = (_date(today.year + n, month, day) for n in range(9))
    return next((d for d in years if d and d >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
