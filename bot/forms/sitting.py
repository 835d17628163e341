"""Where one person stands in one walkthrough, and what they have given so far. Frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import NamedTuple

from bot.confidential import Confidential
from bot.forms.answers import Answer
from bot.forms.labels import chosen_ids
from bot.forms.spots import Chosen


class PageKind(Enum):
    """The kinds of page a person can stand on. The value is what a press carries."""

    # Python's own goes by the name, and takes ten times as long.
    __hash__ = object.__hash__

    QUESTION = "q"
    STAGE = "s"
    OFFER = "o"
    GATE = "g"
    STEADY = "t"
    SAFETY = "x"
    REVIEW = "r"
    CARD = "c"


_KINDS = {at.value: at for at in PageKind}


class Step(NamedTuple):
    """One page of a walkthrough. On every press there are dozens, and each is compared."""

    at: PageKind
    id: str = ""

    def __str__(self) -> str:
        return f"{self.at.value}-{self.id}" if self.id else self.at.value

    @classmethod
    def parse(cls, text: str) -> "Step | None":
        """Read what `str` wrote; anything else is None."""
        kind, _, id = text.partition("-")
        at = _KINDS.get(kind)
        return cls(at, id) if at else None


REVIEW = Step(PageKind.REVIEW)
CARD = Step(PageKind.CARD)
# Decided: the card is there, and what is changed is changed from it.
MADE = "card"
SAFETY = Step(PageKind.SAFETY)


@cache
def question_step(id: str) -> Step:
    """The page of a question. There are few, and they are asked for all the time."""
    return Step(PageKind.QUESTION, id)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One walkthrough of one person, open or finished."""

    id: bytes
    script: str
    edition: int
    length: str
    at: Step
    began: date
    # The day on which it was last changed; a look changes nothing.
    touched: date
    answers: Mapping[str, Confidential[Answer]] = field(default_factory=dict)
    # How often each answer was written: an older form is noticed by it.
    turns: Mapping[str, int] = field(default_factory=dict)
    # Offers, gates and checks, and what was decided.
    decided: Mapping[str, bool] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    held: bool = False
    # Suggestions are off for whoever the talk is with, if that is somebody else; or nobody can
    # know, for who is held lies behind a lock. Looked up, never kept.
    held_with: bool = False
    # Whether that is so for nobody can know alone. Looked up, never kept.
    unsure: bool = False
    # They said that they are done with it.
    finished: bool = False
    # A word of their own to find it by.
    tag: Confidential[str] | None = None
    # When the talk is, as it was set for its reminders, by the clock there; and how often the
    # answer about that had been written by then. No file tells it: reminders are in none.
    planned: datetime | None = None
    planned_turn: int = 0
    # The day on which they last wrote when the talk is; none: before such a day was kept.
    said_when_on: date | None = None

    @property
    def made(self) -> bool:
        """Whether its card is there, and they come back to it from wherever they go."""
        return self.finished or bool(self.decided.get(MADE))

    @property
    def had_a_card(self) -> bool:
        """Whether there ever was one: what was planned from it holds while its questions go on."""
        return self.finished or MADE in self.decided

    def chose(self, question: str, key: str, *any_of: str) -> bool:
        """Whether one of these was chosen there."""
        answer = self.answers.get(question)
        return answer is not None and answer.satisfies(
            lambda given: any(c in chosen_ids(given, key) for c in any_of)
        )

    def gave(self, chosen: Chosen) -> bool:
        """Whether this very choice was made."""
        return self.chose(chosen.question, chosen.key, chosen.choice)

    def has(self, question: str, key: str) -> bool:
        """Whether anything was given there."""
        answer = self.answers.get(question)
        return answer is not None and answer.satisfies(lambda given: bool(given.get(key)))
