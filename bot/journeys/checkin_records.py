"""Check-ins and habits, on somebody's shelves."""

from dataclasses import replace
from datetime import date, datetime

from bot.confidential import Confidential
from bot.flow.checkin import CheckedIn, Habits
from bot.flow.sitting import Answer
from bot.journeys import beginning
from bot.journeys.desk import HABITS, Kept, kind_of, number_after
from bot.records import kinds
from bot.store import Journal
from bot.store.records import Record, Shelf


def new(
    id: bytes, now: datetime, today: date, answer: Confidential[Answer], *, room: bool = False
) -> CheckedIn:
    """A new one: when it is, and which day that is where they are."""
    return CheckedIn(id, now.replace(second=0, microsecond=0), today, answer, room)


def keep_new(journal: Journal, one: CheckedIn) -> CheckedIn:
    """Stage one to be kept as the newest."""
    one = replace(one, n=number_after(journal, Kept.CHECKIN))
    beginning.count(journal, Kept.CHECKIN, one.id)
    keep(journal, one)
    return one


def keep(journal: Journal, one: CheckedIn) -> None:
    """Stage a check-in to be kept."""
    journal.keep(Shelf.SITTINGS, one.id, Record(*kinds.CHECKIN.written(one)))


def since(journal: Journal, day: date) -> list[CheckedIn]:
    """The check-ins of that day and later, the newest first."""
    ids = journal.contents.since(Kept.CHECKIN.value, day.isoformat())
    found = [one for id in ids if (one := one_of(journal, id))]
    return sorted(found, key=lambda one: one.n, reverse=True)


def one_of(journal: Journal, id: bytes) -> CheckedIn | None:
    """One check-in, if it is this person's."""
    record = journal.get(Shelf.SITTINGS, id)
    return kinds.CHECKIN.read(record, id) if record and kind_of(record) is Kept.CHECKIN else None


def habits(journal: Journal) -> Habits:
    """What somebody decided once; what they never touched is as it comes."""
    record = journal.get(Shelf.SETTINGS, journal.named(HABITS))
    return kinds.HABITS.read(record) if record else Habits()


def keep_habits(journal: Journal, kept: Habits) -> None:
    journal.keep(Shelf.SETTINGS, journal.named(HABITS), Record(*kinds.HABITS.written(kept)))
