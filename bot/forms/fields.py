"""What can be asked: fields, their choices, and the lists and rules all walkthroughs share.

Frozen data. Ids are permanent and never reused; every text may change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.forms.spots import Spot

# What may be said after a heavy word, the weightiest first: one line is enough.
HELPS = ("help_is_here", "help_if_afraid", "help_if_heavy")
# What stands, in braces, for whom a walkthrough is about, and for whom the talk is with.
ABOUT, WITH = "about", "with"
# The weather, on the page of the room that is offered instead of the body.
WEATHER = "weather"


class FieldKind(Enum):
    """What a field takes: words of one's own, or choices from a list."""

    TEXT = "text"
    LIST = "list"
    PERSON = "person"
    CHOICE = "choice"
    INTENSITY = "intensity"
    DATETIME = "datetime"
    MULTI = "multi"
    TONE = "tone"
    SENSATIONS = "sensations"
    REGIONS = "body_regions"
    FEELINGS = "feelings"
    NEEDS = "needs"

    @property
    def is_words(self) -> bool:
        """Whether somebody writes into it."""
        return self in {FieldKind.TEXT, FieldKind.LIST, FieldKind.PERSON}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `plain` is the label where nobody can be named."""

    id: str
    label: str
    detail: str = ""
    plain: str = ""
    quick: bool = True
    # The line about people that follows when it was tapped; empty: none.
    help: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A neighbourhood of feeling words."""

    id: str
    title: str
    words: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a question."""

    key: str
    kind: FieldKind
    label: str
    placeholder: str = ""
    most_chars: int = 0
    most: int = 1
    most_items: int = 0
    choices: tuple[Choice, ...] = ()
    prefill_from: Spot | None = None
    hidden_when_held: bool = False
    # False: nothing of it is meant for the card.
    on_card: bool = True
    # The field of the check-in that answers it, for whoever goes on from one to a talk.
    from_checkin: str = ""
    # False: chosen on a page of its own, and choosing moves on.
    in_form: bool = True


@dataclass(frozen=True, slots=True)
class Medical:
    """Tapped options that together may be a medical matter."""

    regions: frozenset[str]
    sensations: frozenset[str]
    intensity: frozenset[str]
    say: str


@dataclass(frozen=True, slots=True)
class Room:
    """Attention outside, for people for whom looking inward is too much."""

    title: str
    say: str
    steps: tuple[str, ...]
    ask: str
    weather: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SecondStep:
    """A gentle line for own words that say what somebody else did."""

    words: frozenset[str]
    say: str


@dataclass(frozen=True, slots=True)
class Shared:
    """What every walkthrough and the check-in have in common."""

    families: tuple[Family, ...]
    medical: Medical
    room: Room
    second_step: SecondStep

    def help_after(self, chose: Callable[..., bool]) -> str:
        """The one of HELPS that follows the feelings that were chosen; empty: none does.

        `chose` says whether any of these ids was.
        """
        words = [word for family in self.families for word in family.words]
        followed = ((help, [w.id for w in words if w.help == help]) for help in HELPS)
        return next((help for help, ids in followed if chose(*ids)), "")
