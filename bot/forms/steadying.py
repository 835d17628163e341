"""Steady first: what its steps are made of. Frozen data."""

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from bot.forms.fields import Choice, Field, FieldKind

# What an answer to a step of steadying is kept under: this, and its id.
STEADY = "steady."
LONGEST_OWN_LINE = 250


class StepKind(Enum):
    """What there is to do on a page of steadying."""

    CHOICE = "choice"
    CHOICE_TEXT = "choice_text"
    QUESTIONS = "questions"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class SteadyStep:
    id: str
    kind: StepKind
    say: str
    questions: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    label: str = ""
    care: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is chosen on its page; and what is written, where that can be one's own."""
        match self.kind:
            case StepKind.CHOICE:
                return (Field("choice", FieldKind.CHOICE, self.id, choices=self.choices),)
            case StepKind.CHOICE_TEXT:
                return (
                    Field("line", FieldKind.CHOICE, self.id, choices=self.choices),
                    Field("text", FieldKind.TEXT, self.label, most_chars=LONGEST_OWN_LINE),
                )
            case StepKind.QUESTIONS | StepKind.MESSAGE:
                return ()
            case _:
                assert_never(self.kind)


@dataclass(frozen=True, slots=True)
class Steady:
    """Steady first: land, notice, park one line, not now, when to return."""

    # The id of the length that is gone through in this way.
    length: str
    offer: str
    mention: str
    offered_at: tuple[str, ...]
    mentioned_at: tuple[str, ...]
    not_now_if: tuple[str, ...]
    steps: tuple[SteadyStep, ...]

    def step(self, id: str) -> SteadyStep:
        return next(s for s in self.steps if s.id == id)
