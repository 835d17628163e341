"""Setting a reminder up: what can be chosen, and what "later" can mean. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.schedule.dates import MOST_DAYS
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import (
    A_DAY,
    instant,
    is_quiet,
    is_zone,
    local,
    minutes,
    out_of_quiet,
    quiet_minute,
)

# When the windows are, in minutes after midnight; none is for a time of one's own.
WINDOWS = {"morning": 9 * 60, "midday": 12 * 60 + 30, "evening": 18 * 60 + 30}
SILENT, LOUD = "silent", "loud"
SUGGESTED_DAYS = tuple("0123456")
# "This evening" is offered until there is no evening left to wait for.
EVENING = WINDOWS["evening"]
_WISH = re.compile(r"([a-z]{0,7})\.(0?1?2?3?4?5?6?)\.([a-z]{0,6})")
_CHOSEN = re.compile(r"(\d{1,4})\.(?=\d)(0?1?2?3?4?5?6?)\.(s?)")
_AT = re.compile(r"([1-9]\d{5})\.(\d{1,4})\.(s?)")
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen in a form that could not be taken yet."""

    window: str = ""
    days: tuple[str, ...] = SUGGESTED_DAYS
    sound: str = LOUD

    def __str__(self) -> str:
        return f"{self.window}.{''.join(self.days)}.{self.sound}"

    @classmethod
    def read(cls, detail: str) -> "Wish | None":
        """Read what `str` wrote; of anything else nothing is known."""
        found = _WISH.fullmatch(detail)
        if found is None:
            return None
        window, days, sound = found.groups()
        return cls(window, tuple(days), sound)


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """When reminders are to come: minutes after midnight, weekdays, and whether without a sound."""

    minute: int
    days: frozenset[int]
    silent: bool = False

    def __str__(self) -> str:
        days = "".join(map(str, sorted(self.days)))
        return f"{self.minute}.{days}.{'s' if self.silent else ''}"

    @property
    def wish(self) -> Wish:
        """As the form has it."""
        window = next((id for id, at in WINDOWS.items() if at == self.minute), "")
        days = tuple(str(d) for d in sorted(self.days))
        return Wish(window, days, SILENT if self.silent else LOUD)

    @classmethod
    def read(cls, detail: str) -> "ReminderChoice | None":
        """Read what `str` wrote, if reminders may come then."""
        found = _CHOSEN.fullmatch(detail)
        if found is None or quiet_minute(int(found[1])):
            return None
        return cls(int(found[1]), frozenset(map(int, found[2])), bool(found[3]))


@dataclass(frozen=True, slots=True)
class OwnTime:
    """When one that comes once is to come: a day, minutes after midnight, and its sound."""

    day: date
    minute: int
    silent: bool = False

    def __str__(self) -> str:
        return f"{self.day.toordinal()}.{self.minute}.{'s' if self.silent else ''}"

    @classmethod
    def read(cls, detail: str) -> "OwnTime | None":
        """Read what `str` wrote; of anything else nothing is known."""
        found = _AT.fullmatch(detail)
        if found is None or int(found[2]) >= A_DAY // timedelta(minutes=1):
            return None
        return cls(date.fromordinal(int(found[1])), int(found[2]), bool(found[3]))


def why_not(entry: Reminder, due: datetime, now: datetime) -> str:
    """Why something asked for once can't come then; empty where it can."""
    if due <= now:
        return "past"
    if due - now > A_DAY * MOST_DAYS:
        return "day_far"
    if is_quiet(entry.zone, due):
        return "quiet_time"
    if entry.talk and entry.kind is ReminderKind.BEFORE and due >= entry.talk:
        return "not_before"
    if entry.talk and entry.kind is ReminderKind.AFTER and due <= entry.talk:
        return "not_after"
    return ""


def later(entry: Reminder, now: datetime) -> dict[str, datetime]:
    """What "later" can still mean: never inside the quiet hours, and never today twice over.

    Before a talk there is no later: it would come after it.
    """
    if entry.kind is ReminderKind.BEFORE:
        return {}
    wall = local(entry.zone, now)
    evening = instant(entry.zone, wall.date(), EVENING)
    tomorrow, week = (
        out_of_quiet(entry.zone, instant(entry.zone, wall.date() + A_DAY * days, entry.minute))
        for days in (1, 7)
    )
    found = {"1h": now + AN_HOUR, "evening": evening}
    found = {id: at for id, at in found.items() if at > now and not is_quiet(entry.zone, at)}
    if "1h" in found and "evening" in found and evening - now < AN_HOUR:
        del found["evening"]
    return found | {"tomorrow": tomorrow, "week": week}


def put_off(entry: Reminder, now: datetime) -> dict[str, datetime]:
    """The same for one that is still to come, as counted from when it would."""
    if entry.due is None or entry.due <= now or not is_zone(entry.zone):
        return {}
    wall = local(entry.zone, entry.due)
    minute = minutes(wall)
    found = {
        "1h": entry.due + AN_HOUR,
        "evening": instant(entry.zone, wall.date(), EVENING),
        "tomorrow": instant(entry.zone, wall.date() + A_DAY, minute),
        "week": instant(entry.zone, wall.date() + 7 * A_DAY, minute),
    }
    if found["evening"] - entry.due <= AN_HOUR:
        del found["evening"]
    return {id: at for id, at in found.items() if not why_not(entry, at, now)}
