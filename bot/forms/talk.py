"""Whom a walkthrough is about, with whom the talk is, and whether one may be thought of. Pure."""

from bot.confidential import Confidential
from bot.forms import route
from bot.forms.labels import written
from bot.forms.script import Script
from bot.forms.sitting import Sitting
from bot.forms.spots import Spot

KEPT_HERE = "keep_here"


def label(script: Script, sitting: Sitting) -> Confidential[str] | None:
    """What the person calls whoever this is about."""
    return _named(sitting, script.roles.about)


def first_with(script: Script, sitting: Sitting) -> Confidential[str] | None:
    """Whom they will talk to first, where they named somebody."""
    return _named(sitting, script.roles.first_with)


def whom(script: Script, sitting: Sitting) -> Confidential[str] | None:
    """Who the talk is with: whoever was named last."""
    when = script.roles.first_with_when
    other = first_with(script, sitting) if when is None or sitting.gave(when) else None
    return other or label(script, sitting)


def title(script: Script, sitting: Sitting) -> str:
    """What the card is called."""
    if _is_for_them_alone(sitting):
        return script.card.for_line_nobody or script.card.title
    return next((b.card_title for b in route.taken(script, sitting)), script.card.title)


def is_for_somebody(script: Script, sitting: Sitting) -> bool:
    """Whether the card is for a talk. Never where that talk may not be safe."""
    if script.roles.about is None or _is_for_them_alone(sitting):
        return False
    return title(script, sitting) == script.card.title


def _is_for_them_alone(sitting: Sitting) -> bool:
    return sitting.held or sitting.held_with or bool(sitting.decided.get(KEPT_HERE))


def _named(sitting: Sitting, spot: Spot | None) -> Confidential[str] | None:
    if spot is None or not sitting.has(spot.question, spot.key):
        return None
    return sitting.answers[spot.question].map(lambda given: written(given, spot.key))
