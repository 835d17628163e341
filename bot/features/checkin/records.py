"""Check-ins and habits, on somebody's shelves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.confidential import Confidential
from bot.forms.answers import Answer
from bot.kept import codecs, once
from bot.kept.checked_in import CheckedIn, Habits
from bot.kept.record_kinds import HABITS, Kept, kind_of, number_after
from bot.store import Session
from bot.store.records import Record, Shelf


def new(
    id: bytes, now: datetime, today: date, answer: Confidential[Answer], *, room: bool = False
) -> CheckedIn:
    """A new one: when it is, and which day that is where they are."""
    return CheckedIn(id, now.replace(second=0, microsecond=0), today, answer, room)


def keep_new(session: Session, one: CheckedIn) -> CheckedIn:
    """Stage one to be kept as the newest."""
    one = replace(one, n=number_after(session, Kept.CHECKIN))
    once.count(session, Kept.CHECKIN, one.id)
    keep(session, one)
    return one


def keep_added(session: Session, one: CheckedIn) -> CheckedIn:
    """Stage one that was added to, so that an older form of it is noticed."""
    one = replace(one, turn=one.turn + 1)
    keep(session, one)
    return one


def keep(session: Session, one: CheckedIn) -> None:
    """Stage a check-in to be kept."""
    session.keep(Shelf.SITTINGS, one.id, Record(*codecs.CHECKIN.written(one)))


def since(session: Session, day: date) -> list[CheckedIn]:
    """The check-ins of that day and later, the newest first."""
    ids = session.contents.since(Kept.CHECKIN.value, day.isoformat())
    found = [one for id in ids if (one := one_of(session, id))]
    return sorted(found, key=lambda one: one.n, reverse=True)


def newest(session: Session, day: date, most: int) -> Iterator[CheckedIn]:
    """At most so many of that day and later, the newest first; each is read when it is needed."""
    ids = session.contents.since(Kept.CHECKIN.value, day.isoformat())
    return (one for id in ids[:most] if (one := one_of(session, id)))


def count_since(session: Session, day: date) -> int:
    """How many there are of that day and later. None of them is read."""
    return len(session.contents.since(Kept.CHECKIN.value, day.isoformat()))


def one_of(session: Session, id: bytes) -> CheckedIn | None:
    """One check-in, if it is this person's."""
    record = session.get(Shelf.SITTINGS, id)
    return codecs.CHECKIN.read(record, id) if record and kind_of(record) is Kept.CHECKIN else None


def habits(session: Session) -> Habits:
    """What somebody decided once; what they never touched is as it comes."""
    record = session.get(Shelf.SETTINGS, session.named(HABITS))
    return codecs.HABITS.read(record) if record else Habits()


def keep_habits(session: Session, kept: Habits) -> None:
    session.keep(Shelf.SETTINGS, session.named(HABITS), Record(*codecs.HABITS.written(kept)))
