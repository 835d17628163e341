"""Which parts of a walkthrough are words, and which are how it is built.

Words are shown as they stand, so nothing in them is read as layout; and in another language they
are others, while everything else is the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from itertools import zip_longest
from typing import Any

from bot.content.reader import WHOLE, Table
from bot.forms.fields import Choice, Field
from bot.forms.script import (
    Attribution,
    Branch,
    Check,
    Command,
    Distinct,
    Length,
    Original,
    Question,
    Reworded,
    Safety,
    Script,
    Stage,
)
from bot.forms.showing import CardTexts, Section, Shown, Spoken
from bot.forms.spots import Spot
from bot.forms.steadying import Steady, SteadyStep
from bot.ui.wording import as_written

WORDS: dict[type, frozenset[str]] = {
    Script: frozenset({"title", "tagline", "opens", "author", "licence", "source", "reviewed"}),
    Command: frozenset({"name", "description", "detail"}),
    Length: frozenset({"title", "minutes", "say", "ends", "ends_note", "opens"}),
    Stage: frozenset({"title", "intro"}),
    Question: frozenset(
        {"original", "label", "help", "examples", "starters", "hints", "care", "bridge"}
        | {"privacy_hint", "quoted"}
    ),
    Field: frozenset({"label", "placeholder"}),
    Choice: frozenset({"label", "detail", "plain"}),
    Distinct: frozenset({"say"}),
    Reworded: frozenset({"ask", "label"}),
    Branch: frozenset({"offer", "yes", "no", "card_title", "care", "can_stop"}),
    Check: frozenset({"ask", "why"}),
    Attribution: frozenset({"line", "not_endorsement"}),
    Original: frozenset({"title", "say"}),
    Safety: frozenset({"say", "rest", "footer"}),
    Shown: frozenset({"title", "say"}),
    Section: frozenset({"title", "rest"}),
    Spoken: frozenset({"title"}),
    CardTexts: frozenset({"title", "made_line", "footer", "for_line", "for_line_nobody", "checks"}),
    Steady: frozenset({"offer", "mention", "not_now_if"}),
    SteadyStep: frozenset({"say", "label", "care"}),
}
# A language may need another setting of these.
FREE: dict[type, frozenset[str]] = {
    Shown: frozenset({"lower"}),
    Question: frozenset({"quoted"}),
}
# Where it comes from may be an address; nothing else leads anywhere.
MAY_LINK = frozenset({"source", "line"})
A_LINK = re.compile(r"\w://|\bwww\.|discord\.gg/", re.IGNORECASE)
# What stands in braces in a text, and what of it is filled.
PLACE, A_FIELD = re.compile(r"\{(\w+(?:\.\w+)?)\}"), re.compile(r"\w+\.\w+")
FILLED = {
    "bridge": frozenset({"about"}),
    "offer": frozenset({"with"}),
    "label": frozenset({"about", "time"}),
    "say": frozenset({"it", "with"}),
    "for_line": frozenset({"with"}),
    "made_line": frozenset({"date"}),
}
# Letters without a sign of their own, and none of them a format.
SEEN_AS_NOTHING = frozenset("\u3164\u115f\u1160\uffa0\u2800")
# The lists all walkthroughs share are no part of any.
NOT_ITS_OWN = frozenset({"shared"})
# What a table of the file is called that is more than the name of its type says.
CALLED = {Script: "", CardTexts: "card", Check: "precheck", Safety: "safety_branch"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a walkthrough, and where it stands in the file."""

    where: str
    key: str
    text: str


def wordings(script: Script) -> Iterator[Wording]:
    """Every text of a walkthrough."""
    return _wordings(script, "")


def refuse_marks(script: Script, file: Table) -> None:
    """Raise ContentError where Discord would read layout, a mention or a link into a text."""
    for one in wordings(script):
        refuse_marks_in(one, file)


def refuse_marks_in(one: Wording, file: Table) -> None:
    """The same of one text."""
    place = Table(file.file, one.where or WHOLE, {})
    # The place of a field is no word: it is filled.
    bare = PLACE.sub("", one.text)
    if as_written(bare) != bare or "@everyone" in bare or "@here" in bare:
        raise place.wrong(
            f"'{one.key}' holds signs that Discord reads as layout, a link or a mention",
            "Write it without * _ ~ ` | < [ @ and \\, and begin no line with # > - or a number"
            " and a full stop.",
        )
    if any(map(_is_hidden, bare)):
        raise place.wrong(f"'{one.key}' holds letters that nobody sees", "Write it anew.")
    if A_LINK.search(bare) and one.key not in MAY_LINK:
        raise place.wrong(f"'{one.key}' holds a link", "Take it out, and name the place in words.")
    filled = FILLED.get(one.key, frozenset())
    for name in PLACE.findall(one.text):
        if name not in filled and not (one.key == "say" and A_FIELD.fullmatch(name)):
            known = ", ".join(f"{{{known}}}" for known in sorted(filled)) or "none there"
            raise place.wrong(f"'{one.key}' holds {{{name}}}, which nothing fills", f"Use {known}.")
    if "{" in bare or "}" in bare:
        raise place.wrong(f"'{one.key}' holds half a pair of braces", "Take it out.")


def _is_hidden(letter: str) -> bool:
    is_joiner = letter in "\u200c\u200d"
    return letter in SEEN_AS_NOTHING or (unicodedata.category(letter) == "Cf" and not is_joiner)


def refuse_other_build(script: Script, model: Script, file: Table) -> None:
    """Raise ContentError where a translation is built otherwise than its model."""
    where = _difference(script, model, "")
    if where is not None:
        raise Table(file.file, where or WHOLE, {}).wrong(
            "it is built otherwise than in the first language of this walkthrough",
            "Everything but the texts has to be the same: ids, kinds, numbers and their order.",
        )


def _wordings(value: object, where: str) -> Iterator[Wording]:
    if isinstance(value, tuple | list):
        for one in value:
            yield from _wordings(one, where)
    elif is_dataclass(value) and not isinstance(value, type):
        here = _inside(where, value)
        words = WORDS.get(type(value), frozenset())
        for name, inner in _own(value):
            if name not in words:
                yield from _wordings(inner, here)
                continue
            for text in inner if isinstance(inner, tuple) else (inner,):
                yield Wording(here, name, text)


def _difference(value: Any, model: Any, where: str) -> str | None:  # noqa: ANN401
    """Where the first difference lies; None: there is none."""
    if isinstance(value, tuple) and isinstance(model, tuple):
        pairs = zip_longest(value, model)
        found = (_difference(one, other, where) for one, other in pairs)
        return next((place for place in found if place is not None), None)
    if type(value) is not type(model):
        return where
    if not is_dataclass(value) or isinstance(value, Enum | Spot):
        return None if value == model else where
    here, kind = _inside(where, value), type(value)
    words = WORDS.get(kind, frozenset())
    for (name, one), (_, other) in zip(_own(value), _own(model), strict=True):
        if name in FREE.get(kind, frozenset()):
            continue
        if name in words:
            # A button for each starter; and what is said of one thing is said in every language.
            if (len(one) != len(other)) if name == "starters" else (bool(one) != bool(other)):
                return here
        elif (place := _difference(one, other, here)) is not None:
            return place
    return None


def _own(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    for field in fields(value):
        if field.init and field.name not in NOT_ITS_OWN:
            yield field.name, getattr(value, field.name)


def _inside(where: str, value: object) -> str:
    kind = type(value)
    name = CALLED.get(kind, kind.__name__.lower())
    id = next((getattr(value, key) for key in ("id", "key", "slot") if hasattr(value, key)), "")
    step = f"{name} {id}".strip() if name else ""
    return f"{where}, {step}" if where and step else where or step
