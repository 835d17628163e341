"""Whom a walkthrough is about, with whom the talk is and when, and whether there is one. Pure."""

from datetime import datetime
from functools import partial

from bot.confidential import Confidential
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.labels import chosen, written
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
    if _is_for_them_alone(sitting) and script.card.for_line_nobody:
        return script.card.for_line_nobody
    return next((b.card_title for b in route.taken(script, sitting)), script.card.title)


def is_note(script: Script, sitting: Sitting) -> bool:
    """Whether what it leads to is called a note, which is for nobody but them.

    Behind a closed lock all that can't be known is called what it is called for somebody new.
    """
    known = sitting.held or not sitting.unsure or bool(sitting.decided.get(KEPT_HERE))
    return known and _is_for_them_alone(sitting) and bool(script.card.for_line_nobody)


def planned(script: Script, sitting: Sitting) -> datetime | None:
    """When the talk is, as it was set; None where what they wrote of it is newer."""
    if not script.roles.when or not is_for_somebody(script, sitting):
        return None
    return sitting.planned if sitting.planned_turn == when_turn(script, sitting) else None


def is_newer(script: Script, sitting: Sitting) -> bool:
    """Whether they wrote of it since it was set."""
    return sitting.planned is not None and planned(script, sitting) is None


def when_turn(script: Script, sitting: Sitting) -> int:
    """How often the answer about when it is was written."""
    return sitting.turns.get(script.roles.when[0].question, 0) if script.roles.when else 0


def said_when(script: Script, sitting: Sitting) -> list[Confidential[str]]:
    """When they want to talk: what was written, then what was chosen; empty where nothing was."""
    answers: dict[str, Confidential[Answer]] = {**sitting.answers}
    return [
        answers.get(spot.question, Confidential[Answer]({})).map(partial(_said, script, spot))
        for spot in script.roles.when
    ]


def is_for_somebody(script: Script, sitting: Sitting) -> bool:
    """Whether the card is for a talk. Never where that talk may not be safe."""
    if script.roles.about is None or _is_for_them_alone(sitting):
        return False
    return title(script, sitting) == script.card.title


def footer(script: Script, sitting: Sitting) -> str:
    """What stands below the card."""
    alone = script.safety.footer if script.safety and sitting.held else ""
    return alone or script.card.footer


def _is_for_them_alone(sitting: Sitting) -> bool:
    return sitting.held or sitting.held_with or bool(sitting.decided.get(KEPT_HERE))


def _named(sitting: Sitting, spot: Spot | None) -> Confidential[str] | None:
    if spot is None or not sitting.has(spot.question, spot.key):
        return None
    return sitting.answers[spot.question].map(lambda given: written(given, spot.key))


def _said(script: Script, spot: Spot, given: Answer) -> str:
    field = script.field(spot)
    if field is None or field.kind.is_words:
        return written(given, spot.key)
    return ", ".join(chosen(field, given))
