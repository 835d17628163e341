"""What a walkthrough is made of: frozen data, read from bot/content by the loader.

Ids are permanent and never reused; every text may change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.forms.fields import Field, FieldKind, Shared
from bot.forms.showing import CardTexts
from bot.forms.spots import Chosen, Spot
from bot.forms.steadying import STEADY, Steady, SteadyStep, StepKind


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the source, word for word, with what was written around it."""

    id: str
    stage: str
    original: str
    label: str
    help: str
    fields: tuple[Field, ...]
    examples: tuple[str, ...] = ()
    # False: none of it is meant for the card.
    on_card: bool = True
    starters: tuple[str, ...] = ()
    # The field each of them begins; empty: the last that is written into.
    starters_for: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    care: str = ""
    bridge: str = ""
    privacy_hint: str = ""
    # In the source's own words, where `original` is a translation of them.
    quoted: str = ""
    # Not of the source: it stands in the walkthrough, and not among the source's questions.
    own: bool = False
    # The room is offered instead of the body.
    has_room: bool = False

    def opener(self, n: int) -> tuple[str, str]:
        """The nth starter: which field it begins, and its words."""
        written = [f.key for f in self.fields if f.kind.is_words]
        return (self.starters_for[n] if self.starters_for else written[-1]), self.starters[n]

    def of_kind(self, *kinds: FieldKind) -> Field | None:
        """The first field of one of these kinds, if there is one."""
        return next((f for f in self.fields if f.kind in kinds), None)

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
    # Answers after which it isn't asked.
    unless: tuple[Chosen, ...] = ()


@dataclass(frozen=True, slots=True)
class Length:
    id: str
    title: str
    minutes: str
    say: str
    questions: tuple[str, ...]
    gates: tuple[Gate, ...] = ()
    # Said above the finished card.
    ends: str = ""
    # The same, where it is a note for nobody but them.
    ends_note: str = ""
    # Said before the first of them, where it can't begin as in the whole.
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Two questions that look alike, and how they differ."""

    pair: tuple[str, ...]
    say: str

    @property
    def first(self) -> str:
        return self.pair[0]

    @property
    def second(self) -> str:
        return self.pair[-1]


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question that a branch asks in another way, and what its form is called then."""

    question: str
    ask: str
    label: str
    # What of it is asked; empty: all.
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A path that changes what is asked. Always offered, never forced."""

    id: str
    when: Chosen
    offer: str
    yes: str
    no: str
    card_title: str
    skip: tuple[str, ...] = ()
    care: str = ""
    rewords: tuple[Reworded, ...] = ()
    can_stop: str = ""

    def reworded(self, question: str) -> Reworded | None:
        """How it asks this one, if it does so in another way."""
        return next((r for r in self.rewords if r.question == question), None)


@dataclass(frozen=True, slots=True)
class Check:
    """One of the checks before going."""

    id: str
    ask: str
    opens_safety: bool = False
    # Why it is asked, where it stands on a page of its own before a question.
    why: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    line: str
    not_endorsement: str


@dataclass(frozen=True, slots=True)
class Original:
    """The page with the source's questions and nothing else."""

    title: str
    say: str


@dataclass(frozen=True, slots=True)
class Command:
    """How a walkthrough is begun, and what is said of it where they are offered."""

    description: str
    detail: str
    # A slash command of its own; empty: by /walk and from the home page alone.
    name: str = ""
    # Those with a lower number stand before the others.
    place: int = 100


@dataclass(frozen=True, slots=True)
class Roles:
    """Which answers say whom it is about, with whom the talk is first, and when."""

    about: Spot | None = None
    first_with: Spot | None = None
    # Only after this answer; else the talk is with whoever it is about.
    first_with_when: Chosen | None = None
    # A word that is looked up among those that say what somebody else did.
    own_word: Spot | None = None
    # When the talk will be: first where it is written, then where it is chosen.
    when: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Safety:
    """Where a talk may not be safe: what is said, the answers that lead there, and what follows."""

    say: str
    when: tuple[Chosen, ...] = ()
    # What plans the talk, and isn't asked any more.
    skip: tuple[str, ...] = ()
    # What is asked in another way.
    rewords: tuple[Reworded, ...] = ()
    # The heading, on the card, over what was answered to those before; and its last line.
    rest: str = ""
    footer: str = ""

    def reworded(self, question: str) -> Reworded | None:
        """How this one is asked then, if in another way."""
        return next((r for r in self.rewords if r.question == question), None)


@dataclass(frozen=True, slots=True)
class Script:
    """A whole walkthrough. The first of its lengths is the whole of it."""

    id: str
    edition: int
    title: str
    tagline: str
    opens: str
    lengths: tuple[Length, ...]
    stages: tuple[Stage, ...]
    questions: tuple[Question, ...]
    card: CardTexts
    shared: Shared
    # Who wrote it and under which licence, after what, and who has looked it over: empty, nobody.
    author: str
    licence: str
    source: str
    reviewed: str
    # Without one nobody begins it any more; what was kept of it still opens.
    command: Command | None = None
    roles: Roles = field(default_factory=Roles)
    attribution: Attribution | None = None
    original: Original | None = None
    distinct: tuple[Distinct, ...] = ()
    branches: tuple[Branch, ...] = ()
    steady: Steady | None = None
    checks: tuple[Check, ...] = ()
    safety: Safety | None = None
    # Asked for a hundred times a page.
    _by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)
    _by_length: Mapping[str, tuple[Question, ...]] = field(init=False, repr=False, compare=False)
    _length_by_id: Mapping[str, Length] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {q.id: q for q in self.questions})
        asked = {
            n.id: tuple(self._by_id[id] for id in n.questions if id in self._by_id)
            for n in self.lengths
        }
        object.__setattr__(self, "_by_length", asked)
        object.__setattr__(self, "_length_by_id", {n.id: n for n in self.lengths})

    @property
    def whole(self) -> Length:
        """The length that asks everything, with a breath between its parts."""
        return self.lengths[0]

    def is_steady(self, length: str) -> bool:
        """Whether this length is the steady one."""
        return self.steady is not None and length == self.steady.length

    def question(self, id: str) -> Question:
        return self._by_id[id]

    def number(self, question: Question) -> int:
        """Which one it is, from 1, in the order of the file."""
        return self.questions.index(question) + 1

    def has(self, id: str) -> bool:
        return id in self._by_id

    def has_stage(self, id: str) -> bool:
        return any(s.id == id for s in self.stages)

    def has_branch(self, id: str) -> bool:
        return any(b.id == id for b in self.branches)

    def has_check(self, id: str) -> bool:
        return any(c.id == id for c in self.checks)

    def has_step(self, id: str) -> bool:
        """Whether there is such a step of steadying."""
        return self.steady is not None and any(s.id == id for s in self.steady.steps)

    def field(self, spot: Spot) -> Field | None:
        """The field it names, if there is one."""
        return self._by_id[spot.question].field(spot.key) if self.has(spot.question) else None

    def step(self, id: str) -> SteadyStep:
        """A step of steadying. Raises KeyError where there is none."""
        if self.steady is None:
            raise KeyError(id)
        return self.steady.step(id)

    def first_step(self, kind: StepKind) -> SteadyStep | None:
        """The first step of steadying of this kind."""
        steps = self.steady.steps if self.steady else ()
        return next((s for s in steps if s.kind is kind), None)

    def is_asked(self, id: str) -> bool:
        """Whether something can be written under this id: a question, or a step of steadying."""
        return self.has(id) or (id.startswith(STEADY) and self.has_step(id.removeprefix(STEADY)))

    def fields_of(self, id: str) -> tuple[Field, ...]:
        """Every place to write or choose in under this id."""
        if self.has(id):
            return self.question(id).fields
        return self.step(id.removeprefix(STEADY)).fields

    def asked(self, length: str) -> tuple[Question, ...]:
        """Every question of a length, in order."""
        return self._by_length[length]

    def length(self, id: str) -> Length:
        return self._length_by_id[id]

    def stage(self, id: str) -> Stage:
        return next(s for s in self.stages if s.id == id)

    def branch(self, id: str) -> Branch:
        return next(b for b in self.branches if b.id == id)

    def check(self, id: str) -> Check:
        return next(c for c in self.checks if c.id == id)
