"""Lines that were kept, on somebody's shelf."""

from collections.abc import Iterable

from bot.kept.codecs import TAKEAWAY
from bot.kept.record_kinds import Kept, kind_of
from bot.kept.takeaway import Takeaway
from bot.store import Session
from bot.store.records import Record, Shelf


def some_of(session: Session, ids: Iterable[bytes]) -> list[Takeaway]:
    """Those of these that are lines."""
    return [found for id in ids if (found := one_of(session, id))]


def one_of(session: Session, id: bytes) -> Takeaway | None:
    """One line, if it is this person's."""
    record = session.get(Shelf.SITTINGS, id)
    return TAKEAWAY.read(record, id) if record and kind_of(record) is Kept.TAKEAWAY else None


def keep(session: Session, one: Takeaway) -> None:
    """Stage a line to be kept."""
    session.keep(Shelf.SITTINGS, one.id, Record(*TAKEAWAY.written(one)))
