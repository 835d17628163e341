"""One place and the zone whose clock it keeps; looked up by its key or by the id of a zone."""

from dataclasses import dataclass
from functools import lru_cache

from bot.content.places.spelling import plain
from bot.content.places.tables import AREAS, CITIES, NAMES, PlaceTable
from bot.content.places.zones import available, by_key, key_of, links, listed
from bot.schedule.timing import UTC_ZONE

_FIXED = "Etc/GMT"
# Where 3/12 is in March, by CLDR: the United States, what is theirs, and a few more.
_MONTHS_FIRST = frozenset({"US", "AS", "FM", "GU", "MH", "MP", "PH", "PR", "PW", "VI"})


@dataclass(frozen=True, slots=True)
class Place:
    """A city, or a zone by its own name. `key` is short and ours, to stand in a press."""

    id: str
    city: str
    key: str
    country: str = ""
    # The part of the country, where it has another city of the same name.
    region: str = ""
    people: int = 0
    # Its country and the part of it, as the tables have them.
    area: str = ""

    @property
    def label(self) -> str:
        """What tells it from every other place."""
        parts = filter(None, (self.city, self.region, self.country))
        return ", ".join(dict.fromkeys(parts))

    @property
    def months_first(self) -> bool:
        """Whether people there write the month before the day."""
        return self.area[:2] in _MONTHS_FIRST


def place(id_or_key: str) -> Place | None:
    """The place of a zone's id, or of a key."""
    if id_or_key in available():
        return _of_zone(id_or_key)
    return next(iter(places([id_or_key])), None)


def places(keys: list[str]) -> list[Place]:
    """The places of these keys, in their order; one that nothing is known of is left out."""
    rows = {row[0]: row for row in PlaceTable(CITIES).all(keys)}
    found = (_of_key(key, rows.get(key)) for key in keys)
    return [place for place in found if place]


@lru_cache(maxsize=256)
def area(code: str) -> tuple[str, list[str]]:
    """What a country or a part of one is called, and a place for each of its zones."""
    row = PlaceTable(AREAS).one(code)
    return (row[1], row[2].split()) if row else ("", [])


def _of_key(key: str, row: list[str] | None) -> Place | None:
    zone = by_key().get(key)
    if zone:
        return _of_zone(zone)
    return _city(row) if row else None


def _city(row: list[str]) -> Place:
    key, name, code, zone, people, same = row
    country = area(code.partition(".")[0])[0]
    region = area(code)[0] if same else ""
    return Place(zone, name, key, country, region, int(people), code)


@lru_cache(maxsize=64)
def _of_zone(id: str) -> Place:
    code = listed().get(id)
    if code is None:
        zone = links().get(id, id)
        return _of_zone(zone) if zone in listed() else Place(id, _fixed(id), key_of(id))
    name = id.rpartition("/")[2].replace("_", " ")
    meant = PlaceTable(NAMES).one(plain(name))
    refs = [ref for ref in (meant[1].split() if meant else []) if ref[0] == "p"]
    written = [row[1] for row in PlaceTable(CITIES).all([r[3:] for r in refs]) if row[3] == id]
    city = written[0] if written else name
    return Place(id, city, key_of(id), area(code)[0], area=code)


def _fixed(id: str) -> str:
    """Clocks that belong to no country: "Etc/GMT-2" is two hours ahead of UTC."""
    hours = id.removeprefix(_FIXED)
    if id == hours or not hours[1:].isdigit() or not int(hours):
        return UTC_ZONE
    sign = "\u2212" if hours[0] == "+" else "+"
    return f"{UTC_ZONE}{sign}{int(hours[1:])}"
