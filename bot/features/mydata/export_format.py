"""Everything somebody keeps as JSON for machines, and back. docs/export.md says how it is built.

Nothing of suggestions that are off, of care, or of what led there is in it. Pure.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from bot.beside import rest
from bot.confidential import Confidential, each, listed, named
from bot.kept.codecs import CODECS
from bot.kept.values import RULES, Holds
from bot.ui.wording import HALF

FORMAT, VERSION = "quiet-page/words", 1
# What one file holds, in bytes and in things. Where there is more, there are several.
LARGEST_MADE, MOST_THINGS = 4 * 1024 * 1024, 2_000

FactRules: TypeAlias = dict[str, Any]
WordRules: TypeAlias = Mapping[str, Confidential[Any]]

# For what stands around the things.
ROOM = 1_000


@dataclass(frozen=True, slots=True)
class Carried:
    """One thing as it travels: its facts are our own bookkeeping, its words are sealed."""

    id: bytes
    facts: FactRules
    words: WordRules


# What of each kind travels, and the rule for each fact.
FACTS: Mapping[str, Mapping[str, Holds]] = {
    kind: {name: RULES[of].holds for name, of in codec.travels.items()}
    for kind, codec in CODECS.items()
}


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
    rest()
    text = json.dumps(row, ensure_ascii=False, indent=1)
    # Half of a broken emoji can't be written down in any other way.
    return HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text).replace("\n", "\n  ")


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
