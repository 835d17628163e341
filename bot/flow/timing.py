"""When something falls due: local wall time, told in UTC. Pure, and no clock in it.

A wall time that the clocks leap over comes as much later as they leap; one that comes twice
counts the first time. Nothing is ever due twice for one local day, or for none.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.flow.agenda import Entry

A_DAY = timedelta(days=1)
# Nobody is written to unasked between these, in minutes after local midnight.
QUIET_FROM, QUIET_UNTIL = 21 * 60 + 30, 8 * 60
# Later than this after its time, a nudge is not sent any more.
GRACE = timedelta(minutes=45)
# After so many that were left unanswered: at least so many days apart. Then none.
APART = {3: 3, 6: 7}
MOST_UNANSWERED = 9


@lru_cache(maxsize=4096)
def instant(zone: str, day: date, minute: int) -> datetime:
    """The instant of a local wall time, in UTC."""
    wall = datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(zone))
    return wall.astimezone(UTC)


def local(zone: str, at: datetime) -> datetime:
    """An instant as the clock on the wall there shows it."""
    return at.astimezone(ZoneInfo(zone))


def is_quiet(zone: str, at: datetime) -> bool:
    """Whether this is a time at which nobody is written to unasked."""
    wall = local(zone, at)
    minute = wall.hour * 60 + wall.minute
    return minute >= QUIET_FROM or minute < QUIET_UNTIL


def out_of_quiet(zone: str, at: datetime) -> datetime:
    """The same instant, or the end of the quiet hours it lies in."""
    if not is_quiet(zone, at):
        return at
    wall = local(zone, at)
    day = wall.date() + A_DAY * (wall.hour * 60 + wall.minute >= QUIET_FROM)
    return instant(zone, day, QUIET_UNTIL)


def expires(entry: Entry, due: datetime) -> datetime:
    """From when on it is too late: after a while, and never inside the quiet hours."""
    late = due + GRACE
    if not is_quiet(entry.zone, late):
        return late
    wall = local(entry.zone, late)
    day = wall.date() - A_DAY * (wall.hour * 60 + wall.minute < QUIET_UNTIL)
    return min(late, instant(entry.zone, day, QUIET_FROM))


def first_day(days: frozenset[int], since: date) -> date:
    """The first of the chosen weekdays, from `since` on."""
    return next(day for n in range(7) if (day := since + A_DAY * n).weekday() in days)


def following(entry: Entry) -> Entry | None:
    """The entry as it goes on after its day; None where that was the end of it."""
    if not entry.days or entry.unanswered >= MOST_UNANSWERED:
        return None
    apart = max((gap for most, gap in APART.items() if entry.unanswered >= most), default=1)
    day = first_day(entry.days, entry.day + A_DAY * apart)
    return replace(entry, day=day, due=instant(entry.zone, day, entry.minute))


def from_now(entry: Entry, now: datetime) -> Entry:
    """The entry on its next day whose time is still to come, and after the day it was meant for."""
    day = max(local(entry.zone, now).date(), entry.day)
    while True:
        day = first_day(entry.days, day)
        due = instant(entry.zone, day, entry.minute)
        if due > now:
            return replace(entry, day=day, due=due)
        day += A_DAY
