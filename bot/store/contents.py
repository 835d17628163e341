"""What somebody keeps, told without opening it: which kind, from when, about whom, and what of.

In memory alone, made out of the records when those are read and kept up with every change, so that
a page opens what it shows and nothing else.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from bot.confidential import Confidential
from bot.store.records import Record

# Whose name goes by which id: a keyed hash.
Named = Callable[[Confidential[str]], bytes]


@dataclass(frozen=True, slots=True)
class Brief:
    """One record in brief. Nothing in it is anybody's words."""

    kind: str
    # Among those of its kind the greatest is the newest; among those of one day the greatest rank
    # stands first.
    order: tuple[int | str, ...]
    rank: int
    # The day on which it was last touched, as YYYY-MM-DD.
    touched: str
    # Begun, and not ended.
    going: bool = False
    # The record that it came of.
    origin: bytes = b""
    # Whom it is about, and everybody whom it concerns.
    about: bytes = b""
    concerns: frozenset[bytes] = frozenset()


# How the house tells a record in brief.
Tell = Callable[[Record, Named], Brief]
Dated = tuple[str, int, tuple[int | str, ...], bytes]


@dataclass(slots=True)
class Contents:
    """One person's. All ids come the newest first."""

    _briefs: dict[bytes, Brief] = field(default_factory=dict)
    # Everything by day, and those of each kind in their order; the oldest first.
    _days: list[Dated] = field(default_factory=list)
    _kinds: dict[str, list[tuple[tuple[int | str, ...], bytes]]] = field(default_factory=dict)
    # What was begun and not ended, by day.
    _going: list[Dated] = field(default_factory=list)
    # By what they came of, and by whom they concern. No two ids are the same by accident.
    _links: dict[bytes, set[bytes]] = field(default_factory=dict)

    def put(self, id: bytes, brief: Brief) -> None:
        """Note a record, in the place of what was noted of it before."""
        if self._briefs.get(id) == brief:
            return
        self.drop(id)
        self._briefs[id] = brief
        insort(self._days, _entry(id, brief))
        if brief.going:
            insort(self._going, _entry(id, brief))
        insort(self._kinds.setdefault(brief.kind, []), (brief.order, id))
        for link in _links(brief):
            self._links.setdefault(link, set()).add(id)

    def drop(self, id: bytes) -> None:
        brief = self._briefs.pop(id, None)
        if brief is None:
            return
        del self._days[bisect_left(self._days, _entry(id, brief))]
        if brief.going:
            del self._going[bisect_left(self._going, _entry(id, brief))]
        kind = self._kinds[brief.kind]
        del kind[bisect_left(kind, (brief.order, id))]
        if not kind:
            del self._kinds[brief.kind]
        for link in _links(brief):
            self._links[link].discard(id)
            if not self._links[link]:
                del self._links[link]

    def copy(self) -> "Contents":
        """The same, to be changed apart from this one."""
        kinds = {kind: list(those) for kind, those in self._kinds.items()}
        links = {link: set(ids) for link, ids in self._links.items()}
        return Contents(dict(self._briefs), list(self._days), kinds, list(self._going), links)

    def __len__(self) -> int:
        return len(self._briefs)

    def __getitem__(self, id: bytes) -> Brief:
        return self._briefs[id]

    def get(self, id: bytes) -> Brief | None:
        return self._briefs.get(id)

    def everything(self) -> Iterator[bytes]:
        """All of it, by day."""
        return (id for *_, id in reversed(self._days))

    def before(self, day: str) -> list[bytes]:
        """What was last touched before this day; what bears no day is not among it."""
        end = bisect_left(self._days, (day,))
        return [id for touched, *_, id in self._days[:end] if touched]

    def on(self, day: str) -> list[bytes]:
        """What was last touched on this day."""
        first, end = (bisect_left(self._days, (edge,)) for edge in (day, f"{day}\0"))
        return [id for *_, id in reversed(self._days[first:end])]

    def since(self, kind: str, day: str) -> list[bytes]:
        """Those of a kind that were last touched on this day or later."""
        newest = takewhile(lambda entry: entry[0] >= day, reversed(self._days))
        return [id for *_, id in newest if self._briefs[id].kind == kind]

    def of(self, kind: str) -> list[bytes]:
        """Those of a kind, in their order."""
        return [id for _, id in reversed(self._kinds.get(kind, []))]

    def count(self, kind: str) -> int:
        return len(self._kinds.get(kind, ()))

    def newest(self, kind: str) -> bytes | None:
        there = self._kinds.get(kind)
        return there[-1][1] if there else None

    def going(self) -> Iterator[bytes]:
        """What was begun and not ended, by day."""
        return (id for *_, id in reversed(self._going))

    def come_of(self, origin: bytes) -> set[bytes]:
        """What came of a record."""
        return {id for id in self._links.get(origin, ()) if self._briefs[id].origin == origin}

    def concerning(self, whom: bytes) -> set[bytes]:
        """What is about somebody, or concerns them."""
        return {id for id in self._links.get(whom, ()) if whom in self._briefs[id].concerns}


def _entry(id: bytes, brief: Brief) -> Dated:
    return brief.touched, brief.rank, brief.order, id


def _links(brief: Brief) -> set[bytes]:
    return {link for link in (brief.origin, *brief.concerns) if link}
