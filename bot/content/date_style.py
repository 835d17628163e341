"""Dates and times as somebody reads them: one form for each, by CLDR.

The names are of the language the texts are in; the order and the clock are those of the reader's.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

from bot.schedule.timing import minutes

# Discord's name of a language, and the English whose order of a date fits it.
AMERICAN, AMERICANS, EVERYBODY_ELSE = "en-US", "en_US", "en_150"
ENGLISH = "en"
# What a clock of twelve hours has in CLDR's patterns.
TWELVE_HOURS = frozenset("hK")
CLOCKS = ("12", "24")


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How one reader reads them. Babel is fetched by the first date there is."""

    # CLDR's name of what is written.
    locale: str = AMERICANS
    twelve_hours: bool = True

    def day(self, day: date) -> str:
        """November 27, 2026; 27. November 2026."""
        return _day(day, "long", self.locale)

    def full_day(self, day: date) -> str:
        """Friday, November 27, 2026."""
        return _day(day, "full", self.locale)

    def time(self, minute: int) -> str:
        """6:30 PM or 18:30, of minutes after midnight."""
        from babel.dates import format_time  # noqa: PLC0415

        pattern = "h:mm a" if self.twelve_hours else "HH:mm"
        at = time(minute // 60, minute % 60)
        # Of all English only the American has it in capitals; the clock is the same.
        locale = AMERICANS if self.locale == EVERYBODY_ELSE else self.locale
        return _plain(format_time(at, pattern, locale=locale))

    def moment(self, wall: datetime) -> str:
        """Friday, November 27, 2026, 6:30 PM, as the clock on a wall shows it."""
        return f"{self.full_day(wall.date())}, {self.time(minutes(wall))}"

    def span(self, first: date, last: date) -> str:
        """A few days in a row, of this time of the year: so the year is left out."""
        from babel.dates import format_interval  # noqa: PLC0415

        return _plain(format_interval(first, last, "MMMMd", locale=self.locale))


@lru_cache(maxsize=1024)
def _day(day: date, form: Literal["long", "full"], locale: str) -> str:
    # A list bears one on each line, and most of them are of these weeks.
    from babel.dates import format_date  # noqa: PLC0415

    return _plain(format_date(day, form, locale=locale))


@lru_cache(maxsize=256)
def style_of(language: str, clock: str = "", written: str = ENGLISH) -> DateStyle:
    """For whoever has Discord in this language, by its name there, and reads what is `written`.

    `clock`: if they chose one.
    """
    twelve = clock == "12" if clock else _reads_twelve(language or AMERICAN)
    if written == ENGLISH:
        english = AMERICANS if language in {"", AMERICAN} else EVERYBODY_ELSE
        return DateStyle(english, twelve)
    # Of one language there are several: es-419 has its own months.
    near = language if language.partition("-")[0] == written.partition("-")[0] else written
    return DateStyle(near.replace("-", "_"), twelve)


def _reads_twelve(language: str) -> bool:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        pattern = Locale.parse(language, sep="-").time_formats["short"].pattern
    except (UnknownLocaleError, ValueError):
        return False
    return not TWELVE_HOURS.isdisjoint(pattern)


def _plain(text: str) -> str:
    """CLDR sets narrow and thin blanks, which some fonts draw as boxes."""
    return text.replace("\u202f", " ").replace("\u2009", " ").replace("\u00a0", " ")
