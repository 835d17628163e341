"""What was heard: who, where, which press, and what they gave, sealed. Frozen data."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.confidential import Confidential
from bot.person import PersonId
from bot.ui.press import Press

# field key -> what came in: text as it was typed, or the ids that were picked
Given: TypeAlias = Mapping[str, Confidential[str | list[str]]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was given in a form. Nothing of it is here before it is asked for."""

    size: int
    # What is in it; None where it can't be had.
    content: Callable[[], Awaitable[Confidential[bytes] | None]]


@dataclass(frozen=True, slots=True)
class Event:
    """One press of a button, one choice in a menu, or one form that was sent."""

    person: PersonId
    press: Press
    # Whether this is the person's own private channel, where nobody else can look.
    private: bool
    picked: Confidential[str | list[str]] = field(default_factory=lambda: Confidential(list[str]()))
    given: Mapping[str, Confidential[str | list[str]]] = field(default_factory=dict)
    upload: Upload | None = None
    # What was put into the option of a command.
    option: Confidential[str] | None = None
    # The language they have Discord in, by its name there: en-US, say.
    language: str = ""
    # What was written into a form before, as it stands on the page that was pressed; by field.
    standing: Mapping[int, Confidential[str]] = field(default_factory=dict)

    def written(self, field: int) -> Confidential[str]:
        """What stands there for one field, or nothing."""
        return self.standing.get(field, Confidential(""))

    def one_of(self, known: Sequence[str]) -> str:
        """Which of our own ids was picked; empty if none. Only our constants come out."""
        first = self.picked.map(lambda picked: next((k for k in known if k in picked), ""))
        return first.one_of(known) or ""

    def text(self, field: str) -> Confidential[str]:
        """What was written into a field of the form, as it was; nothing where it was not."""
        box = self.given.get(field, Confidential[str | list[str]](""))
        return box.map(lambda value: value if isinstance(value, str) else "")

    def line(self, field: str) -> Confidential[str]:
        """The same, without blanks around it."""
        return self.text(field).map(str.strip)

    def chose(self, field: str, id: str) -> bool:
        """Whether one of our own ids was chosen in a field of the form."""
        return field in self.given and self.given[field].satisfies(lambda given: id in given)

    def choice(self, field: str, known: Sequence[str], shown: str) -> str:
        """Which of our own was chosen; where the field came back empty, what stood chosen in it.

        One that is tapped again can be cleared by that: nobody means "no" by it.
        """
        return next((id for id in known if self.chose(field, id)), shown)
