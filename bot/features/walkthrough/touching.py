"""On which day a walkthrough was last changed: a look at it, or at its card, is no change. Pure.

What is old goes by this day, and what is shown of a year ago: neither moves by a look.
"""

from dataclasses import replace
from datetime import date

from bot.forms.script import Script
from bot.forms.sitting import CARD, MADE, Sitting


def dated(script: Script, before: Sitting, after: Sitting, today: date) -> Sitting:
    """The same; of today, if anything was given or decided, and not only where they stand."""
    when = {spot.question for spot in script.roles.when}
    if any(before.answers.get(id) != after.answers.get(id) for id in when):
        # "Tomorrow" is the day after this one, whenever it is read.
        after = replace(after, said_when_on=today)
    done = after.finished and not before.finished
    changed = done or _given(before) != _given(after)
    return replace(after, touched=today) if changed else after


def _given(sitting: Sitting) -> Sitting:
    """Without where they stand, how often a form came, and whether its questions go on."""
    made = {MADE: True} if sitting.had_a_card else {}
    decided = {**sitting.decided, **made}
    return replace(sitting, at=CARD, turns={}, finished=False, decided=decided)
