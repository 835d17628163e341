"""What the closeness check is made of: frozen data, read from intimacy.toml by the loader.

Ids are permanent and never reused; every text may change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from bot.forms.fields import Choice
from bot.forms.script import Attribution

# Direction -> the id of an answer; and beside them a line of one's own, and what matters now.
ItemAnswer: TypeAlias = dict[str, str]
LINE, MATTERS, YES = "line", "matters", "yes"


FEEL, OFFER, SHARED = "feel", "offer", "shared"
NOT, LITTLE, UNSURE, SKIP = "not", "little", "unsure", "skip"
LOW = frozenset({NOT, LITTLE})
PARTNER = "partner"


class Weight(Enum):
    """How careful an ingredient asks everybody to be."""

    NONE = "none"
    WATCH = "watch"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that parts two meanings of a low answer. What is chosen is never kept."""

    ask: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One ingredient: its statements by direction, and one tiny practice."""

    id: str
    n: int
    theme: str
    original: str
    # Direction -> statement. `partner` has those that read otherwise about a partner.
    statements: Mapping[str, str]
    partner: Mapping[str, str]
    # What it is about in a few words, as it reads under "there" and under "not there" alike.
    about: str
    about_partner: str
    weight: Weight
    practice: str
    practice_self: str
    note: str = ""
    # In the source's own words, where `original` is a translation of them.
    quoted: str = ""
    follow_up: FollowUp | None = None

    @property
    def directions(self) -> tuple[str, ...]:
        """What is asked about it, in order."""
        return tuple(self.statements)

    @property
    def seen_from(self) -> str:
        """The direction that results are about: from them to me, or between us."""
        return self.directions[0]


@dataclass(frozen=True, slots=True)
class Theme:
    """Some ingredients that belong together."""

    id: str
    title: str
    intro: str
    items: tuple[str, ...]
    skippable: bool
    # The question of fear stands at its end.
    asks_fear: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that were answered alike."""

    title: str
    answers: frozenset[str]
    caption: str


@dataclass(frozen=True, slots=True)
class CareTexts:
    """What is asked and said where somebody may not be safe."""

    intro: str
    question: str
    choices: tuple[Choice, ...]
    soft: str
    hold: str
    hold_buttons: tuple[str, ...]
    own: str
    own_buttons: tuple[str, ...]
    own_topic: str
    pause_plan: str


@dataclass(frozen=True, slots=True)
class Entrance:
    """What is said and asked before the first statement."""

    say: str
    definition: str
    not_a_test: str
    minutes: str
    person: str
    kinds: tuple[Choice, ...]
    kinds_note: str
    private: str
    private_choices: tuple[Choice, ...]
    tips: str


@dataclass(frozen=True, slots=True)
class ResultTexts:
    """What stands around the results."""

    title: str
    opening: str
    groups: tuple[Group, ...]
    skipped: str
    differences: str
    question: str
    practice: str
    closing: str
    closing_held: str
    buttons: tuple[str, ...]
    buttons_held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgainTexts:
    """Looking again, and then and now."""

    ask: str
    days: tuple[int, ...]
    least_days: int
    too_soon: str
    title: str
    say: str
    dates: str
    row: str
    row_same: str
    # The headings of what went this way or that.
    up: str
    same: str
    down: str
    unsure: str
    lower: str


@dataclass(frozen=True, slots=True)
class ClosenessScript:
    """The whole of it."""

    edition: int
    title: str
    original_title: str
    tagline: str
    attribution: Attribution
    entrance: Entrance
    ask: str
    choices: tuple[Choice, ...]
    # Between which answers there are how many steps; never a number on a screen.
    order: tuple[str, ...]
    longest_name: int
    labels: Mapping[str, str]
    matters: str
    themes: tuple[Theme, ...]
    items: tuple[Item, ...]
    care: CareTexts
    results: ResultTexts
    again: AgainTexts

    def item(self, id: str) -> Item:
        return next(i for i in self.items if i.id == id)

    def theme(self, id: str) -> Theme:
        return next(t for t in self.themes if t.id == id)

    def in_order(self) -> tuple[Item, ...]:
        """All items as they are asked: theme by theme."""
        return tuple(self.item(id) for theme in self.themes for id in theme.items)

    @property
    def offered(self) -> tuple[Choice, ...]:
        """What a statement can be answered with. To skip it is a button of its own."""
        return tuple(choice for choice in self.choices if choice.id != SKIP)

    def choice(self, id: str) -> str:
        """The words of an answer; one that is not offered any more keeps its id."""
        return next((c.label for c in self.choices if c.id == id), id)
