"""The worked example and the plain list of the source's questions."""

from collections.abc import Sequence
from datetime import date

from bot.cards import listening
from bot.cards.controls import help_now, menu
from bot.cards.document import (
    Block,
    answer_blocks,
    card_blocks,
    markdown,
    plain_text,
    sources,
)
from bot.cards.paging import on_pages, set_lines, turning
from bot.cards.webpage import web_page
from bot.cards.wording import heading, small
from bot.confidential import Confidential, together
from bot.content import Library
from bot.doors import Button, Card, Content, Keepsake, Notice, Words
from bot.flow.presses import Press
from bot.flow.sitting import CARD, Sitting

# The title, what it is, and the story stand on the first page.
STORY = 3


def example_sitting(library: Library) -> Sitting:
    """The invented answers as a real, finished sitting."""
    day = date.min
    return Sitting(
        b"\0" * 16, library.prepare.id, library.prepare.edition, "full", CARD, day, day,
        answers=library.example.answers, finished=True,
    )  # fmt: skip


def example_page(library: Library, page: int = 0) -> Card:
    """What it is, and then the whole of it, page by page."""
    example = library.example
    leaves = on_pages([_set(b) for b in example_blocks(library)[STORY:]])
    page = min(page, len(leaves))
    about = (example.banner, example.story, library.say("welcome.look_around"))
    body: tuple[Words, ...] = tuple(leaves[page - 1]) if page else about
    n, total = str(page + 1), str(len(leaves) + 1)
    foot = small(library.say("card_page.part", n=n, total=total))
    return Card(
        (heading(example.title), *body, foot),
        (
            *turning(
                library, page, len(leaves) + 1, lambda n: str(Press("example", detail=f"p{n}"))
            ),
            (
                Button(library.say("card_page.save_md"), str(Press("example", detail="md"))),
                Button(library.say("card_page.save_txt"), str(Press("example", detail="txt"))),
                Button(library.say("sheets_page.button"), str(Press("paper", step="sheets"))),
                menu(library),
                help_now(library),
            ),
        ),
    )


def _set(block: Block) -> Confidential[str]:
    sign = {1: "### {}", 2: "### {}", 3: "**{}**"}
    title = sign[block.level].format(block.title) if block.level else ""
    text = together([block.text]).map(set_lines)
    return together([title, text], "\n").map(str.strip)


def example_blocks(library: Library) -> list[Block]:
    """The whole example, as its author meant it to be read."""
    example, say = library.example, library.say
    sitting = example_sitting(library)
    outcome = f"{example.debrief}\n{say('document.takeaway_line', text=example.debrief_takeaway)}"
    return [
        Block(1, example.title),
        Block(0, "", example.banner),
        Block(0, "", say("document.situation", story=example.story)),
        *answer_blocks(library, sitting),
        *card_blocks(library, sitting),
        Block(2, say("document.takeaway"), example.takeaway),
        Block(2, say("document.how_it_went"), outcome),
        Block(0, "", example.note),
        *sources(library),
    ]


def keepsake(library: Library, blocks: list[Block], kind: str, today: date) -> Keepsake:
    """A document to read, as the kind of file that was asked for."""
    return handed_over(library, [set_as(library, blocks, kind)], kind, today)


def set_as(library: Library, blocks: list[Block], kind: str) -> Confidential[str]:
    """A document in one of the three forms there are; Markdown, where it is none of the others."""
    match kind:
        case "txt":
            return plain_text(blocks)
        case "html":
            return web_page(blocks, library.say("carry_page.web_title"))
        case _:
            return markdown(blocks)


def file_name(library: Library, today: date) -> str:
    """A name that says nothing."""
    return library.say("export.filename", date=today.isoformat())


def handed_over(
    library: Library,
    contents: Sequence[Content],
    kind: str,
    today: date,
) -> Keepsake:
    """A file or several, and the offer to take them out again."""
    name, total = file_name(library, today), len(contents)
    ending = kind if kind in {"txt", "html", "json", "zip"} else "md"
    several = "carry_page.several" if ending == "json" else "carry_page.several_read"
    how_many = (library.say(several, n=str(total)),) if total > 1 else ()
    out = Button(library.say("card_page.take_out"), str(Press("takeout")))
    card = Card(
        (library.say("export.say"), *how_many, small(library.say("export.warn"))),
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


def original_page(library: Library) -> Card:
    """The source's 20 questions, in order, and nothing else."""
    script = library.prepare
    listed = "\n".join(f"{q.n}\\. {q.original}" for q in script.questions)
    credit = script.attribution
    return Card(
        (
            heading(script.original_title),
            listed,
            library.say("home.original_say"),
            small(f"{credit.line} {credit.not_endorsement}"),
        ),
        ((listening.button(library), menu(library), help_now(library)),),
    )
