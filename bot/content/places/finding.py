"""From what somebody typed to the places it may mean. Pure, but for the tables it looks into.

Where more than one clock may be meant, it is theirs to choose: nothing here takes the first.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from bot.content.places.gazetteer import Place, area, place, places
from bot.content.places.spelling import FEWEST, MOST, from_utc, plain, slips
from bot.content.places.tables import NAMES, PlaceTable
from bot.content.places.zones import available, clock
from bot.schedule.timing import UTC_ZONE

# What a name can be: a city's first, another of its, a word of it; a country, a region, a clock.
FIRST, OTHER, WORD, COUNTRY, REGION, CLOCK = "pawnrt"
# A city with so many people may be meant, however much larger its namesake is...
LARGE = 100_000
# ...and any other that has at least so much of the people of the largest.
SHARE = 0.1
# As the tables write a hundred thousand people.
LARGE_SIZE = 50
# So many lines are looked at. Of beginnings with more, the tables hold the best.
MOST_LINES = 600
# Nothing that something lies in has a longer name.
MOST_AROUND = 5
# Of so short a beginning only the first names count: all others together begin with everything.
SHORT = 4
_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+-])\s*(\d{1,2})(?:\s*[:.]?\s*(\d{2}))?(?:\s*h)?")
_KEY = re.compile(r"[0-9a-f]{8}")
# What stands before a name or behind it and names nothing.
_FILLING = re.compile(
    r"^(?:(?:i|we|im|am|are|live|lives|living|located|based|currently|just|now|near|close|outside|"
    r"next|around|in|at|to|from|by|city|town|time|greater|of|the|area|zone) )+"
    r"|(?: (?:time|city|area|region|metro|timezone|zone|europe|now))+$"
)
_PARTED = re.compile(r"[,;/|()]|\s-\s")
_MINUS = str.maketrans("\u2212\u2013\u2014", "---")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: the likeliest first, and whether they are of one clock and country."""

    places: tuple[Place, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Ref:
    kind: str
    size: int
    # The key of a city, or the code of an area.
    of: str


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: str
    place: Place


def read(typed: str, now: datetime, most: int) -> Reading:
    """The places that fit, the best first."""
    text = typed.strip().translate(_MINUS)
    if exact := _exact(text):
        return Reading((exact,), sure=True)
    if (minutes := _offset(text)) is not None:
        return _offered(_named(from_utc(minutes)), now, most)
    name = plain(text)
    if not name:
        return Reading()
    if hits := _hits(_named(name), now):
        near = _larger(name, hits, now)
        clear = not near and not any(hit.kind == CLOCK for hit in hits)
        return _reading([*hits, *near], now, most, sure=clear)
    splits = _splits(text)
    if hits := _within(splits, now):
        own = [hit for hit in hits if hit.kind == FIRST and plain(hit.place.label) == name]
        reading = _reading(own[:1] or hits, now, most, sure=bool(own) or hits[0].kind != CLOCK)
        return Reading(_by_label((*reading.places, *(h.place for h in hits)), most), reading.sure)
    if (bare := _FILLING.sub("", name)) not in {name, ""}:
        return read(bare, now, most)
    looser = chain((_begun(name), _begun_within(splits)), _slipped(name, splits), (_parts(text),))
    return next((r for refs in looser if (r := _offered(refs, now, most)).places), Reading())


def begun(typed: str, now: datetime, most: int) -> Reading:
    """The same while it is still being typed: what it means already, and what it may become."""
    so_far = read(typed, now, most)
    name = plain(typed)
    if so_far.sure and len(name) >= SHORT:
        return so_far
    more = _offered(_begun(name), now, most).places if name else ()
    return Reading(_by_label((*so_far.places, *more), most), so_far.sure)


def _exact(text: str) -> Place | None:
    """A key of ours, or the id of a zone; "EST" and "GB" are rather what they say."""
    id = text.replace(" ", "_")
    if id.upper() == UTC_ZONE:
        return place(UTC_ZONE)
    if "/" in id and not id.casefold().startswith("etc/"):
        known = (zone for zone in available() if zone.casefold() == id.casefold())
        return next((place(zone) for zone in known), None)
    return place(text) if _KEY.fullmatch(text) else None


def _offset(text: str) -> int | None:
    """Minutes ahead of UTC. The zones called "Etc/GMT+3" count the other way round."""
    said = text.casefold()
    turned = -1 if said.startswith("etc/") else 1
    found = _OFFSET.fullmatch(said.removeprefix("etc/").removesuffix(" time"))
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return turned * (minutes if found[1] == "+" else -minutes)


def _named(name: str) -> list[_Ref]:
    row = PlaceTable(NAMES).one(name)
    return [ref for ref in _refs(row[1]) if ref.kind != WORD] if row else []


def _refs(cell: str) -> list[_Ref]:
    return [_Ref(ref[0], int(ref[1:3]), ref[3:]) for ref in cell.split()]


def _hits(refs: Iterable[_Ref], now: datetime) -> list[_Hit]:
    """The places meant: a country or a region by the largest city of each of its clocks."""
    found = list[_Hit]()
    cities = [ref for ref in refs if ref.kind not in {COUNTRY, REGION}]
    kinds = {ref.of: ref.kind for ref in reversed(cities)}
    found = [_Hit(kinds[p.key], p) for p in places(list(dict.fromkeys(r.of for r in cities)))]
    for ref in refs:
        if ref.kind in {COUNTRY, REGION}:
            found += [_Hit(ref.kind, p) for p in _clocks_of(ref.of, now)]
    return sorted(_named_as_such(found), key=_likeliness)


def _likeliness(hit: _Hit) -> tuple[bool, bool, int]:
    """What was asked for to the letter comes first: a clock, and of clocks a fixed one."""
    return hit.kind != CLOCK, bool(hit.place.country), -hit.place.people


def _named_as_such(hits: list[_Hit]) -> list[_Hit]:
    """Another name of a city counts where no city of that very name is as large."""
    least = max((hit.place.people for hit in hits if hit.kind == FIRST), default=0)
    return [hit for hit in hits if hit.kind != OTHER or hit.place.people > least]


def _clocks_of(code: str, now: datetime) -> list[Place]:
    inside = places(area(code)[1])
    return list({clock(p.id, _day(now)): p for p in reversed(inside)}.values())[::-1]


def _within(splits: list[tuple[str, list[str]]], now: datetime) -> list[_Hit]:
    """A city or a region, and what it lies in: before it or behind it."""
    for name, around in splits:
        if codes := _areas(around):
            inside = [hit for hit in _hits(_named(name), now) if _lies_in(hit.place, codes)]
            if inside:
                return inside
    return []


def _splits(text: str) -> list[tuple[str, list[str]]]:
    """Every name in it that may lie in something, and that something; first as commas part them."""
    parts = [words for part in _PARTED.split(text) if (words := plain(part).split())]
    words = list(chain.from_iterable(parts))
    at = [len(parts[0]), -len(parts[-1])] if len(parts) > 1 else []
    cuts = [*at, *_ends(len(words))]
    found = [(words[:n], words[n:]) if n > 0 else (words[n:], words[:n]) for n in cuts]
    if at:
        # Two names before what they lie in: "Paris, Texas, United States" is none of them.
        found[1:1] = [(list(chain.from_iterable(parts[:-1])), parts[-1])]
    return [(" ".join(name), around) for name, around in found if name and around]


def _ends(count: int) -> Iterator[int]:
    """Where a line of words can be cut: a name in front, or one at the end."""
    for words in range(1, min(count, MOST_AROUND + 1)):
        yield count - words
        yield words - count


def _areas(words: list[str]) -> set[str]:
    """The codes of what these words name: a country, a region, or a region and its country."""
    named = _codes(words)
    if named:
        return named
    return {
        inner
        for at in range(1, len(words))
        for one, other in ((words[:at], words[at:]), (words[at:], words[:at]))
        for inner in _codes(one)
        if inner.partition(".")[0] in _codes(other) - {inner}
    }


def _codes(words: list[str]) -> set[str]:
    return {ref.of for ref in _named(" ".join(words)) if ref.kind in {COUNTRY, REGION}}


def _lies_in(place: Place, codes: set[str]) -> bool:
    return bool({place.area, place.area.partition(".")[0]} & codes)


def _begun(name: str) -> list[_Ref]:
    """Names that begin so; of many, the tables know the best."""
    best = PlaceTable(NAMES).one(f"^{name}")
    lines = [best] if best else PlaceTable(NAMES).beginning(name, MOST_LINES)
    refs = [ref for line in lines for ref in _refs(line[1])]
    return refs if len(name) >= SHORT else [ref for ref in refs if _is_first(ref, name)]


def _is_first(ref: _Ref, name: str) -> bool:
    """Whether it is the first name of a city or of a country that begins so."""
    return ref.kind == FIRST or (ref.kind == COUNTRY and plain(area(ref.of)[0]).startswith(name))


def _begun_within(splits: list[tuple[str, list[str]]]) -> list[_Ref]:
    """A city, and the beginning of what it lies in."""
    for name, around in splits:
        cities = [ref for ref in _named(name) if ref.kind in {FIRST, OTHER}]
        codes = {ref.of for ref in _begun(" ".join(around))} if cities else set()
        if kept := _inside(cities, codes):
            return kept
    return []


def _slipped(name: str, splits: list[tuple[str, list[str]]]) -> Iterator[list[_Ref]]:
    """One slip of a finger in the name of a large place, or in one of two names."""
    yield _slips(name)
    # Each look takes a while, so only the likeliest ways to read it are tried.
    for city, around in splits[:2]:
        if codes := _areas(around):
            yield _inside(_slips(city), codes)
        elif cities := _named(city):
            yield _inside(cities, {ref.of for ref in _slips(" ".join(around))})


def _inside(refs: list[_Ref], codes: set[str]) -> list[_Ref]:
    """Of these, the cities that lie there."""
    cities = [ref for ref in refs if ref.kind in {FIRST, OTHER}]
    keys = {p.key for p in places([ref.of for ref in cities]) if _lies_in(p, codes)}
    return [ref for ref in cities if ref.of in keys]


def _slips(name: str) -> list[_Ref]:
    """Names that are one slip away. A large place is meant, or an area: small ones are too many."""
    if not FEWEST <= len(name) <= MOST:
        return []
    refs = {ref for line in PlaceTable(NAMES).along(name, slips) for ref in _refs(line[1])}
    kinds = {FIRST, OTHER, COUNTRY, REGION}
    return [ref for ref in refs if ref.kind in kinds and ref.size >= LARGE_SIZE]


def _parts(text: str) -> list[_Ref]:
    """Where the whole means nothing: what stands between commas, one by one."""
    names = [plain(part) for part in _PARTED.split(text)]
    return list(chain.from_iterable(_named(name) for name in names[:3] if len(names) > 1))


def _larger(name: str, hits: list[_Hit], now: datetime) -> list[_Hit]:
    """The large cities whose name is one slip away from that of small ones."""
    most = max(hit.place.people for hit in hits)
    if most >= LARGE or any(hit.kind not in {FIRST, OTHER} for hit in hits):
        return []
    near = [ref for ref in _slips(name) if ref.kind in {FIRST, OTHER}]
    return [hit for hit in _hits(near, now) if hit.place.people * SHARE > max(most, LARGE)]


def _offered(refs: list[_Ref], now: datetime, most: int) -> Reading:
    best = sorted(refs, key=lambda ref: (-ref.size, ref.of))[: 2 * most]
    return _reading(_hits(best, now), now, most, sure=False)


def _reading(hits: list[_Hit], now: datetime, most: int, *, sure: bool) -> Reading:
    shown = list[Place]()
    clocks = set[tuple[object, str]]()
    for hit in hits:
        # Of clocks, one for each country that keeps it: its name would be no help.
        kept = (clock(hit.place.id, _day(now)), hit.place.country)
        if hit.kind != CLOCK or kept not in clocks:
            shown.append(hit.place)
        clocks.add(kept)
    likely = {(clock(p.id, _day(now)), p.country) for p in _likely(hits)} if sure else set()
    return Reading(_by_label(shown, most), sure=len(likely) == 1)


def _by_label(found: Iterable[Place], most: int) -> tuple[Place, ...]:
    """No two that look the same: the likelier stands for both."""
    labels = dict[str, Place]()
    for one in found:
        labels.setdefault(one.label, one)
    return tuple(labels.values())[:most]


def _likely(hits: list[_Hit]) -> Iterator[Place]:
    """Those that may well be meant."""
    largest = max(hits, key=lambda hit: hit.place.people)
    for hit in hits:
        enough = hit.place.people >= largest.place.people * SHARE
        by_name = hit.kind == FIRST and (hit.place.people >= LARGE or largest.kind == OTHER)
        if enough or by_name or hit.kind in {COUNTRY, REGION}:
            yield hit.place


def _day(now: datetime) -> datetime:
    return now.replace(hour=12, minute=0, second=0, microsecond=0)
