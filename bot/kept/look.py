"""One look of one person at one relationship: where it stands, and what was given. Frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from bot.confidential import Confidential
from bot.forms.closeness_script import ItemAnswer
from bot.forms.names import same_label


class PlaceKind(Enum):
    """The kinds of page somebody can stand on. The value is what a press carries."""

    THEME = "t"
    # A statement as it is first asked, and then the other way round.
    ITEM = "i"
    OTHER_WAY = "w"
    FOLLOW_UP = "f"
    FEAR = "q"
    CARE = "c"
    OWN = "o"
    RESULTS = "r"


@dataclass(frozen=True, slots=True)
class LookPlace:
    """One page of a look. `id` is a theme's or an item's."""

    at: PlaceKind
    id: str = ""

    def __str__(self) -> str:
        return f"{self.at.value}.{self.id}" if self.id else self.at.value

    @property
    def is_statement(self) -> bool:
        """Whether a statement is answered on it."""
        return self.at in {PlaceKind.ITEM, PlaceKind.OTHER_WAY}

    @classmethod
    def parse(cls, text: str) -> "LookPlace | None":
        """Read what `str` wrote; anything else is None."""
        kind, _, id = text.partition(".")
        return cls(PlaceKind(kind), id) if kind in {a.value for a in PlaceKind} else None


RESULTS = LookPlace(PlaceKind.RESULTS)
# The question of fear, among what was asked and what was passed by.
FEAR = "fear"


@dataclass(frozen=True, slots=True)
class Look:
    """One check, open or finished."""

    id: bytes
    # What they call the person, and what kind of relationship it is; both may be empty.
    label: Confidential[str]
    kind: Confidential[str]
    at: LookPlace
    began: date
    touched: date
    answers: Mapping[str, Confidential[ItemAnswer]] = field(default_factory=dict)
    # How often each line was written: an older form is noticed by it.
    turns: Mapping[str, int] = field(default_factory=dict)
    # Items that were passed by.
    passed: frozenset[str] = frozenset()
    # What was asked or shown, and is not to be again.
    asked: frozenset[str] = frozenset()
    # The item to keep in mind; empty: none.
    picked: Confidential[str] = field(default_factory=lambda: Confidential(""))
    held: bool = False
    # Whether suggestions are off can't be known: that lies behind a lock. Looked up, never kept.
    unsure: bool = False
    finished: date | None = None
    edition: int = 1
    # Which of somebody's checks it is: days alone don't say which came first.
    n: int = 1
    # A word of their own to find it by.
    tag: Confidential[str] | None = None

    def gave(self, item: str, direction: str, any_of: "frozenset[str] | None" = None) -> bool:
        """Whether there is an answer to it, or one of these."""
        given = self.answers.get(item)
        return given is not None and given.satisfies(
            lambda g: bool(g.get(direction)) if any_of is None else g.get(direction) in any_of
        )

    def keeps(self, item: str, what: str) -> bool:
        """Whether there is a line on it, or it matters now."""
        return self.gave(item, what)

    @property
    def may_be_afraid(self) -> bool:
        """Whether fear was not asked about, or passed by: nothing leads to them then, either."""
        return FEAR not in self.asked or FEAR in self.passed

    @property
    def alone(self) -> bool:
        """Whether nothing about it may be offered that leads to the other person."""
        return self.held or self.unsure

    @property
    def is_named(self) -> bool:
        """Whether the person has a name here."""
        return same_label(self.label).satisfies(bool)

    def is_about(self, other: Confidential[str]) -> bool:
        """Whether it is about the same person. Somebody without a name is nobody else."""
        return self.is_named and same_label(self.label) == same_label(other)
