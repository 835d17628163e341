"""Places and their time zones, out of the tables that come with tzdata: city, country, IANA id.

What somebody types to find theirs stays sealed; only zones come out.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from bot.confidential import Confidential
from bot.doors import MOST_OPTIONS

# How well a place fits what was typed, the best first.
RANKS = range(6)
# What people call countries that have another name in the tables.
ALSO = {"GB": ("uk", "england", "scotland", "wales", "great britain"), "US": ("usa", "america")}
# A zone for people who are nowhere in particular.
UTC_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Zone:
    """One place. `key` is short and ours, to stand in a press."""

    id: str
    city: str
    country: str
    code: str
    key: str

    @property
    def label(self) -> str:
        return f"{self.city}, {self.country}" if self.country else self.city

    def rank(self, needle: str) -> int | None:
        """How well this place fits; None if it doesn't."""
        city, country = _plain(self.city), _plain(self.country)
        names = (self.code.casefold(), country, *ALSO.get(self.code, ()))
        fits = (
            needle in {city, self.id.casefold()},
            needle in names,
            city.startswith(needle),
            any(name.startswith(needle) for name in names),
            any(word.startswith(needle) for word in f"{city} {country}".split()),
            needle in f"{city} {country} {_plain(self.id)}",
        )
        return next((rank for rank, fit in enumerate(fits) if fit), None)


@cache
def zones() -> tuple[Zone, ...]:
    """Every place there is: first those of the tables, then older and other names."""
    countries = dict(row[:2] for row in _table("iso3166.tab"))
    listed = [(row[2], row[0]) for row in _table("zone.tab")]
    known = {id for id, _ in listed}
    others = sorted(id for id in available_timezones() - known if _is_a_place(id))
    found = [*listed, *((id, "") for id in others), (UTC_ZONE, "")]
    return tuple(
        Zone(id, id.rpartition("/")[2].replace("_", " "), countries.get(code, ""), code, _key(id))
        for id, code in found
    )


def zone(id_or_key: str) -> Zone | None:
    """The place of an IANA id or of a key."""
    return _by_name().get(id_or_key)


def find(typed: Confidential[str], most: int = MOST_OPTIONS) -> list[Zone]:
    """The places that fit what was typed, the best first; all of them fit an empty text."""
    needle = typed.map(lambda text: _plain(text[:100]).strip())
    if not needle.satisfies(bool):
        return list(zones()[:most])
    ranked = [(rank, n) for n, z in enumerate(zones()) if (rank := _rank(z, needle)) >= 0]
    return [zones()[n] for _, n in sorted(ranked)[:most]]


def chosen(typed: Confidential[str]) -> Zone | None:
    """The place whose id this is."""
    return next((z for z in zones() if typed.satisfies(lambda t, z=z: t == z.id)), None)  # type: ignore[misc]


def _rank(place: Zone, needle: Confidential[str]) -> int:
    """Only a number comes out; most places don't fit, and are asked once."""
    if not needle.satisfies(lambda text: place.rank(text) is not None):
        return -1
    return next(r for r in RANKS if needle.satisfies(lambda text, r=r: place.rank(text) == r))  # type: ignore[misc]


def _is_a_place(id: str) -> bool:
    """Older names of cities; not "Etc/GMT+3" or "EST5EDT"."""
    return "/" in id and id.partition("/")[0] not in {"Etc", "SystemV", "posix", "right"}


def _plain(text: str) -> str:
    """Without capitals, accents and underscores."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("_", " "))
    return "".join(c for c in parts if not unicodedata.combining(c))


def _key(id: str) -> str:
    return hashlib.sha256(id.encode()).hexdigest()[:8]


def _table(name: str) -> list[list[str]]:
    text = (files("tzdata") / "zoneinfo" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _by_name() -> dict[str, Zone]:
    return {z.key: z for z in zones()} | {z.id: z for z in reversed(zones())}
