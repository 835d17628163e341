"""The named mutants, as TOML: the promise, where it is kept, and who should notice."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.mutants.mutant import Change, Mutant


def named(parts: Sequence[str] = ()) -> list[Mutant]:
    """All of them, or those with one of these in their name."""
    found = [
        mutant for file in sorted(Path(__file__).parent.glob("*.toml")) for mutant in _in(file)
    ]
    return [m for m in found if not parts or any(p.casefold() in m.name.casefold() for p in parts)]


def _in(file: Path) -> list[Mutant]:
    rows = tomllib.loads(file.read_text("utf8"))["mutant"]
    return [Mutant(row["name"], tuple(_changes(row)), tuple(row["tests"])) for row in rows]


def _changes(row: Mapping[str, Any]) -> Iterator[Change]:
    for one in (row, *row.get("also", ())):
        yield Change(one["file"], one["before"], one["after"])
