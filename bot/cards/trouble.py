"""When something went wrong, or somebody typed where nothing is kept."""

from bot.cards.controls import help_now, menu, with_hiding
from bot.cards.lines import any_words, words_back
from bot.content import Library
from bot.doors import Button, Card, Style
from bot.flow.moves import Given
from bot.flow.presses import Press
from bot.heard import Heard


def old_button(library: Library, unkept: Given | None = None) -> Card:
    """A press we can't read: from an earlier version, or not ours at all."""
    page = Card((library.say("error.old_button"),), ((menu(library), help_now(library)),))
    return words_back(library, page, unkept or {})


def failed(library: Library, heard: Heard | None, unkept: Given) -> Card:
    """Own the fault, give the words back, and show a way on."""
    text = library.say("error.save_failed" if any_words(unkept) else "error.unknown")
    origin = heard.press.sitting if heard else b""
    buttons = [menu(library), help_now(library, origin)]
    if heard and origin:
        here = str(Press("here", origin, heard.press.step or "r"))
        buttons.insert(0, Button(library.say("nav.resume"), here, Style.MAIN))
    return with_hiding(library, words_back(library, Card((text,), (tuple(buttons),)), unkept))


def typed(library: Library) -> Card:
    """Said at most once a day. The first button marks it."""
    mark = Button(library.say("home.button"), str(Press("menu", detail="typed")))
    return with_hiding(
        library, Card((library.say("typed_message.say"),), ((mark, help_now(library)),))
    )
