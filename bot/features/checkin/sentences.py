"""The few sentences a check-in can bring besides "Noted". Only for what was tapped."""

from functools import partial

from bot.content import Library
from bot.forms import care
from bot.kept.checked_in import CheckedIn


def medical(library: Library, country: str) -> str:
    """With the emergency number of the country, where one is remembered."""
    known = library.safety.country(country)
    if known is None:
        return library.shared.medical.say
    return library.checkin.medical.replace("{emergency}", known.emergency)


def is_medical(library: Library, one: CheckedIn) -> bool:
    """Whether what was tapped may be a medical matter."""
    return care.is_medical(library.shared.medical, one.answer)


def heavy(library: Library, one: CheckedIn) -> tuple[str, ...]:
    """One quiet line, where a word is among those that are heavy to carry."""
    help = library.shared.help_after(partial(one.chose, "feelings"))
    return (library.say(f"page.{help}"),) if help else ()
