"""Long texts on pages that fit, with buttons to turn them."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.confidential import Confidential, together
from bot.content import Library
from bot.ui.model import LONGEST_PAGE, Button, Row, Style
from bot.ui.wording import as_written, size

# What stands around the texts on each page, and some air.
ROOM = LONGEST_PAGE - 900


@dataclass(frozen=True, slots=True)
class Leaf:
    """Which page of how many is shown, and which of all there are is the first on it."""

    page: int
    pages: int
    first: int

    @staticmethod
    def to(page: int, count: int, most: int) -> "Leaf":
        """To that page, or to the last one, of so many things of which each page holds `most`."""
        pages = max(1, -(-count // most))
        page = min(page, pages - 1)
        return Leaf(page, pages, page * most)


def set_lines(text: str) -> str:
    """A part as it stands on a page: list lines stay list lines, everything else is as written."""
    return "\n".join(
        f"- {as_written(line[2:])}" if line.startswith("- ") else as_written(line)
        for line in text.splitlines()
    )


def on_pages(texts: list[Confidential[str]]) -> list[list[Confidential[str]]]:
    """Parts on as few pages as hold them; one that is longer than a page is cut into pieces."""
    leaves: list[list[Confidential[str]]] = [[]]
    for text in texts:
        for piece in _pieces(text):
            together_so_far = together([*leaves[-1], piece], "\n\n")
            if leaves[-1] and together_so_far.satisfies(lambda t: size(t) > ROOM):
                leaves.append([])
            leaves[-1].append(piece)
    return leaves


def _pieces(text: Confidential[str]) -> list[Confidential[str]]:
    pieces = []
    while text.satisfies(lambda t: size(t) > ROOM):
        # Half as many letters fit for certain, whatever they are.
        pieces.append(text.map(lambda t: t[: ROOM // 2]))
        text = text.map(lambda t: t[ROOM // 2 :])
    return [*pieces, text]


def turning(
    library: Library, page: int, pages: int, press: Callable[[int], str]
) -> tuple[Row, ...]:
    """The row that turns pages; none where there is only one."""
    turn: tuple[Button, ...] = ()
    if page > 0:
        turn += (Button(library.say("card_page.back"), press(page - 1)),)
    if page < pages - 1:
        turn += (Button(library.say("card_page.next"), press(page + 1), Style.MAIN),)
    return (turn,) if turn else ()
