"""The pages of a search: the form, and what was found. In private only."""

from collections.abc import Sequence

from bot.confidential import Confidential, together
from bot.content import Library
from bot.features.mydata.pages import words_row
from bot.ui.model import Button, Card, Form, Menu, Option, Row, TextField, Words
from bot.ui.press import Press
from bot.ui.wording import heading, small

WORDS = "words"
LONGEST = 100
# So many are shown with the line they were found in; the menu has them all.
SHOWN = 8


def form(library: Library, nonce: str) -> Form:
    say = library.say
    field = TextField(
        WORDS, say("search_page.field"), LONGEST, long=False, help=say("search_page.help")
    )
    return Form(say("search_page.title"), Press("search", step="sent").once(nonce), (field,))


def results(
    library: Library, hits: Sequence[tuple[Option, Confidential[str]]], *, more: bool
) -> Card:
    """The things, each with a line of it, and a menu that opens them."""
    say = library.say
    lines: list[Words] = [
        together([f"**{option.detail}**\n", line]) for option, line in hits[:SHOWN]
    ]
    options = tuple(option for option, _ in hits)
    foot = (small(say("search_page.more")),) if more else ()
    body = (heading(say("search_page.found")), *lines, *foot)
    pick = Menu(str(Press("open")), say("words.menu"), options)
    return Card(body, (pick, _again(library)))


def nothing(library: Library, why: str) -> Card:
    return Card((library.say(why),), (_again(library),))


def _again(library: Library) -> Row:
    return words_row(library, Button(library.say("search_page.again"), str(Press("search"))))
