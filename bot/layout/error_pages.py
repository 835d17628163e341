"""When something went wrong, or somebody typed where nothing is kept."""

from dataclasses import replace

from bot.content import Library
from bot.layout.controls import help_now, menu, with_hiding
from bot.layout.handed_back import any_words, words_back
from bot.ui.event import Event, Given
from bot.ui.model import Button, Card, Notice, Style
from bot.ui.press import Press

# What that page is known by.
TYPED = str(Press("menu", detail="typed"))


def old_button(library: Library) -> Card:
    """A press we can't read: from an earlier version, or not ours at all."""
    return Card((library.say("error.old_button"),), ((menu(library), help_now(library)),))


def failed(library: Library, event: Event | None, unkept: Given, *, decided: bool) -> Card:
    """Own the fault, give the words back, and show a way on. `decided`: it is done, unshown."""
    text = library.say("error.save_failed" if any_words(unkept) else "error.unknown")
    if decided:
        text = library.notices[Notice.NOT_SHOWN]
    origin = event.press.sitting if event else b""
    buttons = [menu(library), help_now(library, origin)]
    if event and origin:
        here = str(Press("here", origin, event.press.step or "r"))
        buttons.insert(0, Button(library.say("nav.resume"), here, Style.MAIN))
    return with_hiding(library, words_back(library, Card((text,), (tuple(buttons),)), unkept))


def typed(library: Library) -> Card:
    """The same to everybody, whatever was typed: here alone people come first, and then ways on."""
    say = library.say
    people = replace(help_now(library), style=Style.MAIN)
    ways = [
        Button(say("typed_message.form"), str(Press("takeaway", step="write"))),
        Button(say("typed_message.check_in"), str(Press("checkin"))),
    ]
    if library.calming:
        ways.append(Button(say("offer.steady_yes"), str(Press("calm"))))
    home = Button(say("home.button"), TYPED)
    return with_hiding(library, Card((say("typed_message.say"),), ((people, *ways), (home,))))
