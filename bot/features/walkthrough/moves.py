"""What a person can do in a walkthrough, and what comes of it. Frozen data."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.confidential import Confidential
from bot.forms.banner import Banner
from bot.forms.sitting import Sitting, Step
from bot.ui.event import Given


@dataclass(frozen=True, slots=True)
class Write:
    """Send a form. `turn` is the answer's count when the form was opened."""

    question: str
    given: Given
    turn: int
    # A form opened where others might look comes empty, so blanks leave what was there.
    blanks_keep: bool


@dataclass(frozen=True, slots=True)
class TakeOut:
    """What a form came back without goes, now that they were asked. `turn` as in Write."""

    question: str
    keys: tuple[str, ...]
    turn: int


@dataclass(frozen=True, slots=True)
class Pick:
    """Choose from some of a field's options; what was chosen among the others stays."""

    question: str
    key: str
    picked: Confidential[str | list[str]]
    offered: frozenset[str]


@dataclass(frozen=True, slots=True)
class Skip:
    step: Step


@dataclass(frozen=True, slots=True)
class Onward:
    step: Step


@dataclass(frozen=True, slots=True)
class Back:
    step: Step


@dataclass(frozen=True, slots=True)
class GoTo:
    """Jump to any question, to the review, or to the card."""

    step: Step


@dataclass(frozen=True, slots=True)
class Decide:
    """Answer an offer, a gate or a check."""

    step: Step
    yes: bool
    # "We can stop here": an offer that may also end the questions.
    stop: bool = False


@dataclass(frozen=True, slots=True)
class BeSteady:
    """Turn this walkthrough into the steady one."""


@dataclass(frozen=True, slots=True)
class AllTwenty:
    """Turn a shorter walkthrough into the full one."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Make the card."""


@dataclass(frozen=True, slots=True)
class Done:
    """Be done with it: its card is as it should be."""


@dataclass(frozen=True, slots=True)
class KeepHere:
    """Keep it as a note for oneself, asked from the safety page."""


Move: TypeAlias = (
    Write
    | TakeOut
    | Pick
    | Skip
    | Onward
    | Back
    | GoTo
    | Decide
    | BeSteady
    | AllTwenty
    | Finish
    | Done
    | KeepHere
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a move came to: the sitting as it now is, and what to say on top of its page."""

    sitting: Sitting
    lines: tuple[Banner, ...] = ()
    # The words were not taken; they are handed back so that they aren't lost.
    unkept: Given | None = None
    # Fields of a form that came back empty: what was in them stays until they were asked.
    emptied: tuple[str, ...] = ()
