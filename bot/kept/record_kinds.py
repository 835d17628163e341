"""What somebody keeps: kinds of records, and walkthroughs out of them."""

from enum import Enum

from bot.kept.codecs import CODECS
from bot.store import Session
from bot.store.records import Record

CONSENT, COUNTRY, HABITS = "consent", "country", "habits"


class Kept(Enum):
    """What a record on the shelf of sittings is."""

    WALKTHROUGH = "walkthrough"
    CLOSENESS = "closeness"
    CHECKIN = "checkin"
    TAKEAWAY = "takeaway"
    DEBRIEF = "debrief"


def number_after(session: Session, kind: Kept) -> int:
    """The number of the next of a kind whose order is counted."""
    newest = session.contents.newest(kind.value)
    return 1 if newest is None else int(session.contents[newest].order[0]) + 1


def kind_of(record: Record) -> Kept:
    return Kept(record.facts.get("kind", Kept.WALKTHROUGH.value))


def up_to_date(record: Record) -> Record:
    """The same in the newest version of its kind. Raises UnknownVersion on a newer one."""
    return Record(*CODECS[kind_of(record).value].upgraded(record.facts, record.words))


def hanging_on(session: Session, kind: Kept, origin: bytes) -> set[bytes]:
    """What of one kind came of a record."""
    contents = session.contents
    return {id for id in contents.come_of(origin) if contents[id].kind == kind.value}
