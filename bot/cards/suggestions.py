"""Whether something is suggested about one person. On or off, it says nothing about anybody."""

from bot.cards.controls import help_now, menu
from bot.cards.wording import heading, shown, small
from bot.confidential import Confidential, weave
from bot.content import Library
from bot.doors import Button, Card, Words
from bot.flow.presses import Press

VERB = "suggest"


def button(library: Library, id: bytes) -> Button:
    """The way to this page, from one thing about somebody."""
    return Button(library.say("suggestions.title"), str(Press(VERB, id)))


def page(
    library: Library, id: bytes, name: Confidential[str], *, off: bool, back: str = ""
) -> Card:
    """How it is for them. `back`: when they come again, as Discord shows a time."""
    say = library.say
    said: list[Words] = [
        weave(say("suggestions.off" if off else "suggestions.on"), {"name": shown(name)})
    ]
    if back:
        said.append(say("suggestions.coming", when=back))
    said.append(small(say("suggestions.says_nothing")))
    act = "on" if off and not back else "off"
    switch = Button(say(f"suggestions.turn_{act}"), str(Press(VERB, id, act)))
    words = Button(say("words.title"), str(Press("mine")))
    return Card(
        (heading(say("suggestions.title")), *said),
        ((switch, words, menu(library), help_now(library)),),
        say("suggestions.elsewhere"),
    )


def gone(library: Library) -> Card:
    """What it was about is not there any more."""
    words = Button(library.say("words.title"), str(Press("mine")))
    return Card((library.say("retire_page.nothing"),), ((words, menu(library), help_now(library)),))
