"""A day and a time, read together as they were written. Pure."""

from dataclasses import dataclass
from datetime import date

from bot.confidential import Confidential
from bot.schedule.dates import Said, day_of
from bot.schedule.hours import waking_minute_of


@dataclass(frozen=True, slots=True)
class Appointment:
    """What could be read; None for what could not, and why that is so."""

    day: date | None = None
    minute: int | None = None
    problems: tuple[str, ...] = ()


def appointment(
    day: Confidential[str], time: Confidential[str], today: date, *, months_first: bool
) -> Appointment:
    """A time may stand beside the day, and a part of the day says which half a bare hour is in."""
    read = day_of(day, today, months_first=months_first)
    said = read if isinstance(read, Said) else None
    if said and time.satisfies(lambda text: not text.strip()):
        minute = said.minute
    else:
        minute = waking_minute_of(time, said.half if said else "")
    problems = [] if isinstance(read, Said) else [read.value]
    if minute is None:
        problems.append("bad_time")
    return Appointment(said.day if said else None, minute, tuple(problems))
