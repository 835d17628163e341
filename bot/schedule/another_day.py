"""One quiet line on another day, for what can be looked at again at any time. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.person import Address
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import UTC_ZONE, instant, is_zone, local

# Late in the morning: awake, and no hurry. Minutes after local midnight.
ELEVEN = 11 * 60


@dataclass(frozen=True, slots=True)
class AskedBack:
    """What is asked for, by the id it will have, and of which record."""

    id: bytes
    kind: ReminderKind
    about: bytes
    to: Address
    # In which language it is to be said.
    language: str


def another_day(
    asked: AskedBack, now: datetime, after: timedelta, others: Iterable[Reminder]
) -> Reminder:
    """In the zone they chose for something else. Without one it could be night: no sound."""
    known = next((e for e in others if e.zone != UTC_ZONE and is_zone(e.zone)), None)
    zone, silent = (known.zone, known.silent) if known else (UTC_ZONE, True)
    day = local(zone, now).date() + after
    return Reminder(
        asked.id,
        asked.kind,
        asked.to,
        due=instant(zone, day, ELEVEN),
        day=day,
        zone=zone,
        minute=ELEVEN,
        silent=silent,
        about=asked.about,
        language=asked.language,
    )
