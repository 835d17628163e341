"""Pages to print: which there are to choose from, what stands on them, and the file they come as.

What stands on a page is made here, sealed; how it looks is in bot/features/printing. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from bot.confidential import Confidential, pair, together
from bot.content import Library
from bot.features.reading import listening
from bot.features.walkthrough.summary import SummaryPart, parts
from bot.forms.fields import WITH
from bot.forms.script import Script
from bot.forms.sitting import Sitting
from bot.forms.talk import footer, is_for_somebody, title, whom
from bot.layout import keepsakes
from bot.layout.controls import help_now, menu
from bot.layout.paging import Leaf, turning
from bot.ui.blocks import Block
from bot.ui.model import MOST_OPTIONS, Button, Card, Keepsake, Menu, Option, Row
from bot.ui.press import Press
from bot.ui.wording import heading, small

VERB = "paper"
# The sheets that belong to no walkthrough; each has a name in [sheets_page].
OTHERS = ("closeness", "checkin", "listening")
# What is added to the id of what an example is of.
EXAMPLE = "_example"
CLOSENESS_EXAMPLE = f"closeness{EXAMPLE}"
# Why there may be no page.
INSTEAD = ("gone", "not_installed", "too_long", "refused", "pause")

Data: TypeAlias = Confidential[Mapping[str, Any]]


def press(step: str, id: bytes = b"", detail: str = "") -> str:
    return str(Press(VERB, id, step, detail))


def choose(library: Library, sitting: Sitting) -> Card:
    """For which paper the card is to be set, or for a phone."""
    say, id, script = library.say, sitting.id, library.script_of(sitting)
    buttons = [
        Button(say("paper_page.a4"), press("card", id, "a4")),
        Button(say("paper_page.letter"), press("card", id, "letter")),
    ]
    texts = [heading(say("paper_page.title")), say("paper_page.say")]
    if script.card.spoken and is_for_somebody(script, sitting):
        buttons.append(Button(say("paper_page.phone"), press("card", id, "phone")))
        texts.append(say("paper_page.say_phone"))
    texts.append(small(say("export.warn")))
    return Card(tuple(texts), (tuple(buttons), _back(library, id)))


def sheet_names(library: Library) -> dict[str, str]:
    """Which sheets there are, in the order they are offered, and what each is called."""
    say, scripts = library.say, library.offered
    return {
        **{s.id: say("sheets_page.empty", title=s.title) for s in scripts},
        **{id: say(f"sheets_page.{id}") for id in OTHERS},
        **{
            f"{s.id}{EXAMPLE}": say("sheets_page.example", title=s.title)
            for s in scripts
            if s.id in library.examples
        },
        CLOSENESS_EXAMPLE: say(f"sheets_page.{CLOSENESS_EXAMPLE}"),
    }


def sheets(library: Library, page: int = 0) -> Card:
    """Examples and empty sheets; nothing of anybody's."""
    say = library.say
    names = list(sheet_names(library).items())
    leaf = Leaf.to(page, len(names), MOST_OPTIONS)
    options = tuple(Option(id, name) for id, name in names[leaf.first :][:MOST_OPTIONS])
    texts = (heading(say("sheets_page.title")), say("sheets_page.say"))
    turns = turning(library, leaf.page, leaf.pages, lambda n: press("sheets", detail=str(n)))
    last = (listening.button(library), menu(library), help_now(library))
    return Card(texts, (Menu(press("sheet"), say("sheets_page.menu"), options), *turns, last))


def sheet(library: Library, name: str) -> Card:
    """One of them, and for which paper: a menu that gave the file could be used only once."""
    say = library.say
    papers = tuple(
        Button(say(f"paper_page.{paper}"), press(f"sheet.{name}", detail=paper))
        for paper in ("a4", "letter")
    )
    texts = (heading(sheet_names(library)[name]), say("sheets_page.paper"))
    back = Button(say("sheets_page.back"), press("sheets"))
    return Card(texts, (papers, (back, menu(library), help_now(library))))


def instead(library: Library, why: str, id: bytes = b"") -> Card:
    """There is no page; why, and a way on."""
    last = _back(library, id) if id else (menu(library), help_now(library))
    return Card((library.say(f"paper_page.{why}"),), (last,))


def handed_over(
    library: Library, made: Confidential[bytes], ending: str, today: date, *, private: bool = True
) -> Keepsake:
    """A page as a file; of a picture, with what is read out in its place."""
    handed = keepsakes.handed_over(library, [made], ending, today, private=private)
    picture = library.say("paper_page.picture") if ending == "png" else ""
    return replace(handed, picture=picture)


def card_data(library: Library, sitting: Sitting) -> Data:
    """The whole card, as it is on the screen."""
    script = library.script_of(sitting)
    who: str | Confidential[str] = ""
    if is_for_somebody(script, sitting) and (name := whom(script, sitting)):
        line = script.card.for_line
        who = name.map(lambda n: line.replace(f"{{{WITH}}}", " ".join(n.split())))
    made = script.card.made_line.replace("{date}", library.dates.day(sitting.touched))
    head = _head(library, [made, library.say("paper.short"), *_credit(script)])
    own = title(script, sitting)
    head |= {"title": own, "footer": footer(script, sitting)}
    strong = {s.slot for s in script.card.sections if s.strong}
    with_parts = _with_parts(head, parts(library, sitting), strong)
    return pair(with_parts, together([who])).map(lambda both: {**both[0], "whom": both[1]})


def points_data(library: Library, sitting: Sitting) -> Data:
    """What is to be said, for a phone. No name: pictures on a phone are seen by others."""
    script = library.script_of(sitting)
    spoken = script.card.spoken
    slots = spoken.sections if spoken else ()
    everything = parts(library, sitting)
    found = sorted((p for p in everything if p.slot in slots), key=lambda p: slots.index(p.slot))
    head = _head(library, [])
    head |= {"title": spoken.title if spoken else "", "footer": script.card.footer}
    return _with_parts(head, found or everything, set())


def document_data(library: Library, blocks: Sequence[Block], small: Sequence[str] = ()) -> Data:
    """A document to read, with small print at its end."""
    rows: Confidential[list[Any]] = Confidential([])
    depth = 0
    for block in blocks:
        # For whoever hears it: no deeper than one below the heading before.
        depth = min(block.level, depth + 1) or depth
        row = {"level": block.level, "depth": depth}
        both = pair(together([block.title]), together([block.text]))
        rows = pair(rows, both).map(
            lambda b, row=row: [*b[0], {**row, "title": b[1][0], "text": b[1][1]}]  # type: ignore[misc]
        )
    head = _head(library, [library.say("paper.short"), *small])
    return rows.map(lambda found: {**head, "blocks": found})


def _with_parts(head: dict[str, Any], found: Sequence[SummaryPart], strong: set[str]) -> Data:
    rows: Confidential[list[Any]] = Confidential([])
    for part in found:
        row = {"title": part.title, "strong": part.slot in strong}
        rows = pair(rows, part.text).map(
            lambda both, row=row: [*both[0], {**row, "text": both[1]}]  # type: ignore[misc]
        )
    return rows.map(lambda made: {**head, "parts": made})


def _head(library: Library, lines: list[str]) -> dict[str, Any]:
    say = library.say
    head = {"name": say("paper.name"), "lacking": say("paper.lacking"), "small": lines}
    return {**head, "language": library.language}


def _credit(script: Script) -> tuple[str, ...]:
    credit = script.attribution
    return (credit.line, credit.not_endorsement) if credit else ()


def _back(library: Library, id: bytes) -> Row:
    back = Button(library.say("paper_page.back"), str(Press("here", id)))
    return (back, menu(library), help_now(library, id))
