"""The worked example of the closeness check, and the plain list of the source's ingredients."""

from bot.confidential import Confidential, together
from bot.content import Library
from bot.content.closeness_example import ExampleCheck
from bot.features.closeness.document import (
    answer_blocks,
    attribution,
    closing,
    noticed_blocks,
    then_blocks,
)
from bot.features.closeness.engine import DIFFERENCES
from bot.features.closeness.naming import VERB
from bot.kept.look import FEAR, RESULTS, Look
from bot.layout.controls import help_now, menu, quotations
from bot.layout.paging import on_pages, set_lines, turning
from bot.ui.blocks import Block
from bot.ui.model import Button, Card, Notice, Words
from bot.ui.press import Press
from bot.ui.wording import heading, small

# The title, what it is, and the story stand on the first page.
STORY = 3


def example_looks(library: Library) -> tuple[Look, Look]:
    """The invented answers as two real, finished looks."""
    example = library.closeness.example
    then = _look(library, example.first)
    first = Look(
        then.id, then.label, then.kind, then.at, then.began, then.touched, then.answers,
        asked=frozenset({DIFFERENCES, FEAR}),
        picked=Confidential(example.picked),
        finished=then.finished,
    )  # fmt: skip
    return first, _look(library, example.second)


def _look(library: Library, check: ExampleCheck) -> Look:
    example, day = library.closeness.example, check.day
    label, kind = Confidential(example.name), Confidential(example.kind)
    return Look(b"\0" * 16, label, kind, RESULTS, day, day, check.answers, finished=day)


def example_blocks(library: Library) -> list[Block]:
    """The whole example, as its author meant it to be read."""
    example, say = library.closeness.example, library.say
    then, now = example_looks(library)
    first = library.dates.day(example.first.day)
    again = say("closeness_page.look_again_line", when=example.look_again)
    return [
        Block(1, example.title),
        Block(0, "", example.banner),
        Block(0, "", example.story),
        Block(1, say("closeness_page.first_look", date=first)),
        *answer_blocks(library, then),
        *noticed_blocks(library, then),
        Block(0, "", f"{say('document.takeaway_line', text=example.takeaway)}\n{again}"),
        *then_blocks(library, then, now),
        Block(0, "", say("document.takeaway_line", text=example.second_takeaway)),
        Block(0, "", say("closeness_page.next_line", text=example.next)),
        closing(library, then),
        *attribution(library),
    ]


def example_page(library: Library, page: int = 0) -> Card:
    """What it is, and then the whole of it, page by page."""
    example, say = library.closeness.example, library.say
    leaves = on_pages([_set(block) for block in example_blocks(library)[STORY:]])
    page = min(page, len(leaves))
    about = (example.banner, example.story)
    body: tuple[Words, ...] = tuple(leaves[page - 1]) if page else about
    n, total = str(page + 1), str(len(leaves) + 1)
    return Card(
        (heading(example.title), *body, small(say("card_page.part", n=n, total=total))),
        (
            *turning(library, page, len(leaves) + 1, lambda n: _press(f"p{n}")),
            (
                Button(say("card_page.save_md"), _press("md")),
                Button(say("card_page.save_txt"), _press("txt")),
                Button(say("sheets_page.button"), str(Press("paper", step="sheets"))),
                menu(library),
                help_now(library),
            ),
        ),
        library.notices[Notice.NOT_HERE] if page else "",
    )


def _press(detail: str) -> str:
    return str(Press(VERB, b"", "example", detail))


def _set(block: Block) -> Confidential[str]:
    """A block on a page; a mark of a quotation is one there, too."""
    sign = {1: "### {}", 2: "### {}", 3: "**{}**", 0: "{}"}[block.level]
    title = together([block.title]).map(lambda t: sign.format(t) if t else "")
    text = together([block.text]).map(_quoted)
    return together([title, text], "\n").map(str.strip)


def _quoted(text: str) -> str:
    return "\n".join(
        f"> {set_lines(line[2:])}" if line.startswith("> ") else set_lines(line)
        for line in text.splitlines()
    )


def original_page(library: Library) -> Card:
    """The source's 15 ingredients, in order, and nothing else."""
    script = library.closeness.script
    listed = quotations(library, [(i.n, i.quoted, i.original) for i in script.items])
    credit = small(f"{script.attribution.line} {script.attribution.not_endorsement}")
    return Card(
        (
            heading(script.original_title),
            listed,
            library.say("closeness_page.original_say"),
            credit,
        ),
        ((menu(library), help_now(library)),),
    )
