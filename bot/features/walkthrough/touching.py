"""On which day a walkthrough was last changed: a look at it, or at its card, is no change. Pure.

What is old goes by this day, and what is shown of a year ago: neither moves by a look.
"""

from dataclasses import fields, replace
from datetime import date
from operator import attrgetter

from bot.forms.script import Script
from bot.forms.sitting import MADE, Sitting


def dated(script: Script, before: Sitting, after: Sitting, today: date) -> Sitting:
    """The same; of today, if anything was given or decided, and not only where they stand."""
    when = {spot.question for spot in script.roles.when}
    if any(before.answers.get(id) != after.answers.get(id) for id in when):
        # "Tomorrow" is the day after this one, whenever it is read.
        after = replace(after, said_when_on=today)
    done = after.finished and not before.finished
    changed = done or _given(before) != _given(after)
    return replace(after, touched=today) if changed else after


# Not where they stand, how often a form came, and whether its questions go on.
_LOOKS = {"at", "turns", "finished", "decided"}
_others = attrgetter(*(field.name for field in fields(Sitting) if field.name not in _LOOKS))


def _given(sitting: Sitting) -> tuple[object, ...]:
    """What was given and decided."""
    made = {MADE: True} if sitting.had_a_card else {}
    return *_others(sitting), {**sitting.decided, **made}
