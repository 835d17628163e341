"""Sharing: off, for one person's label. Everything that asks about it asks here.

It reaches every record about that label, and nobody is told. Switching it on again takes a day.
"""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from bot.confidential import Confidential, each, pair
from bot.flow.care import same_label
from bot.store import Journal
from bot.store.records import Json, Record, Shelf

HELD = "held"

# label, in one spelling -> when sharing is on again; empty: not asked for
_Held = dict[str, str]


def is_held(journal: Journal, label: Confidential[str]) -> bool:
    """Whether sharing is off for this person."""
    return pair(same_label(label), _held(journal)).satisfies(lambda both: both[0] in both[1])


def hold(journal: Journal, label: Confidential[str]) -> None:
    """Switch sharing off, or take back that it was to be on again."""
    _change(journal, label, lambda held, name: held | {name: ""})


def ask_back(journal: Journal, label: Confidential[str], at: datetime) -> None:
    """Sharing is to be on again, from `at`."""
    on_again = at.isoformat()
    _change(journal, label, lambda held, name: held | {name: on_again} if name in held else held)


def lift_what_is_due(journal: Journal, now: datetime) -> None:
    """Switch sharing on again where the day's wait is over."""
    held = _held(journal)
    left = held.map(lambda them: {name: at for name, at in them.items() if not _over(at, now)})
    if left != held:
        _keep(journal, left)


def all_held(journal: Journal) -> list[tuple[Confidential[str], Confidential[str]]]:
    """Every label that sharing is off for, and when it is on again (empty: not asked for)."""
    names = each(_held(journal).map(sorted))
    times = each(_held(journal).map(lambda them: [them[name] for name in sorted(them)]))
    return list(zip(names, times, strict=True))


def _over(at: str, now: datetime) -> bool:
    return bool(at) and datetime.fromisoformat(at) <= now


def _held(journal: Journal) -> Confidential[_Held]:
    record = journal.get(Shelf.SETTINGS, journal.named(HELD))
    if record is None:
        return Confidential({})
    # At first it was a list, before sharing could be switched on again.
    words = cast("Confidential[_Held | list[str]]", record.words["labels"])
    return words.map(lambda kept: dict.fromkeys(kept, "") if isinstance(kept, list) else dict(kept))


def _change(
    journal: Journal, label: Confidential[str], change: Callable[[_Held, str], _Held]
) -> None:
    _keep(journal, pair(_held(journal), same_label(label)).map(lambda both: change(*both)))


def _keep(journal: Journal, held: Confidential[_Held]) -> None:
    words = {"labels": cast("Confidential[Json]", held)}
    journal.keep(Shelf.SETTINGS, journal.named(HELD), Record({}, words))
