"""What stands on the finished card, and how: named in the walkthrough's file. Frozen data."""

import re
from dataclasses import dataclass
from enum import Enum

from bot.forms.spots import Spot

# A field of a question in a sentence that is put together.
PLACE = re.compile(r"\{(\w+)\.(\w+)\}")
# What is shown, in a text that stands around it.
IT = "{it}"


class Way(Enum):
    """How the fields of one line are laid out. There are these, and no others."""

    TEXT = "text"  # one below the other; what was chosen, with semicolons
    BULLETS = "bullets"  # every line and every choice with a dash
    COMMAS = "commas"  # all of it in one line
    SENTENCES = "sentences"  # each as a sentence, one after the other
    BRACKETS = "brackets"  # the first, and the others in brackets behind it
    COMPOSED = "composed"  # the places of `say` filled; what is missing leaves no hole


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a part of the card, or several that belong together.

    Of each of `fields`, the first that has something is shown: "goal.text or goal.aim".
    """

    fields: tuple[tuple[Spot, ...], ...] = ()
    way: Way = Way.TEXT
    # A heading of its own; empty: that of the section.
    title: str = ""
    # A text around it, with the place {it}; for Way.COMPOSED, the whole sentence.
    say: str = ""
    lower: bool = False

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Every field it can show."""
        if self.way is Way.COMPOSED:
            return tuple(Spot(*place.groups()) for place in PLACE.finditer(self.say))
        return tuple(spot for alternatives in self.fields for spot in alternatives)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the finished card."""

    slot: str
    title: str
    show: tuple[Shown, ...]
    # What is to be said: it stands out on paper.
    strong: bool = False
    # What was planned: it is shown again when it is asked how it went.
    planned: bool = False
    # The heading, where a talk may not be safe, over what was answered before; else that of all.
    rest: str = ""
    # So many lines to write on, on an empty sheet.
    paper_lines: int = 1

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions it shows something of, in order."""
        return tuple(dict.fromkeys(s.question for shown in self.show for s in shown.spots))


@dataclass(frozen=True, slots=True)
class Spoken:
    """The parts that are to be said, in the order they are said in: a picture for a phone."""

    title: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardTexts:
    """The finished card, but for what somebody wrote."""

    title: str
    made_line: str
    footer: str
    sections: tuple[Section, ...]
    # Whom it is for, and what it is called where it is for nobody.
    for_line: str = ""
    for_line_nobody: str = ""
    # The button to the checks before going.
    checks: str = ""
    spoken: Spoken | None = None
    # The sections of which one has to have something, for a card; none named: any of them.
    needs: tuple[str, ...] = ()
