"""What somebody can do in a closeness check, and what comes of it. Frozen data."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from bot.confidential import Confidential
from bot.kept.look import Look, LookPlace


@dataclass(frozen=True, slots=True)
class Say:
    """Choose how true the statement of a page is. `answer` is one of our own ids."""

    place: LookPlace
    answer: str
    # When it is done, if this is what ends it.
    today: date


@dataclass(frozen=True, slots=True)
class Matter:
    """This one matters now, or no longer does."""

    place: LookPlace
    now: bool


@dataclass(frozen=True, slots=True)
class WriteLine:
    """Send the form of one line. `turn` is the line's count when the form was opened."""

    item: str
    line: Confidential[str]
    turn: int
    # A form opened where others might look comes empty, so a blank leaves what was there.
    blank_keeps: bool


@dataclass(frozen=True, slots=True)
class LeavePlace:
    place: LookPlace
    today: date


@dataclass(frozen=True, slots=True)
class SkipPlace:
    """Pass a statement by; or a whole part, where that is offered."""

    place: LookPlace
    today: date


@dataclass(frozen=True, slots=True)
class BackFromPlace:
    place: LookPlace


@dataclass(frozen=True, slots=True)
class GoToPlace:
    """Another part, or what there is so far."""

    place: LookPlace


@dataclass(frozen=True, slots=True)
class Nearer:
    """Which of two meanings a low answer had."""

    place: LookPlace
    meaning: str
    today: date


@dataclass(frozen=True, slots=True)
class Afraid:
    """The answer to the question of fear."""

    place: LookPlace
    answer: str
    today: date


@dataclass(frozen=True, slots=True)
class FinishLook:
    today: date


@dataclass(frozen=True, slots=True)
class KeepInMind:
    """One item; empty: none."""

    item: str


@dataclass(frozen=True, slots=True)
class AskDifferences:
    """See the differences, which nobody is shown unasked."""


LookMove: TypeAlias = (
    Say
    | Matter
    | WriteLine
    | LeavePlace
    | SkipPlace
    | BackFromPlace
    | GoToPlace
    | Nearer
    | Afraid
    | FinishLook
    | KeepInMind
    | AskDifferences
)


class LookBanner(Enum):
    """A short sentence on top of the next page."""

    OLD_BUTTON = "old_button"
    CHANGED_ELSEWHERE = "changed_elsewhere"
    TOO_LONG = "too_long"
    SKIPPED = "skipped"
    SKIPPED_THEME = "skipped_theme"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LookOutcome:
    """What a move came to: the look as it now is, and what to say on top of its page."""

    look: Look
    lines: tuple[LookBanner, ...] = ()
    # A line that was not taken; it is handed back so that it isn't lost.
    unkept: Confidential[str] | None = None
    # An answer that switches suggestions off was given just now.
    holds: bool = False
