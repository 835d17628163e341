"""The short sentences that can stand on top of a page, and words that were not kept."""

from collections.abc import Mapping
from dataclasses import replace

from bot.confidential import Confidential, together
from bot.content import Library
from bot.ui.event import Event, Given
from bot.ui.model import SECRET, Button, Card, Words, Written
from bot.ui.press import TAKE_OUT, Press
from bot.ui.wording import as_written, small


def given_back(library: Library, event: Event, page: Card) -> Card:
    """The page, with what was sent on it."""
    return words_back(library, page, event.given if event.private else {})


def too_long(library: Library, event: Event) -> str:
    """Said above it, where it was more than fits."""
    return library.say("page.too_long" if event.private else "page.too_long_here")


# Leaves room for the page below.
LONGEST_HANDED_BACK = 2400


def words_back(library: Library, page: Card, given: Given) -> Card:
    """A page with words that were not kept, and the button to take them out again.

    Pressing anything else on it leaves it where it is: nothing that was written is lost by that.
    """
    words = handed_back(library, given)
    if not words:
        return page
    out = Button(library.say("page.take_words_out"), str(Press(TAKE_OUT)))
    body = (page.body[0], *words, *page.body[1:])
    return replace(page, body=body, rows=(*page.rows[:-1], (out,), page.rows[-1]))


def written(library: Library, fields: Mapping[int, Confidential[str]]) -> list[Words | Written]:
    """What was sent in a form that could not be taken; a form that opens from here has it again."""
    texts: list[Words | Written] = [
        Written(n, text) for n, text in fields.items() if text.satisfies(_is_there)
    ]
    return [small(library.say("page.unkept")), *texts] if texts else []


def _is_there(text: str) -> bool:
    return bool(as_written(text).strip())


def any_words(given: Given) -> bool:
    """Whether anything was written."""
    return bool(_texts_of(given))


def handed_back(library: Library, given: Given) -> list[Words]:
    """Words that were not kept, so that they aren't lost."""
    texts = _texts_of(given)
    if not texts:
        return []
    sealed: Confidential[str] = together(list(texts), "\n\n")
    return [small(library.say("page.unkept")), sealed.map(lambda t: t[:LONGEST_HANDED_BACK])]


def _texts_of(given: Given) -> list[Confidential[str]]:
    texts = [box.map(_written) for field, box in given.items() if not field.startswith(SECRET)]
    return [t for t in texts if t.satisfies(bool)]


def _written(value: str | list[str]) -> str:
    return as_written(value) if isinstance(value, str) else ""
