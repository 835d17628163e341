"""How pages look, each with the switch that changes it."""

from collections.abc import Sequence

from bot.content import Library
from bot.kept.decided import Preferences
from bot.layout.controls import help_now, menu
from bot.ui.model import Button, Card, Menu, Option
from bot.ui.press import Press
from bot.ui.wording import bullets, heading

# An evening, to show the two clocks by: in minutes after midnight.
EVENING = 18 * 60 + 30


def look_page(library: Library, now: Preferences, others: Sequence[Library] = ()) -> Card:
    """Three things, each said in words, each with one button; and the languages there are."""
    say, dates = library.say, library.dates
    states = (
        say("look_page.clock", time=dates.time(EVENING)),
        say("look_page.anew" if now.anew else "look_page.in_place"),
        say("look_page.year" if now.year_ago else "look_page.no_year"),
    )
    clock = "24" if dates.twelve_hours else "12"
    switches = (
        (say(f"look_page.clock_{clock}"), f"clock.{clock}"),
        (
            say("look_page.in_place_button" if now.anew else "look_page.anew_button"),
            f"anew.{_other(now.anew)}",
        ),
        (
            say("look_page.no_year_button" if now.year_ago else "look_page.year_button"),
            f"year.{_other(now.year_ago)}",
        ),
    )
    buttons = tuple(Button(label, str(Press("looks", detail=to))) for label, to in switches)
    decided = Button(say("menu.options.settings.label"), str(Press("settings")))
    title = heading(say("look_page.title"))
    last = (decided, menu(library), help_now(library))
    tongues = (languages_menu(library, others),) if others else ()
    return Card((title, bullets(states)), (*tongues, buttons, last))


def languages_menu(library: Library, others: Sequence[Library]) -> Menu:
    """The other languages, each by its own name."""
    names = [(one.language, one.say("language.name")) for one in others]
    options = tuple(Option(id, name, name) for id, name in names)
    here = library.say("look_page.language", name=library.say("language.name"))
    return Menu(str(Press("speak")), here, options)


def _other(on: bool) -> str:  # noqa: FBT001 - the two sides of a switch
    return "off" if on else "on"
