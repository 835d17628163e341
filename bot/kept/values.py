"""What stands in a record for a value of each type, and back; and what it has to be in a file.

What the store wrote is taken as it is. What somebody brings is held against its rule first.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias, get_args

from cattrs import Converter

from bot.forms.sitting import REVIEW, Step
from bot.kept import look

# No count in a file is higher.
HIGHEST = 999_999
# Of questions, items, offers: there are far fewer.
MOST_NAMES = 200
# When anything was kept here. What lies outside of it no calendar of ours can count with.
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2999, 12, 31)
ID = re.compile(r"[0-9a-f]{32}")
NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")

Holds: TypeAlias = Callable[[Any], bool]

# The default is slower, and its errors carry the values along.
converter = Converter(detailed_validation=False)


def _one_of(*types: Any) -> Callable[[Any], bool]:  # noqa: ANN401 - any annotation there is
    return lambda type_: type_ in types


_perhaps_one = _one_of(date | None, datetime | None)
# Stands in JSON as it is.
_plain = _one_of(Mapping[str, int], Mapping[str, bool])
_names, _days = _one_of(frozenset[str]), _one_of(frozenset[date])


def _read_perhaps(text: str, type_: Any) -> date | None:  # noqa: ANN401
    of: type[date] = get_args(type_)[0]
    return of.fromisoformat(text) if text else None


converter.register_structure_hook(bytes, lambda text, _: bytes.fromhex(text))
converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
converter.register_structure_hook(Step, lambda text, _: Step.parse(text) or REVIEW)
# A page that is not there any more leads to the first: see closeness/route.py.
converter.register_structure_hook(
    look.LookPlace,
    lambda text, _: look.LookPlace.parse(text) or look.LookPlace(look.PlaceKind.THEME),
)
converter.register_structure_hook_func(_perhaps_one, _read_perhaps)
converter.register_structure_hook_func(_plain, lambda found, _: found)
converter.register_structure_hook_func(_names, lambda found, _: frozenset(found))

converter.register_unstructure_hook(bytes, bytes.hex)
converter.register_unstructure_hook(date, date.isoformat)
converter.register_unstructure_hook(datetime, datetime.isoformat)
converter.register_unstructure_hook(Step, str)
converter.register_unstructure_hook(look.LookPlace, str)
converter.register_unstructure_hook_func(_perhaps_one, lambda day: day.isoformat() if day else "")
converter.register_unstructure_hook_func(_plain, dict)
converter.register_unstructure_hook_func(_names, sorted)
converter.register_unstructure_hook_func(
    _days, lambda days: sorted(day.isoformat() for day in days)
)


@dataclass(frozen=True, slots=True)
class ValueRule:
    """What a value of a type has to be in a file: as a test, and in the words of JSON Schema."""

    holds: Holds
    schema: Mapping[str, Any]


def is_day(value: object) -> bool:
    """Whether it is a day as a file has it."""
    try:
        return _is_day(value)
    except ValueError:
        return False


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= HIGHEST


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and (not value or bool(NAME.fullmatch(value)))


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


def _all(rule: Holds) -> Holds:
    return lambda value: (
        isinstance(value, dict)
        and len(value) <= MOST_NAMES
        and all(_is_name(k) and rule(v) for k, v in value.items())
    )


_COUNT = {"type": "integer", "minimum": 0, "maximum": HIGHEST}
_FLAG = {"type": "boolean"}
_PAGE = ValueRule(_is_name, {"type": "string", "pattern": "^[A-Za-z0-9._-]{0,64}$"})

RULES: Mapping[Any, ValueRule] = {
    int: ValueRule(_is_count, _COUNT),
    bool: ValueRule(_is_flag, _FLAG),
    str: _PAGE,
    Step: _PAGE,
    look.LookPlace: _PAGE,
    bytes: ValueRule(_is_origin, {"type": "string", "pattern": "^([0-9a-f]{32})?$"}),
    date: ValueRule(_is_day, {"type": "string", "format": "date"}),
    date | None: ValueRule(
        _is_day_or_none, {"type": "string", "pattern": "^(\\d{4}-\\d{2}-\\d{2})?$"}
    ),
    datetime: ValueRule(_is_minute, {"type": "string", "format": "date-time"}),
    frozenset[str]: ValueRule(_is_names, {"type": "array", "items": {"type": "string"}}),
    Mapping[str, int]: ValueRule(
        _all(_is_count), {"type": "object", "additionalProperties": _COUNT}
    ),
    Mapping[str, bool]: ValueRule(
        _all(_is_flag), {"type": "object", "additionalProperties": _FLAG}
    ),
}
