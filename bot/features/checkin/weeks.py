"""A picture of the last weeks: which days and places stand in it. Pure.

Nothing is counted, weighed or compared: a place noticed once stands there like one noticed daily.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.confidential import Confidential, pair
from bot.forms.fields import Field
from bot.forms.labels import chosen_ids
from bot.kept.checked_in import CheckedIn

# How far it reaches, and how many check-ins it takes.
WEEKS = 8
FEWEST = 2
A_WEEK = timedelta(weeks=1)


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def weeks(today: date) -> list[date]:
    """The weeks it reaches back to, each by its first day, the newest first."""
    return [monday(today) - A_WEEK * n for n in range(WEEKS)]


def in_picture(
    everything: Sequence[CheckedIn], away: frozenset[date], today: date
) -> list[CheckedIn]:
    """Those of the last weeks, without the weeks that were put away; the oldest first."""
    wanted = set(weeks(today)) - away
    found = [one for one in everything if monday(one.day) in wanted]
    return sorted(found, key=lambda one: one.n)


def enough(those: Sequence[CheckedIn]) -> bool:
    """Whether there is something to lay side by side."""
    return len(those) >= FEWEST


def places(those: Sequence[CheckedIn], field: Field) -> Confidential[list[str]]:
    """The ids of all places that were noticed, in the order of the list."""
    noticed = Confidential(frozenset[str]())
    for one in those:
        noticed = pair(noticed, one.answer).map(
            lambda both: both[0] | set(chosen_ids(both[1], field.key))
        )
    return noticed.map(lambda ids: [c.id for c in field.choices if c.id in ids])


def by_day(those: Sequence[CheckedIn]) -> dict[date, list[CheckedIn]]:
    """What was noted on each day, in order."""
    found: dict[date, list[CheckedIn]] = {}
    for one in those:
        found.setdefault(one.day, []).append(one)
    return found
