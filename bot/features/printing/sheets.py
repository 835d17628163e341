"""The worksheets to fill in by hand, from the same content as the walkthroughs. Pure.

A sheet is a list of pieces; paper/worksheet.typ knows how each kind of piece looks.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from bot.confidential import Confidential
from bot.content import Library
from bot.features.closeness.example import example_blocks as closeness_blocks
from bot.features.printing import pages
from bot.features.printing.pages import Data, document_data
from bot.features.reading.listening import listening_blocks
from bot.features.walkthrough.example import example_blocks
from bot.forms import route
from bot.forms.closeness_script import SKIP, Item
from bot.forms.fields import ABOUT, Field, FieldKind
from bot.forms.script import Attribution, Question, Script
from bot.ui.blocks import Block

SheetPiece: TypeAlias = dict[str, Any]

# How many letters a hand writes on one line, and how many lines there are at most.
PER_LINE, MOST_LINES = 160, 5
# A list whose longest words need half a line, a third of one, or less.
WIDE, MIDDLE = 44, 28
# Its choices are answers to the bot; on paper the day is written down.
WITHOUT_BOXES = frozenset({FieldKind.DATETIME})
# After this something is said to everybody, where the bot would ask and listen.
SAFE_TOGETHER = "care"


def sheet(library: Library, id: str) -> tuple[str, Data]:
    """One of paper.sheet_names: its template, and what stands on it."""
    match id:
        case pages.CLOSENESS_EXAMPLE:
            return "document", _document(
                library, closeness_blocks(library), library.closeness.script.attribution
            )
        case "listening":
            return "document", _document(
                library, listening_blocks(library), library.talk.attribution
            )
        case "closeness":
            return "worksheet", _closeness(library)
        case "checkin":
            return "worksheet", _checkin(library)
        case _ if id.endswith(pages.EXAMPLE):
            script = library.scripts[id.removesuffix(pages.EXAMPLE)]
            return "document", _document(
                library, example_blocks(library, script), script.attribution
            )
        case _:
            return "worksheet", _walkthrough(library, library.scripts[id])


def _document(library: Library, blocks: Sequence[Block], credit: Attribution | None) -> Data:
    """What names buttons is left out, and the credit goes into the small print."""
    lines = (credit.line, credit.not_endorsement) if credit else ()
    aside = {library.say("document.short"), "\n".join(lines), *lines}
    told = [b for b in blocks if not isinstance(b.text, str) or b.text not in aside]
    return document_data(library, told, lines)


def _worksheet(
    library: Library, pieces: list[SheetPiece], credit: Attribution | None, size: float = 10.5
) -> Data:
    say = library.say
    small = [say("paper.short")]
    if credit:
        small += [credit.line, credit.not_endorsement]
    head = {"name": say("paper.name"), "lacking": say("paper.lacking"), "size": size}
    head["language"] = library.language
    _deepen(pieces, 0)
    return Confidential({**head, "small": small, "pieces": pieces})


def _deepen(pieces: list[SheetPiece], above: int) -> int:
    """Say of every heading how deep it lies: no more than one below the one before it."""
    for piece in pieces:
        if "group" in piece:
            above = _deepen(piece["group"], above)
        elif "heading" in piece:
            above = piece["depth"] = min(piece["level"], above + 1)
    return above


def _walkthrough(library: Library, script: Script) -> Data:
    say = library.say
    unsafe = {answer.question for answer in route.unsafe_answers(script)}
    gates = {gate.before: script.check(gate.check) for gate in script.whole.gates}
    pieces: list[SheetPiece] = [
        {"heading": script.title, "level": 1},
        {"text": script.tagline},
        {"text": say("paper.skip")},
        {"help": say("paper.keep_safe")},
    ]
    for stage in script.stages:
        asked = [q for q in script.questions if q.stage == stage.id]
        intro = stage.intro
        if any(q.has_room for q in asked):
            intro = f"{say('paper.body_intro')} {' '.join(script.shared.room.steps)}"
        top: list[SheetPiece] = [{"heading": stage.title, "level": 2}, {"help": intro}]
        for question in asked:
            first, *more = _fields(library, question)
            head = {"heading": f"{script.number(question)}. {question.original}", "level": 3}
            if check := gates.get(question.id):
                # Where the bot would ask, and listen.
                asks = (check.ask, check.why, say("paper.safe_to_tell"))
                top += [{"text": text} for text in asks if text]
            care: list[SheetPiece] = [{"help": question.care}] if question.care else []
            pieces.append({"group": [*top, head, {"help": question.help}, *care, *first]})
            pieces.extend({"group": field} for field in more)
            if question.id in unsafe:
                pieces.append({"text": say("paper.safe_to_tell")})
            top = []
    pieces.append({"leaf": True})
    pieces.extend(_blank_card(library, script))
    return _worksheet(library, pieces, script.attribution)


def _fields(library: Library, question: Question) -> list[list[SheetPiece]]:
    """What is to be ticked or written, field by field."""
    found: list[list[SheetPiece]] = []
    alone = len(question.fields) == 1
    for field in question.fields:
        if field.kind.is_words:
            lines = field.most_items or min(MOST_LINES, -(-field.most_chars // PER_LINE))
            found.append([{"lines": lines, "label": "" if alone else field.label}])
        elif field.choices and field.kind not in WITHOUT_BOXES:
            ask = [] if alone or not field.label else [{"ask": field.label}]
            found.append([*ask, _boxes(library, field)])
    return found


def _boxes(library: Library, field: Field) -> SheetPiece:
    choices = field.choices
    if field.kind is FieldKind.FEELINGS:
        # Those that stand in the form; all of them are on the sheet of the check-in.
        choices = tuple(c for c in choices if c.quick)
    who = library.say("paper.this_person")
    names = [(c.plain or c.label).replace(f"{{{ABOUT}}}", who) for c in choices]
    longest = max(len(name) for name in names)
    columns = 2 if longest > WIDE else 3 if longest > MIDDLE else 4
    if field.kind is FieldKind.INTENSITY:
        columns = len(names)
    return {"boxes": names, "columns": columns}


def _blank_card(library: Library, script: Script) -> Iterator[SheetPiece]:
    """The card itself, empty: the same parts in the same order, on one page."""
    card, say = script.card, library.say
    yield {"heading": say("paper.card"), "level": 1}
    yield {"help": say("paper.card_say")}
    yield {"blank": [{"title": s.title, "lines": s.paper_lines} for s in card.sections]}
    yield {"text": card.footer}


def _closeness(library: Library) -> Data:
    script, say = library.closeness.script, library.say
    pieces: list[SheetPiece] = [
        {"heading": script.title, "level": 1},
        {"text": script.tagline},
        {"text": script.entrance.definition},
        {"text": say("paper.closeness_say")},
        {"help": f"{say('paper.skip')} {say('paper.keep_safe')}"},
        {"lines": 1, "label": say("paper.for_whom")},
    ]
    answers = [c.label for c in script.choices if c.id != SKIP]
    for theme in script.themes:
        rows = [row for id in theme.items for row in _rows(library, script.item(id))]
        top: list[SheetPiece] = [{"heading": theme.title, "level": 2}, {"help": theme.intro}]
        care = [{"text": say("paper.safe_together")}] if theme.id == SAFE_TOGETHER else []
        pieces.append({"group": [*top, {"head": answers, "rows": rows}, *care]})
    last = {"heading": say("paper.keep_in_mind"), "level": 2}
    pieces.append({"group": [last, {"lines": 1, "label": ""}]})
    return _worksheet(library, pieces, script.attribution, size=9.5)


def _rows(library: Library, item: Item) -> Iterator[SheetPiece]:
    """An ingredient, and what is said of it in each direction."""
    yield {"item": f"{item.n}. {item.original}"}
    for way in item.directions:
        said = item.statements[way].replace("{name}", library.say("paper.this_person"))
        yield {"said": said[:1].upper() + said[1:]}


def _checkin(library: Library) -> Data:
    """One page, with every word there is."""
    texts, say = library.checkin, library.say
    pieces: list[SheetPiece] = [
        {"heading": texts.title, "level": 1},
        {"text": say("paper.checkin_say")},
        {"help": f"{say('paper.choose')} {say('paper.keep_safe')}"},
        {"lines": 1, "label": say("paper.date")},
    ]
    for field in (*texts.fields, texts.weather):
        if field.kind.is_words:
            pieces.append({"lines": 2, "label": say("paper.own_word")})
            continue
        pieces.append({"heading": field.label, "level": 3})
        if field.kind is FieldKind.FEELINGS:
            pieces.extend(
                {"boxes": [w.label for w in f.words], "beside": f.title}
                for f in library.shared.families
            )
        else:
            columns = 4 if field.kind in {FieldKind.REGIONS, FieldKind.SENSATIONS} else 5
            pieces.append({"boxes": [c.label for c in field.choices], "columns": columns})
    return _worksheet(library, pieces, None, size=9.5)
