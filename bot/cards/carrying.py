"""Everything somebody keeps as JSON for machines, and back. docs/export.md says how it is built.

Nothing of suggestions that are off, of care, or of what led there is in it. Pure.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from bot.confidential import Confidential, each, listed, named

FORMAT, VERSION = "quiet-page/words", 1
# What one file holds, in bytes and in things. Where there is more, there are several.
LARGEST_MADE, MOST_THINGS = 4 * 1024 * 1024, 2_000
HIGHEST = 999_999
# Of questions, items, offers: there are far fewer.
MOST_NAMES = 200
# When anything was kept here. What lies outside of it no calendar of ours can count with.
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2999, 12, 31)

Facts: TypeAlias = dict[str, Any]
Words: TypeAlias = Mapping[str, Confidential[Any]]
Rule: TypeAlias = Callable[[Any], bool]

# For what stands around the things.
ROOM = 1_000
_HALF = re.compile("[\ud800-\udfff]")
ID = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class Carried:
    """One thing as it travels: its facts are our own bookkeeping, its words are sealed."""

    id: bytes
    facts: Facts
    words: Words


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= HIGHEST


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and (not value or bool(_NAME.fullmatch(value)))


def _is_day(value: object) -> bool:
    if not isinstance(value, str):
        return False
    day = date.fromisoformat(value)
    return day.isoformat() == value and FIRST_DAY <= day <= LAST_DAY


def _is_day_or_none(value: object) -> bool:
    return value == "" or _is_day(value)


def _is_minute(value: object) -> bool:
    if not isinstance(value, str):
        return False
    at = datetime.fromisoformat(value)
    return at.tzinfo is not None and FIRST_DAY < at.date() < LAST_DAY


def _is_origin(value: object) -> bool:
    return value == "" or (isinstance(value, str) and bool(ID.fullmatch(value)))


def _is_names(value: object) -> bool:
    return isinstance(value, list) and len(value) <= MOST_NAMES and all(map(_is_name, value))


def _all(rule: Rule) -> Rule:
    return lambda value: (
        isinstance(value, dict)
        and len(value) <= MOST_NAMES
        and all(_is_name(k) and rule(v) for k, v in value.items())
    )


# What of each kind travels. What is not here stays: held, asked, and where the page of care was.
FACTS: Mapping[str, Mapping[str, Rule]] = {
    "walkthrough": {
        "v": _is_count,
        "script": _is_name,
        "edition": _is_count,
        "length": _is_name,
        "at": _is_name,
        "began": _is_day,
        "touched": _is_day,
        "turns": _all(_is_count),
        "decided": _all(_is_flag),
        "skipped": _is_names,
        "finished": _is_flag,
    },
    "closeness": {
        "v": _is_count,
        "edition": _is_count,
        "n": _is_count,
        "at": _is_name,
        "began": _is_day,
        "touched": _is_day,
        "turns": _all(_is_count),
        "passed": _is_names,
        "finished": _is_day_or_none,
    },
    "checkin": {
        "v": _is_count,
        "day": _is_day,
        "at": _is_minute,
        "room": _is_flag,
        "turn": _is_count,
        "n": _is_count,
    },
    "takeaway": {
        "v": _is_count,
        "day": _is_day,
        "from": _is_origin,
        "turn": _is_count,
        "n": _is_count,
    },
    "debrief": {
        "v": _is_count,
        "from": _is_origin,
        "day": _is_day,
    },
}


def is_day(value: object) -> bool:
    """Whether it is a day as a file has it."""
    try:
        return _is_day(value)
    except ValueError:
        return False


def written(things: Sequence[Carried], made: date) -> list[Confidential[str]]:
    """The files; one, where one holds it all. The same things make the same, in whatever order."""
    rows = [sealed(thing).map(_set) for thing in sorted(things, key=lambda t: t.id)]
    head = {"format": FORMAT, "version": VERSION, "made": made.isoformat()}
    opening = json.dumps(head, indent=1).removesuffix("\n}") + ',\n "things": ['
    return each(listed(rows).map(lambda texts: [_file(opening, t) for t in _shares(texts)]))


def sealed(thing: Carried) -> Confidential[Any]:
    """One thing as it stands in the file."""
    facts = dict(thing.facts)
    kind = facts.pop("kind")
    row = {"id": thing.id.hex(), "kind": kind, "facts": facts}
    return named(thing.words).map(
        lambda found: {**row, "words": {name: found[name] for name in sorted(found)}}
    )


def _set(row: dict[str, Any]) -> str:
    """As it is, not escaped: one letter is one letter, whatever language it is of."""
    text = json.dumps(row, ensure_ascii=False, indent=1)
    # Half of a broken emoji can't be written down in any other way.
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text).replace("\n", "\n  ")


def _shares(rows: list[str]) -> Iterator[list[str]]:
    """As many as one file holds, and the next as many."""
    share: list[str] = []
    size = 0
    for row in rows:
        more = len(row.encode()) + len(",\n  ")
        if share and (size + more > LARGEST_MADE - ROOM or len(share) == MOST_THINGS):
            yield share
            share, size = [], 0
        share.append(row)
        size += more
    yield share


def _file(opening: str, rows: list[str]) -> str:
    things = ",".join(f"\n  {row}" for row in rows)
    return f"{opening}{things}\n ]\n}}\n"
