"""The few sentences a check-in can bring besides "Noted". Only for what was tapped."""

from functools import partial

from bot.content import Library
from bot.kept.checked_in import CheckedIn


def medical(library: Library, country: str) -> str:
    """With the emergency number of the country, where one is remembered."""
    known = library.safety.country(country)
    if known is None:
        return library.shared.medical.say
    return library.checkin.medical.replace("{emergency}", known.emergency)


def heavy(library: Library, one: CheckedIn) -> tuple[str, ...]:
    """One quiet line, where a word is among those that are heavy to carry."""
    help = library.shared.help_after(partial(one.chose, "feelings"))
    return (library.say(f"page.{help}"),) if help else ()
