"""Check-ins and habits as the store keeps them, and back."""

from dataclasses import replace
from datetime import date, datetime
from typing import cast

from bot.confidential import Confidential
from bot.flow.checkin import CheckedIn, Habits
from bot.flow.sitting import Answer
from bot.journeys import beginning
from bot.journeys.desk import HABITS, Kept, kind_of, number_after
from bot.store import Journal
from bot.store.records import Json, Record, Shelf

VERSION = 1


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
    facts: dict[str, Json] = {
        "v": VERSION,
        "kind": Kept.CHECKIN.value,
        "day": one.day.isoformat(),
        "at": one.at.isoformat(),
        "room": one.room,
        "turn": one.turn,
        "n": one.n,
    }
    words = {"answer": cast("Confidential[Json]", one.answer)}
    journal.keep(Shelf.SITTINGS, one.id, Record(facts, words))


def since(journal: Journal, day: date) -> list[CheckedIn]:
    """The check-ins of that day and later, the newest first."""
    ids = journal.contents.since(Kept.CHECKIN.value, day.isoformat())
    found = [one for id in ids if (one := one_of(journal, id))]
    return sorted(found, key=lambda one: one.n, reverse=True)


def one_of(journal: Journal, id: bytes) -> CheckedIn | None:
    """One check-in, if it is this person's."""
    record = journal.get(Shelf.SITTINGS, id)
    return _read(id, record) if record and kind_of(record) is Kept.CHECKIN else None


def _read(id: bytes, record: Record) -> CheckedIn:
    facts = record.facts
    return CheckedIn(
        id,
        datetime.fromisoformat(str(facts["at"])),
        date.fromisoformat(str(facts["day"])),
        cast("Confidential[Answer]", record.words["answer"]),
        room=bool(facts["room"]),
        turn=int(str(facts["turn"])),
        n=int(str(facts["n"])),
    )


def habits(journal: Journal) -> Habits:
    """What somebody decided once; what they never touched is as it comes."""
    record = journal.get(Shelf.SETTINGS, journal.named(HABITS))
    if record is None:
        return Habits()
    facts = record.facts
    said = str(facts.get("strong_said") or "")
    return Habits(
        room_first=bool(facts.get("room_first", False)),
        patterns=bool(facts.get("patterns", True)),
        strong=bool(facts.get("strong", True)),
        strong_said=datetime.fromisoformat(said) if said else None,
        picture=bool(facts.get("picture", True)),
        away=frozenset(date.fromisoformat(day) for day in cast("list[str]", facts.get("away", []))),
    )


def keep_habits(journal: Journal, kept: Habits) -> None:
    facts: dict[str, Json] = {
        "room_first": kept.room_first,
        "patterns": kept.patterns,
        "strong": kept.strong,
        "strong_said": kept.strong_said.isoformat() if kept.strong_said else "",
        "picture": kept.picture,
        "away": cast("Json", sorted(day.isoformat() for day in kept.away)),
    }
    journal.keep(Shelf.SETTINGS, journal.named(HABITS), Record(facts))
