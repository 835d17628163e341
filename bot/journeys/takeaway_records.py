"""Lines that were kept, on somebody's shelf."""

from collections.abc import Iterable

from bot.flow.takeaway import Takeaway
from bot.journeys.desk import Kept, kind_of
from bot.records.kinds import TAKEAWAY
from bot.store import Journal
from bot.store.records import Record, Shelf


def some_of(journal: Journal, ids: Iterable[bytes]) -> list[Takeaway]:
    """Those of these that are lines."""
    return [found for id in ids if (found := one_of(journal, id))]


def one_of(journal: Journal, id: bytes) -> Takeaway | None:
    """One line, if it is this person's."""
    record = journal.get(Shelf.SITTINGS, id)
    return TAKEAWAY.read(record, id) if record and kind_of(record) is Kept.TAKEAWAY else None


def keep(journal: Journal, one: Takeaway) -> None:
    """Stage a line to be kept."""
    journal.keep(Shelf.SITTINGS, one.id, Record(*TAKEAWAY.written(one)))
