"""The parts of the finished card, from what was answered. Everything here stays sealed.

Which fields stand there and how is in the walkthrough's file; flow/showing.py has the ways.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from bot.confidential import Confidential, pair, together
from bot.content import Library
from bot.features.walkthrough.set_time import as_set
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.fields import Field
from bot.forms.labels import chosen, lines, written
from bot.forms.script import Script
from bot.forms.showing import IT, PLACE, Section, Shown, Way
from bot.forms.sitting import Sitting
from bot.forms.spots import Spot

_CLAUSE = re.compile(rf"[^{{]*{PLACE.pattern}[^\w{{]*")
_EDGES = " .,;…"
# The parts of a card that no section of the file is.
REST = "rest"
# question -> its answer
_Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """One section: its title, and what stands under it (a list line begins with "- ")."""

    slot: str
    title: str
    text: Confidential[str]


def parts(library: Library, sitting: Sitting) -> list[SummaryPart]:
    """Every section that has something in it, in the order of the script.

    What would lead to a talk that may not be safe stands at the end, under headings that plan none.
    """
    script, sitting = library.script_of(sitting), as_set(library, sitting)
    out, silent = route.left_out(script, sitting), route.silent(script, sitting)
    found: list[SummaryPart] = []
    rest: dict[str, list[str | Confidential[str]]] = {}
    last = script.safety.rest if script.safety else ""
    for section in script.card.sections:
        found.extend(_made(script, sitting, section, out))
        kept = [id for id in section.questions if id in silent]
        for _, text in _texts(script, sitting, section, kept):
            rest.setdefault(section.rest or last, []).append(text)
    own_first = sorted(rest.items(), key=lambda row: row[0] == last)
    gone: list[str | Confidential[str]] = [
        given.map(_all_of) for id, given in sitting.answers.items() if not script.is_asked(id)
    ]
    left = library.say("walks_page.left")
    return [
        *found,
        *(SummaryPart(REST, title, together(texts, "\n")) for title, texts in own_first),
        *([SummaryPart(REST, left, together(gone, "\n"))] if gone else ()),
    ]


def _all_of(answer: Answer) -> str:
    return "\n".join(written(answer, key) for key in answer)


def _made(
    script: Script, sitting: Sitting, section: Section, left_out: frozenset[str]
) -> list[SummaryPart]:
    """What there is of a section; texts under the same title are one part."""
    shown = [id for id in section.questions if id not in left_out]
    merged: dict[str, list[str | Confidential[str]]] = {}
    for title, text in _texts(script, sitting, section, shown):
        merged.setdefault(title or section.title, []).append(text)
    return [
        SummaryPart(section.slot, title, together(texts, "\n")) for title, texts in merged.items()
    ]


def _texts(
    script: Script, sitting: Sitting, section: Section, questions: Sequence[str]
) -> Iterator[tuple[str, Confidential[str]]]:
    """What was answered to these, line by line of the section, each with a heading of its own."""
    given = _given(sitting, questions)
    for shown in section.show:
        text = given.map(partial(_text, script, sitting, shown))
        if text.satisfies(bool):
            yield shown.title, text


def _given(sitting: Sitting, questions: Sequence[str]) -> Confidential[_Answers]:
    """What was answered to these."""
    given = Confidential[_Answers]({})
    for id in questions:
        if answer := sitting.answers.get(id):
            given = pair(given, answer).map(partial(_with, id))
    return given


def _with(question: str, both: tuple[_Answers, Answer]) -> _Answers:
    return {**both[0], question: both[1]}


def _text(script: Script, sitting: Sitting, shown: Shown, answers: _Answers) -> str:
    """One line of the card; empty where nothing of it was answered."""

    def values(spot: Spot) -> list[str]:
        field = script.field(spot)
        if field is None or (sitting.held and field.hidden_when_held):
            return []
        answer = answers.get(spot.question, {})
        return _values(field, answer, line_by_line=shown.way is Way.BULLETS)

    if shown.way is Way.COMPOSED:
        return composed(shown.say, {str(spot): "; ".join(values(spot)) for spot in shown.spots})
    told = [next(filter(None, map(values, spots)), []) for spots in shown.fields]
    text = _laid_out(shown.way, told)
    if shown.lower:
        text = text.lower()
    return shown.say.replace(IT, text) if text and shown.say else text


def _values(field: Field, answer: Answer, *, line_by_line: bool) -> list[str]:
    """What was chosen, by its labels; or what was written."""
    if not field.kind.is_words:
        return chosen(field, answer)
    if line_by_line:
        return [line for line in lines(answer, field.key) if line]
    text = written(answer, field.key)
    return [text] if text else []


def _laid_out(way: Way, told: Sequence[Sequence[str]]) -> str:
    flat = [text for texts in told for text in texts]
    joined = ["; ".join(texts) for texts in told if texts]
    match way:
        case Way.TEXT:
            return "\n".join(joined)
        case Way.BULLETS:
            return "\n".join(f"- {text}" for text in flat)
        case Way.COMMAS:
            return ", ".join(flat)
        case Way.SENTENCES:
            return " ".join(t if t[-1] in ".!?…" else f"{t}." for t in joined)
        case Way.BRACKETS:
            first, *rest = ["; ".join(texts) for texts in told]
            inside = ", ".join(text.lower() for text in rest if text)
            return f"{first} ({inside})".strip() if inside else first
        case Way.COMPOSED:
            return ""
        case _:
            assert_never(way)


def composed(sentence: str, given: Mapping[str, str]) -> str:
    """A sentence with what was given in its places; a missing one leaves no hole.

    `given`: by "question.field".
    """
    said: list[str] = []
    for clause in _CLAUSE.finditer(sentence):
        place = f"{clause[1]}.{clause[2]}"
        end = clause[0][clause.end(2) + 1 - clause.start() :]
        words = given.get(place, "").strip(_EDGES)
        if words:
            said.append(clause[0].replace(f"{{{place}}}", words))
        elif said:
            # The clause before takes over how this one would have ended.
            said[-1] = said[-1].rstrip(_EDGES) + end
    text = "".join(said).rstrip(" ,")
    return text[:1].upper() + text[1:] if text else ""
