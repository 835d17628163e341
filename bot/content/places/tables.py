"""The tables that lie beside this file: looked up where they lie, never read whole.

Each is sorted by what stands first in its lines. `made_from.toml` says where they come from;
`python -m tests.pure.known_places` makes them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

KEPT = Path(__file__).parent / "kept"
CITIES, AREAS, NAMES = (KEPT / f"{name}.tsv" for name in ("cities", "areas", "names"))


@dataclass(frozen=True, slots=True)
class Table:
    """One sorted file. It is opened for a look and closed again: nothing of it stays in memory."""

    path: Path

    def one(self, key: str) -> list[str] | None:
        """What stands behind this very key."""
        return next(iter(self.all([key])), None)

    def all(self, keys: list[str]) -> Iterator[list[str]]:
        """The same for each key that is there."""
        with self.path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as lines:
            for key in keys:
                sought = f"{key}\t".encode()
                at = _first(lines, sought)
                if lines[at : at + len(sought)] == sought:
                    yield _line(lines, at)

    def beginning(self, start: str, most: int) -> list[list[str]]:
        """The first so many lines that begin so."""
        found = list[list[str]]()
        with self.path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as lines:
            sought = start.encode()
            at = _first(lines, sought)
            while len(found) < most and sought and lines[at : at + len(sought)] == sought:
                found.append(_line(lines, at))
                at = _end(lines, at) + 1
        return found


def _first(lines: mmap, sought: bytes) -> int:
    """Where the first line begins that does not come before this."""
    low, high = 0, len(lines)
    while low < high:
        middle = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        if lines[middle : middle + len(sought)] < sought:
            low = _end(lines, middle) + 1
        else:
            high = middle
    return low


def _end(lines: mmap, at: int) -> int:
    found = lines.find(b"\n", at)
    return len(lines) if found < 0 else found


def _line(lines: mmap, at: int) -> list[str]:
    return lines[at : _end(lines, at)].decode().split("\t")
