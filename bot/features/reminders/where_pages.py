"""Where somebody is, asked and shown back beside what their own device shows."""

from collections.abc import Sequence
from datetime import datetime

from bot.confidential import Confidential
from bot.content import Library
from bot.content.places import Found, Place
from bot.features.reminders.reminder_parts import button, page, press
from bot.layout import place_menu
from bot.layout.handed_back import written
from bot.ui.model import Card, Form, Menu, Row, Style, TextField, Words

PLACE = "place"
# Which field of a form it is, so that it is found again where it stands on a page.
PLACE_FIELD = 2
# Characters.
LONGEST_PLACE = 100
EMPTY = Confidential("")


def place_page(
    library: Library, now: datetime, found: Found | None = None, typed: Confidential[str] = EMPTY
) -> Card:
    """Asks where they are. `found`: what fits what was typed."""
    say = library.say
    if found is None:
        ask = button(library, "place_button", press("where"), Style.MAIN)
        return page(library, [say("reminder_page.place_ask")], [(ask,)])
    again = (button(library, "place_again", press("where")),)
    said = [say(f"reminder_page.{unclear(found, typed)}")]
    stands = written(library, {PLACE_FIELD: typed})
    if not found.places:
        return page(library, [*said, *stands], [again])
    # Which places fit depends on what was typed.
    return page(library, [*said, pick(library, found.places, now), *stands], [again])


def unclear(found: Found, typed: Confidential[str] = EMPTY) -> str:
    """Why a place that was typed is not taken by itself."""
    if not found.places:
        return "place_none" if typed.satisfies(lambda text: bool(text.strip())) else "place_ask"
    return "place_many" if found.places[1:] else "place_one"


def pick(
    library: Library,
    places: Sequence[Place],
    now: datetime,
    detail: str = "",
    ask: str = "place_menu",
) -> Menu:
    """Places to choose from, each with the day and the time there."""
    text = library.say(f"reminder_page.{ask}")
    return place_menu.menu(library, press("zone", detail), text, places, now)


def place_field(library: Library, typed: Words) -> TextField:
    say = library.say
    return TextField(
        PLACE,
        say("reminder_page.place_form"),
        LONGEST_PLACE,
        long=False,
        placeholder=say("reminder_page.place_hint"),
        text=typed,
    )


def place_form(library: Library, typed: Confidential[str], nonce: str) -> Form:
    title = library.say("reminder_page.place_button")
    return Form(title, f"{press('placed')}/{nonce}", (place_field(library, typed),))


def beside(library: Library, place: Place, now: datetime) -> Confidential[str]:
    """What it is on the clocks there, beside what their own device shows."""
    return Confidential(
        library.say(
            "reminder_page.confirm",
            city=place_menu.called(library, place),
            time=place_menu.there(library, place, now),
            now=str(int(now.timestamp())),
        )
    )


def confirm_page(
    library: Library, place: Place, now: datetime, others: Sequence[Place] = ()
) -> Card:
    """Whether this is their day and time."""
    body: list[Words | Row] = [beside(library, place, now)]
    if others:
        body.append(pick(library, others, now, ask="place_other"))
    body.append(library.say("reminder_page.sure"))
    yes = button(library, "confirm_yes", press(f"yes.{place.key}"), Style.MAIN)
    again = button(library, "place_again", press("where"))
    return page(library, body, [(yes, again)])
