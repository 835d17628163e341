"""How pages look, each with the switch that changes it."""

from bot.content import Library
from bot.kept.decided import Preferences
from bot.layout.controls import help_now, menu
from bot.ui.model import Button, Card
from bot.ui.press import Press
from bot.ui.wording import bullets, heading

# An evening, to show the two clocks by: in minutes after midnight.
EVENING = 18 * 60 + 30


def look_page(library: Library, now: Preferences) -> Card:
    """Three things, each said in words, each with one button."""
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
    return Card((title, bullets(states)), (buttons, (decided, menu(library), help_now(library))))


def _other(on: bool) -> str:  # noqa: FBT001 - the two sides of a switch
    return "off" if on else "on"
