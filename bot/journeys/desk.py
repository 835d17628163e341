"""What every journey works at: the store, the content, the host's words, and today's date."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from bot.confidential import Confidential, pair
from bot.content import Library
from bot.flow.care import same_label
from bot.flow.engine import label
from bot.flow.sitting import Sitting
from bot.host import Host
from bot.journeys.records import to_record, to_sitting
from bot.store import Journal, Store
from bot.store.records import Json, Record, Shelf

CONSENT, COUNTRY, HELD = "consent", "country", "held"


@dataclass(frozen=True, slots=True)
class Desk:
    store: Store
    library: Library
    host: Host
    today: Callable[[], date]


def sittings(journal: Journal) -> list[Sitting]:
    """All of one person's sittings, the newest first."""
    found = [to_sitting(id, record) for id, record in journal.read(Shelf.SITTINGS).items()]
    return sorted(found, key=lambda s: (s.touched, s.began), reverse=True)


def sitting(journal: Journal, id: bytes) -> Sitting | None:
    """One sitting, if it is this person's."""
    record = journal.get(Shelf.SITTINGS, id)
    return to_sitting(id, record) if record else None


def keep(journal: Journal, kept: Sitting) -> Sitting:
    """Stage a sitting to be kept, with what is on hold for the person it is about."""
    kept = _with_hold(journal, kept)
    journal.keep(Shelf.SITTINGS, kept.id, to_record(kept))
    return kept


def _with_hold(journal: Journal, kept: Sitting) -> Sitting:
    """Sharing: off belongs to a label, so it reaches every sitting about that person."""
    about = label(kept)
    if about is None:
        return kept
    about = same_label(about)
    id = journal.named(HELD)
    record = journal.get(Shelf.SETTINGS, id)
    held = cast("Confidential[list[str]]", record.words["labels"]) if record else Confidential([])
    already = pair(about, held).satisfies(lambda both: both[0] in both[1])
    if kept.held and not already:
        labels = pair(about, held).map(lambda both: [*both[1], both[0]])
        words = {"labels": cast("Confidential[Json]", labels)}
        journal.keep(Shelf.SETTINGS, id, Record({}, words))
    return replace(kept, held=kept.held or already)
