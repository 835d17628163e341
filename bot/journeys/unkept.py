"""Words that came in a form and were not kept: given back, where nobody else can look."""

from bot.cards.lines import words_back
from bot.content import Library
from bot.doors import Card
from bot.heard import Heard


def given_back(library: Library, heard: Heard, page: Card) -> Card:
    """The page, with what was sent on it."""
    return words_back(library, page, heard.given if heard.private else {})


def too_long(library: Library, heard: Heard) -> str:
    """Said above it, where it was more than fits."""
    return library.say("page.too_long" if heard.private else "page.too_long_here")
