"""A file to keep: a document in one of its forms, under a name that says nothing."""

from collections.abc import Sequence
from datetime import date

from bot.content import Library
from bot.layout.controls import help_now
from bot.ui.blocks import MARKDOWN, PLAIN, Block, Writing
from bot.ui.model import Button, Card, Content, Keepsake, Notice
from bot.ui.press import TAKE_OUT, Press
from bot.ui.webpage import web_page
from bot.ui.wording import small


def keepsake(library: Library, blocks: list[Block], kind: str, today: date) -> Keepsake:
    """A document to read, as the kind of file that was asked for."""
    made = written_as(library, kind).document(blocks)
    return handed_over(library, [made], form(kind), today)


def form(kind: str) -> str:
    """How a document to read ends: as Markdown, where it is none of the others."""
    return kind if kind in {"txt", "html"} else "md"


def written_as(library: Library, kind: str) -> Writing:
    """How a document is written out in one of the three forms there are."""
    match form(kind):
        case "txt":
            return PLAIN
        case "html":
            return web_page(library.say("carry_page.web_title"), library.language)
        case _:
            return MARKDOWN


def file_name(library: Library, today: date) -> str:
    """A name that says nothing."""
    return library.say("export.filename", date=today.isoformat())


def handed_over(
    library: Library, contents: Sequence[Content], ending: str, today: date, *, private: bool = True
) -> Keepsake:
    """A file or several, and the offer to take them out again. `private`: with words of theirs."""
    name, total, say = file_name(library, today), len(contents), library.say
    several = "carry_page.several" if ending == "json" else "carry_page.several_read"
    how_many = (say(several, n=str(total)),) if total > 1 else ()
    warning = (small(say("export.warn")),) if private else ()
    out = Button(say("card_page.take_out"), str(Press(TAKE_OUT)))
    card = Card(
        (say("export.say"), *how_many, *warning),
        ((out, help_now(library)),),
        library.notices[Notice.NOT_HERE],
    )
    named = [f"{name}{part}.{ending}" for part in part_names(total)]
    return Keepsake(
        named[0], contents[0], card, more=tuple(zip(named[1:], contents[1:], strict=True))
    )


def part_names(total: int) -> list[str]:
    """What is added to the name of each of several files; nothing to that of one."""
    return [f"-{n}-of-{total}" for n in range(1, total + 1)] if total > 1 else [""]
