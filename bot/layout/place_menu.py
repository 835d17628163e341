"""Places on a page: what each is called, and what the clocks there show."""

from collections.abc import Sequence
from datetime import datetime

from bot.content import Library
from bot.content.places import Place, place
from bot.content.places import called as names
from bot.schedule.timing import UTC_ZONE, is_zone, local, minutes
from bot.ui.model import Menu, Option


def menu(library: Library, press: str, ask: str, places: Sequence[Place], now: datetime) -> Menu:
    """To choose one from; beside each the day and the time that it is there."""
    options = (Option(p.key, label(library, p), detail=there(library, p, now)) for p in places)
    return Menu(press, ask, tuple(options))


def there(library: Library, of: Place, at: datetime) -> str:
    """The day of the week and the time on the clocks there."""
    wall = local(of.id, at)
    day = library.say(f"weekday.{wall.weekday()}")
    time = library.dates.time(minutes(wall))
    return library.say("reminder_page.there", day=day, time=time)


def moment(library: Library, zone: str, at: datetime) -> str:
    """The day and the time on the clocks of a zone, written out; in UTC where it is known no more.

    The reader's own device may be in another: what that shows, Discord alone can say.
    """
    return library.dates.moment(local(zone if is_zone(zone) else UTC_ZONE, at))


def city(library: Library, zone: str) -> str:
    """What the clock of a zone is called by."""
    found = place(zone)
    return names.city(found, library.language) if found else UTC_ZONE


def label(library: Library, one: Place) -> str:
    """What tells it from every other place."""
    return names.label(one, library.language)


def called(library: Library, one: Place) -> str:
    """Its name; with the region, where the country has another of that name."""
    return label(library, one) if one.region else names.city(one, library.language)


def key(zone: str) -> str:
    """The key of the place of a zone, as it stands in a press; empty where it is known no more."""
    found = place(zone)
    return found.key if found else ""
