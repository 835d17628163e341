"""A talk that is being planned: what is known of it so far, and what would come. Pure.

What is known stands in the presses of its pages until somebody says yes: nothing is on before.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.features.followup.before_a_talk import AN_HOUR, before
from bot.schedule.dates import MOST_DAYS
from bot.schedule.timing import instant, local, out_of_quiet

HOUR, EVENING, YES, NONE = "hour", "evening", "yes", "none"
NUDGES, NOTES = (HOUR, EVENING, NONE), (YES, NONE)
# In a day.
MINUTES = 24 * 60
# day, minute, key of a place, and the first letters of what is wanted before and after
_FORM = re.compile(r"([1-9]\d{5})?\.([0-9a-f]{3})?\.([0-9a-f]{8})?\.([hen])([yn])")


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be read so far."""

    day: date | None = None
    minute: int | None = None
    # The key of the place whose clock is meant.
    place: str = ""
    nudge: str = HOUR
    note: str = YES

    def __str__(self) -> str:
        day = str(self.day.toordinal()) if self.day else ""
        minute = "" if self.minute is None else f"{self.minute:03x}"
        return f"{day}.{minute}.{self.place}.{self.nudge[0]}{self.note[0]}"

    @classmethod
    def read(cls, detail: str) -> "Draft":
        """Read what `str` wrote; of anything else nothing is known."""
        found = _FORM.fullmatch(detail)
        if found is None:
            return cls()
        day, minute, place, nudge, note = found.groups()
        at = int(minute, 16) if minute else None
        return cls(
            date.fromordinal(int(day)) if day else None,
            at if at is None or at < MINUTES else None,
            place or "",
            next(n for n in NUDGES if n[0] == nudge),
            next(n for n in NOTES if n[0] == note),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """When the talk is, and what comes before and after it; None: nothing does."""

    draft: Draft
    talk: datetime
    nudge: datetime | None
    note: datetime | None
    # The nudge had to come earlier than was asked for; or there is no time left for one.
    moved: bool = False
    too_soon: bool = False
    # How many days there are until then, as days are counted there.
    days_ahead: int = MOST_DAYS


def plan(draft: Draft, zone: str, now: datetime, after: timedelta) -> Plan | None:
    """What would come. None where the day or the time is not known, or it has been."""
    if draft.day is None or draft.minute is None:
        return None
    talk = instant(zone, draft.day, draft.minute)
    if talk <= now:
        return None
    note = out_of_quiet(zone, talk + after) if draft.note == YES else None
    planned = Plan(draft, talk, None, note, days_ahead=(draft.day - local(zone, now).date()).days)
    if draft.nudge == NONE:
        return planned
    nudge = before(zone, talk, evening=draft.nudge == EVENING)
    if nudge <= now:
        return replace(planned, too_soon=True)
    moved = draft.nudge == HOUR and nudge != talk - AN_HOUR
    return replace(planned, nudge=nudge, moved=moved)
