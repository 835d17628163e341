"""Where in a walkthrough something is answered: a field of a question, or one choice there.

Content files name them by ids; nothing in Python does.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of a question, written "question.field"."""

    question: str
    key: str

    def __str__(self) -> str:
        return f"{self.question}.{self.key}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One choice of a field, written "question.field is choice"."""

    question: str
    key: str
    choice: str

    @property
    def spot(self) -> Spot:
        return Spot(self.question, self.key)
