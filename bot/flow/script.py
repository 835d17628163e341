"""What a walkthrough is made of: frozen data, read from bot/content by the loader.

Ids are permanent and never reused; every text may change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

# What may be said after a heavy word, the weightiest first: one line is enough.
HELPS = ("help_is_here", "help_if_afraid", "help_if_heavy")


# What an answer to a step of steadying is kept under: this, and its id.
STEADY = "steady."


class Kind(Enum):
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
        return self in {Kind.TEXT, Kind.LIST, Kind.PERSON}


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
    kind: Kind
    label: str
    placeholder: str = ""
    most_chars: int = 0
    most: int = 1
    most_items: int = 0
    choices: tuple[Choice, ...] = ()
    prefill_from: str = ""
    hidden_when_held: bool = False
    # False: chosen on a page of its own, and choosing moves on.
    in_form: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the source, word for word, with what was written around it.

    A starter is the field it begins and its words.
    """

    id: str
    n: int
    stage: str
    original: str
    label: str
    help: str
    slot: str
    optional: bool
    fields: tuple[Field, ...]
    examples: tuple[str, ...]
    starters: tuple[tuple[str, str], ...] = ()
    hints: tuple[str, ...] = ()
    care: str = ""
    bridge: str = ""
    privacy_hint: str = ""
    has_room: bool = False
    compose: str = ""
    compose_with_view: str = ""

    def field(self, key: str) -> Field | None:
        """The field of that key, if there is one."""
        return next((f for f in self.fields if f.key == key), None)


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    title: str
    intro: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Gate:
    """A check that is asked on its own before a question."""

    before: str
    check: str
    # (question, field, choice): answers after which it isn't asked.
    unless: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Length:
    id: str
    title: str
    minutes: str
    say: str
    questions: tuple[str, ...]
    gates: tuple[Gate, ...] = ()
    # Said before the first of them, where it can't begin as in the whole.
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Two questions that look alike, and how they differ."""

    first: str
    second: str
    say: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A path that changes what is asked. Always offered, never forced."""

    id: str
    question: str
    key: str
    value: str
    offer: str
    yes: str
    no: str
    skip: tuple[str, ...]
    card_title: str
    care: str = ""
    # Questions it asks in another way, and how; and what the form of each is called.
    ask: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    only_fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    can_stop: str = ""


@dataclass(frozen=True, slots=True)
class SteadyStep:
    id: str
    kind: str
    say: str
    questions: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    care: str = ""


@dataclass(frozen=True, slots=True)
class Steady:
    """Steady first: land, notice, park one line, not now, when to return."""

    offer: str
    mention: str
    offered_at: tuple[str, ...]
    mentioned_at: tuple[str, ...]
    not_now_if: tuple[str, ...]
    steps: tuple[SteadyStep, ...]

    def step(self, id: str) -> SteadyStep:
        return next(s for s in self.steps if s.id == id)


@dataclass(frozen=True, slots=True)
class Check:
    """One of the five checks before going."""

    id: str
    ask: str
    opens_safety: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the finished card. A source is a question, or question.field."""

    slot: str
    title: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardTexts:
    title: str
    for_line: str
    for_line_nobody: str
    made_line: str
    footer: str
    empty: str
    sections: tuple[Section, ...]


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
class Attribution:
    line: str
    not_endorsement: str


@dataclass(frozen=True, slots=True)
class Script:
    """A whole walkthrough."""

    id: str
    edition: int
    title: str
    original_title: str
    tagline: str
    attribution: Attribution
    lengths: tuple[Length, ...]
    stages: tuple[Stage, ...]
    questions: tuple[Question, ...]
    distinct: tuple[Distinct, ...]
    branches: tuple[Branch, ...]
    steady: Steady
    checks: tuple[Check, ...]
    safety: str
    card: CardTexts
    families: tuple[Family, ...]
    medical: Medical
    room: Room
    second_step: SecondStep
    # Asked for a hundred times a page.
    _by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)
    _by_length: Mapping[str, tuple[Question, ...]] = field(init=False, repr=False, compare=False)
    _length_by_id: Mapping[str, Length] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {q.id: q for q in self.questions})
        asked = {n.id: tuple(self._by_id[id] for id in n.questions) for n in self.lengths}
        object.__setattr__(self, "_by_length", asked)
        object.__setattr__(self, "_length_by_id", {n.id: n for n in self.lengths})

    def question(self, id: str) -> Question:
        return self._by_id[id]

    def has(self, id: str) -> bool:
        return id in self._by_id

    def is_asked(self, id: str) -> bool:
        """Whether something can be written under this id: a question, or a step of steadying."""
        return self.has(id) or id in {f"{STEADY}{step.id}" for step in self.steady.steps}

    def fields_of(self, id: str) -> tuple[Field, ...]:
        """Every place to write or choose in under this id."""
        if self.has(id):
            return self.question(id).fields
        return self.steady.step(id.removeprefix(STEADY)).fields

    def asked(self, length: str) -> tuple[Question, ...]:
        """Every question of a length, in order."""
        return self._by_length[length]

    def help_after(self, chose: Callable[..., bool]) -> str:
        """The one of HELPS that follows the feelings that were chosen; empty: none does.

        `chose` says whether any of these ids was.
        """
        words = [word for family in self.families for word in family.words]
        followed = ((help, [w.id for w in words if w.help == help]) for help in HELPS)
        return next((help for help, ids in followed if chose(*ids)), "")

    def length(self, id: str) -> Length:
        return self._length_by_id[id]

    def stage(self, id: str) -> Stage:
        return next(s for s in self.stages if s.id == id)

    def branch(self, id: str) -> Branch:
        return next(b for b in self.branches if b.id == id)

    def check(self, id: str) -> Check:
        return next(c for c in self.checks if c.id == id)
