"""Setting a reminder up: times as people write them, and what "later" can mean. Pure."""

import re
from datetime import datetime, timedelta

from bot.confidential import Confidential
from bot.flow.agenda import Entry, Kind
from bot.flow.timing import A_DAY, instant, is_quiet, local, out_of_quiet

NOON = 12
# When the windows are, in minutes after midnight; any other is a time of one's own.
WINDOWS = {"morning": 9 * 60, "midday": 12 * 60 + 30, "evening": 18 * 60 + 30}
PICK = "pick"
SUGGESTED_DAYS = ("0", "2", "4")
# "This evening" is offered until there is no evening left to wait for.
EVENING = WINDOWS["evening"]
AN_HOUR = timedelta(hours=1)
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(?:(a|p)\.?\s*m\.?)?", re.IGNORECASE)


def minute_in(text: str) -> int | None:
    """Minutes after midnight: "18:30", "6.30 pm", "7". None for anything else."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= NOON:
        return None
    if half:
        hour = hour % NOON + NOON * (half == "p")
    return hour * 60 + minute if hour < 24 and minute < 60 else None  # noqa: PLR2004


def minute_of(typed: Confidential[str]) -> int | None:
    """The same of something sealed: one of the minutes of a day comes out, or nothing."""
    read = typed.map(minute_in)
    return next((m for m in range(24 * 60) if read.satisfies(lambda r, m=m: r == m)), None)  # type: ignore[misc]


def later(entry: Entry, now: datetime) -> dict[str, datetime]:
    """What "later" can still mean: never inside the quiet hours, and never today twice over.

    Before a talk there is no later: it would come after it.
    """
    if entry.kind is Kind.BEFORE:
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
