"""The tables that lie beside this file: looked up where they lie, never read whole.

Each is sorted by what stands first in its lines. `made_from.toml` says where they come from;
`python -m tests.unit.known_places` makes them.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

KEPT = Path(__file__).parent / "kept"
CITIES, AREAS, NAMES = (KEPT / f"{name}.tsv" for name in ("cities", "areas", "names"))
# Comes after every letter.
_LAST = "\U0010ffff"
# The tables that lie open, while somebody looks for one thing.
_OPEN: ContextVar[dict[Path, mmap] | None] = ContextVar("open tables", default=None)


@contextmanager
def laid_open() -> Iterator[None]:
    """Tables that are looked into meanwhile are opened once, and closed at the end."""
    with ExitStack() as closing:
        opened = dict[Path, mmap]()
        before = _OPEN.set(opened)
        try:
            yield
        finally:
            _OPEN.reset(before)
            for lines in opened.values():
                closing.push(lines)


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """One sorted file. It is opened for a look and closed again: nothing of it stays in memory."""

    path: Path

    @contextmanager
    def _lines(self) -> Iterator[mmap]:
        opened = _OPEN.get()
        if opened is not None and self.path in opened:
            yield opened[self.path]
            return
        with self.path.open("rb") as file:
            lines = mmap(file.fileno(), 0, access=ACCESS_READ)
        if opened is not None:
            opened[self.path] = lines
            yield lines
            return
        with lines:
            yield lines

    def one(self, key: str) -> list[str] | None:
        """What stands behind this very key."""
        return next(iter(self.all([key])), None)

    def all(self, keys: list[str]) -> Iterator[list[str]]:
        """The same for each key that is there."""
        with self._lines() as lines:
            for key in keys:
                sought = f"{key}\t".encode()
                at = _first(lines, sought)
                if lines[at : at + len(sought)] == sought:
                    yield _line(lines, at)

    def along(self, word: str, others: Callable[[str, int], Iterable[str]]) -> Iterator[list[str]]:
        """What there is of the others of a word, which differ from it from some letter on.

        Where nothing begins as the word does so far, there is nothing that differs later.
        """
        with self._lines() as lines:
            low, high = 0, len(lines)
            for at in range(len(word) + 1):
                start = word[:at]
                low = _first(lines, start.encode(), low, high)
                high = _first(lines, f"{start}{_LAST}".encode(), low, high)
                if low == high:
                    return
                for other in {*others(word, at)}:
                    sought = f"{other}\t".encode()
                    there = _first(lines, sought, low, high)
                    if lines[there : there + len(sought)] == sought:
                        yield _line(lines, there)

    def beginning(self, start: str, most: int) -> list[list[str]]:
        """The first so many lines that begin so."""
        found = list[list[str]]()
        with self._lines() as lines:
            sought = start.encode()
            at = _first(lines, sought)
            while len(found) < most and sought and lines[at : at + len(sought)] == sought:
                found.append(_line(lines, at))
                at = _end(lines, at) + 1
        return found


def _first(lines: mmap, sought: bytes, low: int = 0, high: int | None = None) -> int:
    """Where the first line begins that does not come before this; between these two, if given."""
    high = len(lines) if high is None else high
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
