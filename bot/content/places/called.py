"""What places are called in the language of whoever reads, by CLDR; the tables have the English."""

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.content.places.gazetteer import Place
from bot.content.places.spelling import plain

if TYPE_CHECKING:
    from babel import Locale

ENGLISH = "en"


def city(of: Place, language: str) -> str:
    """Its own name; in another language where CLDR has one, which it has of the city of a zone."""
    if language == ENGLISH:
        return of.city
    theirs = _locale(language).time_zones.get(of.id, {}).get("city")
    own = of.id.rpartition("/")[2].replace("_", " ")
    return str(theirs) if theirs and plain(own) == plain(of.city) else of.city


def label(of: Place, language: str) -> str:
    """What tells it from every other place."""
    if language == ENGLISH:
        return of.label
    country = _locale(language).territories.get(of.area[:2], of.country)
    parts = filter(None, (city(of, language), of.region, str(country)))
    return ", ".join(dict.fromkeys(parts))


@lru_cache(maxsize=16)
def _locale(language: str) -> "Locale":
    from babel import Locale  # noqa: PLC0415 - fetched by the first who reads another language

    return Locale.parse(language, sep="-")
