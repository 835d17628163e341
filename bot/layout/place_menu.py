"""Places on a page: what each is called, and what the clocks there show."""

from collections.abc import Sequence
from datetime import datetime

from bot.content import Library
from bot.content.places import Place
from bot.schedule.timing import local
from bot.ui.model import Menu, Option


def menu(library: Library, press: str, ask: str, places: Sequence[Place], now: datetime) -> Menu:
    """To choose one from; beside each the day and the time that it is there."""
    options = (Option(p.key, p.label, detail=there(library, p, now)) for p in places)
    return Menu(press, ask, tuple(options))


def there(library: Library, place: Place, at: datetime) -> str:
    """The day of the week and the time on the clocks there."""
    wall = local(place.id, at)
    day = library.say(f"weekday.{wall.weekday()}")
    return library.say("reminder_page.there", day=day, time=f"{wall:%H:%M}")


def called(place: Place) -> str:
    """Its name; with the region, where the country has another of that name."""
    return place.label if place.region else place.city
