"""Sharing: off, for one person's label. Everything that asks about it asks here.

It reaches every record about that label, and nobody is told. Switching it on again takes a day.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count
from typing import TypeAlias, cast

from bot.confidential import Confidential, each, pair
from bot.flow.care import same_label
from bot.store import Journal
from bot.store.records import Json, Record, Shelf

HELD = "held"
# So many stand in one record; the next has another. None comes near what the store takes.
IN_ONE = 50
LABEL, BACK = "label", "back"

# One label, and when sharing is on again; empty: not asked for.
Held: TypeAlias = Confidential[dict[str, str]]


def is_held(journal: Journal, label: Confidential[str]) -> bool:
    """Whether sharing is off for this person."""
    return _id_of(_held(journal), label) is not None


def hold(journal: Journal, label: Confidential[str]) -> None:
    """Switch sharing off, or take back that it was to be on again."""
    held = _held(journal)
    id = _id_of(held, label) or os.urandom(4).hex()
    one = label.map(lambda name: {LABEL: " ".join(name.split()), BACK: ""})
    _keep(journal, {**held, id: one})


def all_held(journal: Journal) -> Mapping[str, Held]:
    """Everybody sharing is off for, each under an id of ours."""
    return _held(journal)


def hold_too(journal: Journal, others: Record) -> None:
    """Switch it off for everybody of another record of this kind, too."""
    _keep(journal, {**_held(journal), **_in(others)})


def ask_back(journal: Journal, id: str, at: datetime | None) -> None:
    """Sharing is to be on again from `at`; None takes that back."""
    held = _held(journal)
    if id in held:
        back = at.isoformat() if at else ""
        _keep(journal, {**held, id: held[id].map(lambda one: one | {BACK: back})})


def lift_what_is_due(journal: Journal, now: datetime) -> None:
    """Switch sharing on again where the day's wait is over."""
    held = _held(journal)
    left = {id: one for id, one in held.items() if not one.satisfies(lambda o: _over(o, now))}
    if len(left) < len(held):
        _keep(journal, left)


def _over(one: dict[str, str], now: datetime) -> bool:
    return bool(one[BACK]) and datetime.fromisoformat(one[BACK]) <= now


def _id_of(held: Mapping[str, Held], label: Confidential[str]) -> str | None:
    name = same_label(label)
    found = (id for id, one in held.items() if pair(name, one).satisfies(_is_it))
    return next(found, None)


def _is_it(both: tuple[str, dict[str, str]]) -> bool:
    return both[0] == both[1][LABEL].casefold()


def is_of_held(name: str) -> bool:
    """Whether a record of that name is one of these."""
    return name == HELD or name.startswith(f"{HELD}.")


def _held(journal: Journal) -> Mapping[str, Held]:
    return {id: one for record in _records(journal) for id, one in _in(record).items()}


def _in(record: Record) -> Mapping[str, Held]:
    if "labels" in record.words:
        # At first it was a list, before sharing could be switched on again.
        labels = each(cast("Confidential[list[str]]", record.words["labels"]))
        return {str(n): name.map(lambda t: {LABEL: t, BACK: ""}) for n, name in enumerate(labels)}
    return cast("Mapping[str, Held]", record.words)


def _records(journal: Journal) -> Iterator[Record]:
    for n in count():
        record = journal.get(Shelf.SETTINGS, _name(journal, n))
        if record is None:
            return
        yield record


def _name(journal: Journal, n: int) -> bytes:
    return journal.named(f"{HELD}.{n}" if n else HELD)


def _keep(journal: Journal, held: Mapping[str, Held]) -> None:
    before, ids = len(list(_records(journal))), list(held)
    parts = [ids[first : first + IN_ONE] for first in range(0, len(ids), IN_ONE)] or [[]]
    for n, part in enumerate(parts):
        words = cast("Mapping[str, Confidential[Json]]", {id: held[id] for id in part})
        journal.keep(Shelf.SETTINGS, _name(journal, n), Record({}, words))
    for n in range(len(parts), before):
        journal.drop(Shelf.SETTINGS, _name(journal, n))
