"""Whether something is suggested about one person. On or off, it says nothing about anybody."""

from dataclasses import dataclass

from bot.confidential import Confidential, weave
from bot.content import Library
from bot.layout.controls import help_now, menu
from bot.ui.model import Button, Card, Words
from bot.ui.press import Press
from bot.ui.wording import heading, shown, small

VERB = "suggest"


def button(library: Library, id: bytes) -> Button:
    """The way to this page, from one thing about somebody."""
    return Button(library.say("suggestions.title"), str(Press(VERB, id)))


@dataclass(frozen=True, slots=True)
class SuggestionState:
    """How it is for somebody."""

    off: bool
    # When they come again, as Discord shows a time; empty: not asked for.
    back: str = ""
    can_change: bool = True


def page(library: Library, id: bytes, name: Confidential[str], state: SuggestionState) -> Card:
    """How it is for them, and the other way."""
    say = library.say
    how = say("suggestions.off" if state.off else "suggestions.on")
    said: list[Words] = [weave(how, {"name": shown(name)})]
    if state.back:
        said.append(say("suggestions.coming", when=state.back))
    said.append(small(say("suggestions.says_nothing")))
    act = "on" if state.off and not state.back else "off"
    switch = Button(say(f"suggestions.turn_{act}"), str(Press(VERB, id, act)))
    switches = (switch,) if state.can_change else ()
    words = Button(say("words.title"), str(Press("mine")))
    return Card(
        (heading(say("suggestions.title")), *said),
        ((*switches, words, menu(library), help_now(library)),),
        say("suggestions.elsewhere"),
    )


def gone(library: Library) -> Card:
    """What it was about is not there any more."""
    words = Button(library.say("words.title"), str(Press("mine")))
    return Card((library.say("retire_page.nothing"),), ((words, menu(library), help_now(library)),))
