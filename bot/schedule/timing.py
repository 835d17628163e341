"""When something falls due: local wall time, told in UTC. Pure, and no clock in it.

A wall time that the clocks leap over comes as much later as they leap; one that comes twice
counts the first time. Nothing is ever due twice for one local day, or for none.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind

A_DAY = timedelta(days=1)
# A zone for people who are nowhere in particular, and of whom nothing tells where they are.
UTC_ZONE = "UTC"
# Nobody is written to unasked between these, in minutes after local midnight.
QUIET_FROM, QUIET_UNTIL = 21 * 60 + 30, 8 * 60
# Later than this after its time, a nudge is not sent any more.
GRACE = timedelta(minutes=45)
# A talk is at least so long after what comes before it; `flow.planning` sees to it.
BEFORE_A_TALK = timedelta(hours=1)
# So long before the quiet hours there is still time to read a nudge.
LAST_WORD = QUIET_FROM - 30
# No pause is longer.
FARTHEST = timedelta(days=45)
# After so many that were left unanswered: at least so many days apart. Then one last word.
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


@lru_cache(maxsize=4096)
def is_zone(zone: str) -> bool:
    """Whether this machine's tables still know a zone."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def is_quiet(zone: str, at: datetime) -> bool:
    """Whether this is a time at which nobody is written to unasked."""
    return quiet_minute(minutes(local(zone, at)))


def quiet_minute(minute: int) -> bool:
    """The same of a time on the wall, in minutes after midnight: too late or too early to ask."""
    return minute >= QUIET_FROM or minute < QUIET_UNTIL


def out_of_quiet(zone: str, at: datetime) -> datetime:
    """The same instant, or the end of the quiet hours it lies in."""
    if not is_quiet(zone, at):
        return at
    wall = local(zone, at)
    day = wall.date() + A_DAY * (minutes(wall) >= QUIET_FROM)
    return instant(zone, day, QUIET_UNTIL)


def ahead_of_quiet(zone: str, at: datetime) -> datetime:
    """The same instant, or a good one before the quiet hours it lies in."""
    if not is_quiet(zone, at):
        return at
    wall = local(zone, at)
    day = wall.date() - A_DAY * (minutes(wall) < QUIET_UNTIL)
    return instant(zone, day, LAST_WORD)


def expires(entry: Reminder, due: datetime) -> datetime:
    """From when on it is too late: after a while, and never inside the quiet hours.

    What comes before a talk is of use until the talk.
    """
    late = due + GRACE
    if entry.kind is ReminderKind.BEFORE:
        late = entry.talk or due + BEFORE_A_TALK
    if not is_quiet(entry.zone, late):
        return late
    wall = local(entry.zone, late)
    day = wall.date() - A_DAY * (minutes(wall) < QUIET_UNTIL)
    return min(late, instant(entry.zone, day, QUIET_FROM))


def is_late(entry: Reminder, now: datetime) -> bool:
    """Whether it can't be sent any more at the time it was meant for."""
    return entry.due is None or now >= expires(entry, entry.due) or is_quiet(entry.zone, now)


@lru_cache(maxsize=4096)
def first_day(days: frozenset[int], since: date) -> date:
    """The first of the chosen weekdays, from `since` on."""
    return next(day for n in range(7) if (day := since + A_DAY * n).weekday() in days)


def is_last_word(entry: Reminder) -> bool:
    """Whether all that may go unanswered did: one more line says that it ends, and it does."""
    return bool(entry.days) and entry.unanswered >= MOST_UNANSWERED


def said_late(entry: Reminder, now: datetime) -> Reminder:
    """The same, with a note on it where it is said before a talk and long after its own time."""
    late = entry.kind is ReminderKind.BEFORE and entry.due is not None and now - entry.due >= GRACE
    return replace(entry, late=True) if late else entry


def following(entry: Reminder) -> Reminder | None:
    """The entry as it goes on after its day; None for what was asked for once."""
    return _after(entry, entry.unanswered) if entry.days else None


def sent(entry: Reminder) -> Reminder | None:
    """What becomes of an entry whose nudge is there; None where that was the end of it."""
    if not entry.days:
        return replace(entry, told=True)
    if is_last_word(entry):
        return None
    return _after(entry, entry.unanswered + 1)


def missed(entry: Reminder, now: datetime) -> Reminder | None:
    """What becomes of one nobody could be told of in time: its next day that is not over yet.

    It is not counted as unanswered. What was asked for once comes at the same time of another
    day; what was to come before a talk, as soon as it may and before the talk, or not at all.
    """
    if entry.kind is ReminderKind.BEFORE:
        return _before_it_is(entry, now)
    then = _another_day(entry)
    while then is not None and then.due is not None and now >= expires(then, then.due):
        then = _another_day(then)
    return then


def answered(entry: Reminder, now: datetime) -> Reminder | None:
    """What becomes of an entry whose nudge was pressed. None: it has done its work."""
    if not entry.days:
        return None
    if entry.waiting:
        return back(entry, now)
    fresh = replace(entry, unanswered=0)
    if entry.due is None:
        return fresh
    if entry.due <= now:
        return from_now(fresh, now)
    if entry.rests_from:
        return fresh
    # They are there: no more days in between. The last one was for a day before both of these.
    apart, tomorrow = _apart(entry.unanswered), local(entry.zone, now).date() + A_DAY
    soonest = min(tomorrow, entry.day - A_DAY * (apart - 1))
    sooner = from_now(replace(fresh, due=None, day=soonest), now)
    return sooner if apart > 1 and sooner.day < entry.day else fresh


def changed(
    entry: Reminder, now: datetime, zone: str, minute: int, days: frozenset[int]
) -> Reminder:
    """The entry as somebody wants it from now on: no day comes twice, and none is left out.

    Where it was paused until a day, that is over.
    """
    entry = replace(entry, day=entry.rests_from or entry.day, rests_from=None)
    # Of a zone that is known no more nobody can tell which day it is: the new one has to do.
    today = local(entry.zone if is_zone(entry.zone) else zone, now).date()
    free = entry.day
    if free > today:
        # What is to come is of no account; today is, if it was one of their days.
        free = today + A_DAY * (today.weekday() in entry.days)
        before = entry.day - A_DAY
        while before >= free and before.weekday() not in entry.days:
            before -= A_DAY
        if before >= free and _apart(entry.unanswered) == 1:
            # Said already, in a zone where that day came sooner.
            free = before + A_DAY
    wanted = replace(entry, zone=zone, minute=minute, days=days, unanswered=0, day=free)
    then = from_now(wanted, now)
    return then if entry.due or entry.waiting else replace(then, due=None)


def snoozed(entry: Reminder, until: datetime) -> Reminder:
    """The entry, due at another instant; its own time comes again after the day of that."""
    due = out_of_quiet(entry.zone, until)
    day = local(entry.zone, due).date()
    fresh = replace(entry, unanswered=0, waiting=False, told=False, rests_from=None)
    fresh = replace(fresh, asked=None, asked_in="")
    return replace(fresh, due=due, day=day)


def retimed(entry: Reminder, due: datetime) -> Reminder:
    """What was asked for once, at another time of their own."""
    wall = local(entry.zone, due)
    there = replace(entry, due=due, day=wall.date(), minute=minutes(wall))
    return replace(there, waiting=False, late=False, lapsed=False, asked=None, asked_in="")


def moved(entry: Reminder, now: datetime, zone: str) -> Reminder:
    """The entry of somebody who is somewhere else now.

    It keeps its time on the wall. What belongs to a talk stays where it is beside that. However
    often they move, it is found from what was asked for: there and back again, it is as before.
    """
    if entry.days:
        there = changed(entry, now, zone, entry.minute, entry.days)
        return resting(there, entry.day, now) if entry.rests_from else there
    asked = entry.asked or (None if entry.told else _asked(entry))
    is_over = entry.talk is not None and entry.talk <= now
    if asked is None or entry.waiting or is_over:
        return replace(entry, zone=zone)
    asked_in = entry.asked_in or (entry.zone if is_zone(entry.zone) else zone)
    then = _moved(replace(entry, zone=zone, due=asked, late=False, lapsed=False), now, asked_in)
    if zone == asked_in and not then.lapsed:
        return replace(then, asked=None, asked_in="")
    return replace(then, asked=asked, asked_in=asked_in)


def paused(entry: Reminder) -> Reminder:
    """The entry, due at no time until they say so. `resumed` is the way back."""
    day = entry.rests_from or entry.day
    return replace(entry, due=None, day=day, waiting=False, rests_from=None)


def resting(entry: Reminder, back_on: date, now: datetime) -> Reminder:
    """The entry, paused until a day; on which it would have come is kept for `resumed`."""
    still = paused(entry)
    then = from_now(replace(still, day=max(still.day, back_on)), now)
    return replace(then, rests_from=still.day)


def resumed(entry: Reminder, now: datetime) -> Reminder:
    """The entry of somebody who ended a pause, whether it had an end or none."""
    return from_now(paused(entry), now)


def shut_out(entry: Reminder) -> Reminder:
    """The entry of somebody whose chat is closed to us, until they come back."""
    return replace(entry, due=None, waiting=True)


def back(entry: Reminder, now: datetime) -> Reminder:
    """The entry of somebody who came back."""
    fresh = replace(entry, due=None, waiting=False, unanswered=0)
    then = _on(fresh, entry.day)
    if then.due is not None and then.due > now:
        return then
    return _before_it_is(then, now) if entry.kind is ReminderKind.BEFORE else from_now(fresh, now)


def too_far(entry: Reminder, now: datetime) -> bool:
    """Whether what comes day after day is due later than any pause puts it: a clock's mistake."""
    return bool(entry.days) and entry.due is not None and entry.due - now > FARTHEST


def brought_back(entry: Reminder, now: datetime) -> Reminder:
    """The entry on the next of its days, as counted from now."""
    return from_now(replace(entry, due=None, day=local(entry.zone, now).date()), now)


def from_now(entry: Reminder, now: datetime) -> Reminder:
    """The entry on its next day whose time is still to come, and never on a day it was due on.

    For one that is new, and after a pause. Where something about it changes: `changed`.
    """
    under_way = entry.due is not None and entry.due <= now
    day = max(local(entry.zone, now).date(), entry.day + A_DAY * under_way)
    while True:
        then = _on(entry, first_day(entry.days or EVERY_DAY, day))
        if then.due is not None and then.due > now:
            return then
        day = then.day + A_DAY


def _asked(entry: Reminder) -> datetime | None:
    """When it was meant to come: an hour before a talk, if only quiet hours have it sooner."""
    if entry.kind is ReminderKind.BEFORE and entry.talk and is_zone(entry.zone):
        wanted = entry.talk - BEFORE_A_TALK
        return wanted if ahead_of_quiet(entry.zone, wanted) == entry.due else entry.due
    return entry.due


def _moved(there: Reminder, now: datetime, asked_in: str) -> Reminder:
    """What was asked for once, in another zone than that of the wall it was asked for by."""
    asked = there.due or now
    if there.kind is ReminderKind.BEFORE:
        due = ahead_of_quiet(there.zone, asked)
        return retimed(there, due) if due > now else _before_it_is(retimed(there, asked), now)
    if there.kind is ReminderKind.AFTER:
        return retimed(there, out_of_quiet(there.zone, asked))
    wall = local(asked_in, asked)
    due = out_of_quiet(there.zone, instant(there.zone, wall.date(), minutes(wall)))
    if due > now:
        return retimed(there, due)
    return from_now(replace(there, due=None, day=wall.date(), minute=minutes(wall)), now)


def _another_day(entry: Reminder) -> Reminder | None:
    return following(entry) if entry.days else _on(entry, entry.day + A_DAY)


def _before_it_is(entry: Reminder, now: datetime) -> Reminder:
    """What comes before a talk, as soon as it may; lapsed where there is no time for it left."""
    soon = out_of_quiet(entry.zone, now)
    if entry.due is not None and soon < expires(entry, entry.due):
        # Where nobody knows when the talk is, it is no later for that.
        talk = entry.talk or entry.due + BEFORE_A_TALK
        return replace(entry, due=soon, talk=talk, late=soon - entry.due >= GRACE)
    return replace(entry, due=None, lapsed=True)


def _after(entry: Reminder, unanswered: int) -> Reminder:
    """What comes day after day, as it goes on with so many in a row left unanswered."""
    day = first_day(entry.days, entry.day + A_DAY * _apart(unanswered))
    due = instant(entry.zone, day, entry.minute)
    return replace(entry, day=day, due=due, rests_from=None, unanswered=unanswered)


def _on(entry: Reminder, day: date) -> Reminder:
    due = instant(entry.zone, day, entry.minute)
    # Times that are chosen lie outside of the quiet hours; those we work out may not.
    due = due if entry.days else out_of_quiet(entry.zone, due)
    return replace(entry, day=day, due=due, rests_from=None)


@lru_cache
def _apart(unanswered: int) -> int:
    return max((gap for most, gap in APART.items() if unanswered >= most), default=1)


def minutes(wall: datetime) -> int:
    """How many minutes after midnight a wall time is."""
    return wall.hour * 60 + wall.minute
