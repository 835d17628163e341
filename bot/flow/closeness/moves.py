"""What somebody can do in a closeness check, and what comes of it. Frozen data."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from bot.confidential import Confidential
from bot.flow.closeness.look import Look, Place


@dataclass(frozen=True, slots=True)
class Say:
    """Choose how true a statement is. `answer` is one of our own ids."""

    place: Place
    direction: str
    answer: str


@dataclass(frozen=True, slots=True)
class Matter:
    """This one matters now, or no longer does."""

    place: Place
    now: bool


@dataclass(frozen=True, slots=True)
class Write:
    """Send the form of one line. `turn` is the line's count when the form was opened."""

    item: str
    line: Confidential[str]
    turn: int
    # A form opened where others might look comes empty, so a blank leaves what was there.
    blank_keeps: bool


@dataclass(frozen=True, slots=True)
class Onward:
    place: Place
    # When it is done, if this is what ends it.
    today: date


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass a statement by; or a whole part, where that is offered."""

    place: Place
    today: date


@dataclass(frozen=True, slots=True)
class Back:
    place: Place


@dataclass(frozen=True, slots=True)
class GoTo:
    """Another part, or what there is so far."""

    place: Place


@dataclass(frozen=True, slots=True)
class Nearer:
    """Which of two meanings a low answer had."""

    place: Place
    meaning: str


@dataclass(frozen=True, slots=True)
class Afraid:
    """The answer to the question of fear."""

    place: Place
    answer: str
    today: date


@dataclass(frozen=True, slots=True)
class Finish:
    today: date


@dataclass(frozen=True, slots=True)
class KeepInMind:
    """One item; empty: none."""

    item: str


@dataclass(frozen=True, slots=True)
class AskDifferences:
    """See the differences, which nobody is shown unasked."""


Move: TypeAlias = (
    Say
    | Matter
    | Write
    | Onward
    | Skip
    | Back
    | GoTo
    | Nearer
    | Afraid
    | Finish
    | KeepInMind
    | AskDifferences
)


class Line(Enum):
    """A short sentence on top of the next page."""

    OLD_BUTTON = "old_button"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    TOO_LONG = "too_long"
    SKIPPED = "skipped"
    SKIPPED_THEME = "skipped_theme"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a move came to: the look as it now is, and what to say on top of its page."""

    look: Look
    lines: tuple[Line, ...] = ()
    # A line that was not taken; it is handed back so that it isn't lost.
    unkept: Confidential[str] | None = None
    # An answer that switches suggestions off was given just now.
    holds: bool = False
