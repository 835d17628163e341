"""Sharing: off, as the person sees it and can undo it."""

from bot.cards.controls import help_now, menu
from bot.cards.wording import heading, shown, small
from bot.confidential import Confidential, weave
from bot.content import Library
from bot.doors import Button, Card, Menu, Option, Words
from bot.flow.presses import Press


def sharing(library: Library, options: tuple[Option, ...]) -> Card:
    """Everybody sharing is off for."""
    say = library.say
    press = str(Press("settings", step="held"))
    body: tuple[Words | Menu, ...] = (say("sharing.none"),)
    if options:
        body = (say("sharing.say"), Menu(press, say("sharing.menu"), options))
    return Card(
        (heading(say("sharing.title")), *body),
        ((_settings(library), menu(library), help_now(library)),),
    )


def held(library: Library, id: str, name: Confidential[str], back: Confidential[str]) -> Card:
    """One of them. `back` is when sharing is on again, as Discord shows a time; or empty."""
    say = library.say
    named = {"name": shown(name), "when": back}
    body: list[Words] = [weave(say("sharing.off"), named)]
    if back.satisfies(bool):
        body.append(weave(say("sharing.coming"), named))
        button = Button(say("sharing.keep_off"), str(Press("settings", step="off", detail=id)))
    else:
        body.append(small(say("sharing.reason")))
        button = Button(say("sharing.turn_on"), str(Press("settings", step="on", detail=id)))
    back_to = Button(say("sharing.title"), str(Press("settings", step="sharing")))
    return Card(tuple(body), ((button, back_to), (menu(library), help_now(library))))


def _settings(library: Library) -> Button:
    return Button(library.say("menu.options.settings.label"), str(Press("settings")))
