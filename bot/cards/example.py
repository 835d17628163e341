"""The worked example and the plain list of the source's questions."""

from datetime import date

from bot.cards.controls import help_now, menu
from bot.cards.document import (
    Block,
    answer_blocks,
    card_blocks,
    markdown,
    plain_text,
    sources,
)
from bot.cards.wording import heading, small
from bot.content import Library
from bot.doors import Button, Card, Keepsake, Notice, Style
from bot.flow.presses import Press
from bot.flow.sitting import CARD, Sitting


def example_sitting(library: Library) -> Sitting:
    """The invented answers as a real, finished sitting."""
    day = date.min
    return Sitting(
        b"\0" * 16, library.prepare.id, library.prepare.edition, "full", CARD, day, day,
        answers=library.example.answers, finished=True,
    )  # fmt: skip


def example_page(library: Library) -> Card:
    """What it is, before it is handed over."""
    example = library.example
    return Card(
        (heading(example.title), example.banner, example.story, library.say("welcome.look_around")),
        (
            (
                Button(
                    library.say("card_page.save_md"), str(Press("example", detail="md")), Style.MAIN
                ),
                Button(library.say("card_page.save_txt"), str(Press("example", detail="txt"))),
                menu(library),
                help_now(library),
            ),
        ),
    )


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
    """A file with a name that says nothing, and the offer to take it out again."""
    name = library.say("export.filename", date=today.isoformat())
    out = Button(library.say("card_page.take_out"), str(Press("takeout")))
    card = Card(
        (library.say("export.say"), small(library.say("export.warn"))),
        ((out, help_now(library)),),
        library.notices[Notice.NOT_HERE],
    )
    write = plain_text if kind == "txt" else markdown
    return Keepsake(f"{name}.{'txt' if kind == 'txt' else 'md'}", write(blocks), card)


def original_page(library: Library) -> Card:
    """The source's 20 questions, in order, and nothing else."""
    script = library.prepare
    listed = "\n".join(f"{q.n}\\. {q.original}" for q in script.questions)
    credit = script.attribution
    return Card(
        (
            heading(script.original_title),
            listed,
            small(f"{credit.line} {credit.not_endorsement}"),
        ),
        ((menu(library), help_now(library)),),
    )
