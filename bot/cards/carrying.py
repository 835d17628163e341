"""Everything somebody keeps as JSON for machines, and back. docs/export.md says how it is built.

Nothing of suggestions that are off, of care, or of what led there is in it. Pure.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from bot.confidential import Confidential, ConfidentialityError, each, pair

FORMAT, VERSION = "quiet-page/words", 1
# What one file and one record may hold; the store takes no longer record.
LARGEST_FILE = 4 * 1024 * 1024
MOST_THINGS, LARGEST_THING, LONGEST_TEXT = 2_000, 60_000, 8_000
# Whom something is about: no form takes more.
LONGEST_LABEL = 60
HIGHEST = 999_999

Facts: TypeAlias = dict[str, Any]
Words: TypeAlias = Mapping[str, Confidential[Any]]
Rule: TypeAlias = Callable[[Any], bool]

_ID = re.compile(r"[0-9a-f]{32}")
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
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def _is_day_or_none(value: object) -> bool:
    return value == "" or _is_day(value)


def _is_minute(value: object) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def _is_origin(value: object) -> bool:
    return value == "" or (isinstance(value, str) and bool(_ID.fullmatch(value)))


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(_is_name(v) for v in value)


def _all(rule: Rule) -> Rule:
    return lambda value: (
        isinstance(value, dict) and all(_is_name(k) and rule(v) for k, v in value.items())
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


def written(things: Sequence[Carried], made: date) -> Confidential[str]:
    """The file. The same things make the same file, whatever order they come in."""
    rows: Confidential[list[Any]] = Confidential([])
    for thing in sorted(things, key=lambda t: t.id):
        row = sealed(thing)
        rows = pair(rows, row).map(lambda both: [*both[0], both[1]])
    head = {"format": FORMAT, "version": VERSION, "made": made.isoformat()}
    return rows.map(
        lambda found: json.dumps({**head, "things": found}, ensure_ascii=True, indent=1) + "\n"
    )


def sealed(thing: Carried) -> Confidential[Any]:
    """One thing as it stands in the file."""
    facts = dict(thing.facts)
    kind = facts.pop("kind")
    words: Confidential[dict[str, Any]] = Confidential({})
    for name in sorted(thing.words):
        words = pair(words, thing.words[name]).map(
            lambda both, name=name: {**both[0], name: both[1]}  # type: ignore[misc]
        )
    row = {"id": thing.id.hex(), "kind": kind, "facts": facts}
    return words.map(lambda found: {**row, "words": found})


def is_zip(file: Confidential[bytes]) -> bool:
    """Whether it is one of our files with a passphrase, or any other ZIP."""
    return file.satisfies(lambda raw: raw.startswith(b"PK\x03\x04"))


def read(
    file: Confidential[str] | Confidential[bytes],
) -> list[Confidential[dict[str, Any]]] | None:
    """The rows of a file, each checked; None where anything in it is not understood."""
    try:
        rows = file.map(_rows)
    except ConfidentialityError:
        return None
    return each(rows)


def _rows(file: str | bytes) -> list[dict[str, Any]]:
    text = file if isinstance(file, str) else file.decode("utf-8")
    whole = json.loads(text, object_pairs_hook=_once, parse_constant=_none)
    rows: list[dict[str, Any]] = whole["things"]
    good = (
        set(whole) == {"format", "version", "made", "things"}
        and whole["format"] == FORMAT
        and type(whole["version"]) is int
        and whole["version"] == VERSION
        and _is_day(whole["made"])
        and isinstance(rows, list)
        and len(rows) <= MOST_THINGS
        and all(_is_row(row) for row in rows)
        and len({row["id"] for row in rows}) == len(rows)
    )
    if not good:
        raise ValueError
    return rows


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


def _none(name: str) -> None:
    del name
    raise ValueError


def _is_row(row: dict[str, Any]) -> bool:
    rules = FACTS[row["kind"]]
    return (
        set(row) == {"id", "kind", "facts", "words"}
        and bool(_ID.fullmatch(row["id"]))
        and row["facts"].keys() == rules.keys()
        and all(rule(row["facts"][name]) for name, rule in rules.items())
        and all(_NAME.fullmatch(name) for name in row["words"])
        and _are_words(row["kind"], row["words"])
        and len(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        <= LARGEST_THING
    )


def _are_words(kind: str, words: dict[str, Any]) -> bool:
    match kind:
        case "walkthrough":
            people = [a["person"] for a in words.values() if "person" in a]
            return all(map(_is_answer, words.values())) and all(
                _is_text(person) and len(person) <= LONGEST_LABEL for person in people
            )
        case "closeness":
            plain = {"label", "kind", "picked"}
            items = {k: w for k, w in words.items() if k not in plain}
            return (
                plain <= words.keys()
                and all(_is_text(words[k]) for k in plain)
                and len(words["label"]) <= LONGEST_LABEL
                and all(k.startswith("item.") for k in items)
                and all(_is_answer(w) and all(map(_is_text, w.values())) for w in items.values())
            )
        case "checkin":
            return words.keys() == {"answer"} and _is_answer(words["answer"])
        case "debrief":
            return all(map(_is_text, words.values()))
        case _:
            return words.keys() == {"text"} and _is_text(words["text"])


def _is_answer(value: object) -> bool:
    return isinstance(value, dict) and all(
        _is_name(k) and (_is_text(v) or (isinstance(v, list) and all(map(_is_text, v))))
        for k, v in value.items()
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT
