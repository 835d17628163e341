"""The worked example and the plain list of the source's questions."""

from collections.abc import Mapping
from datetime import date

from bot.confidential import Confidential, together
from bot.content import Library
from bot.features.reading import listening
from bot.features.walkthrough.document import answer_blocks, card_blocks, sources
from bot.forms.script import Script
from bot.forms.sitting import CARD, Sitting
from bot.layout.controls import help_now, menu, quotations, rows_of
from bot.layout.paging import on_pages, set_lines, turning
from bot.ui.blocks import Block
from bot.ui.model import Button, Card, Row, Words
from bot.ui.press import Press
from bot.ui.wording import heading, small

# The title, what it is, and the story stand on the first page.
STORY = 3


def example_sitting(library: Library, script: Script) -> Sitting:
    """The invented answers as a real, finished sitting; without an example, none."""
    day, example = date.min, library.examples.get(script.id)
    return Sitting(
        b"\0" * 16, script.id, script.edition, script.whole.id, CARD, day, day,
        answers=example.answers if example else {}, finished=True,
    )  # fmt: skip


def example_page(library: Library, script: Script, page: int = 0) -> Card:
    """What it is, and then the whole of it, page by page."""
    example = library.examples[script.id]
    leaves = on_pages([_set(b) for b in example_blocks(library, script)[STORY:]])
    page = min(page, len(leaves))
    about = (example.banner, example.story, library.say("welcome.look_around"))
    titles = {id: other.title for id, other in library.examples.items()}
    body: tuple[Words, ...] = tuple(leaves[page - 1]) if page else about
    n, total = str(page + 1), str(len(leaves) + 1)
    foot = small(library.say("card_page.part", n=n, total=total))
    return Card(
        (heading(example.title), *body, foot),
        (
            *turning(library, page, len(leaves) + 1, lambda n: press(script, f"p{n}")),
            *_beside({s.id: press(s, "p0") for s in library.offered if s is not script}, titles),
            (
                Button(library.say("card_page.save_md"), press(script, "md")),
                Button(library.say("card_page.save_txt"), press(script, "txt")),
                Button(library.say("sheets_page.button"), str(Press("paper", step="sheets"))),
                menu(library),
                help_now(library),
            ),
        ),
    )


def _beside(presses: Mapping[str, str], titles: Mapping[str, str]) -> tuple[Row, ...]:
    """The same page of the other walkthroughs that have one."""
    return rows_of([Button(titles[id], press) for id, press in presses.items() if id in titles])


def press(script: Script, detail: str) -> str:
    """A page of an example, or the whole of it as a file."""
    return str(Press("example", step=script.id, detail=detail))


def _set(block: Block) -> Confidential[str]:
    sign = {1: "### {}", 2: "### {}", 3: "**{}**"}
    title = sign[block.level].format(block.title) if block.level else ""
    text = together([block.text]).map(set_lines)
    return together([title, text], "\n").map(str.strip)


def example_blocks(library: Library, script: Script) -> list[Block]:
    """The whole example, as its author meant it to be read."""
    example, say = library.examples[script.id], library.say
    sitting = example_sitting(library, script)
    outcome = [example.debrief]
    if example.debrief_takeaway:
        outcome.append(say("document.takeaway_line", text=example.debrief_takeaway))
    after = (
        (Block(2, say("document.takeaway"), example.takeaway), example.takeaway),
        (Block(2, say("document.how_it_went"), "\n".join(outcome)), example.debrief),
        (Block(0, "", example.note), example.note),
    )
    return [
        Block(1, example.title),
        Block(0, "", example.banner),
        Block(0, "", say("document.situation", story=example.story)),
        *answer_blocks(library, sitting),
        *card_blocks(library, sitting),
        *(block for block, text in after if text),
        *sources(library, script),
    ]


def original_page(library: Library, script: Script) -> Card:
    """The source's questions, in order, and nothing else."""
    quoted = [question for question in script.questions if not question.own]
    listed = quotations(library, [(n, q.quoted, q.original) for n, q in enumerate(quoted, 1)])
    credit, page = script.attribution, script.original
    title, say = (page.title, page.say) if page else (script.title, script.tagline)
    titles = {s.id: s.original.title for s in library.offered if s.original and s is not script}
    others = {id: str(Press("original", step=id)) for id in titles}
    about = [small(f"{credit.line} {credit.not_endorsement}")] if credit else []
    return Card(
        (heading(title), listed, say, *about),
        (*_beside(others, titles), (listening.button(library), menu(library), help_now(library))),
    )
