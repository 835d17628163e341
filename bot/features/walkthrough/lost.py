"""What was written in a walkthrough that is in no file any more: it can be read and taken out."""

from bot.confidential import Confidential, together
from bot.content import Library
from bot.forms.answers import Answer
from bot.forms.labels import written
from bot.forms.sitting import Sitting
from bot.kept.item import KeptItem
from bot.layout.controls import help_now, menu
from bot.layout.paging import on_pages, turning
from bot.ui.blocks import Block
from bot.ui.model import Card
from bot.ui.press import Press
from bot.ui.wording import heading, shown, small


def item(library: Library, sitting: Sitting) -> KeptItem:
    """As /my-words has it."""
    title, day = library.say("walks_page.lost"), library.dates.day(sitting.began)
    return KeptItem(
        id=sitting.id,
        name=title,
        plain=title,
        detail=day,
        touched=sitting.touched,
        opens=str(Press("here", sitting.id)),
        blocks=lambda: [Block(1, f"{title}, {day}"), *_blocks(sitting)],
    )


def page(library: Library, sitting: Sitting, n: int = 0) -> Card:
    """What was written, page by page."""
    title = library.say("walks_page.lost")
    leaves = on_pages([_set(block) for block in _blocks(sitting)])
    n = min(n, len(leaves) - 1)

    def turned(to: int) -> str:
        return str(Press("here", sitting.id, "", str(to)))

    total = str(len(leaves))
    foot = small(library.say("card_page.part", n=str(n + 1), total=total))
    feet = (foot,) if len(leaves) > 1 else ()
    return Card(
        (heading(title), library.say("walks_page.lost_say"), *leaves[n], *feet),
        (
            *turning(library, n, len(leaves), turned),
            (menu(library), help_now(library, sitting.id)),
        ),
    )


def _blocks(sitting: Sitting) -> list[Block]:
    """Each answer, under the name its question had for the file."""
    return [Block(3, name, answer.map(_all)) for name, answer in sitting.answers.items()]


def _all(answer: Answer) -> str:
    return "\n".join(written(answer, key) for key in answer)


def _set(block: Block) -> Confidential[str]:
    return together([f"**{block.title}**", shown(together([block.text]))], "\n")
