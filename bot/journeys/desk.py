"""What somebody keeps: kinds of records, and walkthroughs out of them."""

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

from bot.content import Library
from bot.flow.script import Script
from bot.flow.sitting import Sitting
from bot.flow.talk import label, whom
from bot.journeys import holding
from bot.records.kinds import CODECS, WALKTHROUGH
from bot.store import Journal
from bot.store.records import Record, Shelf

CONSENT, COUNTRY, HABITS = "consent", "country", "habits"


class Kept(Enum):
    """What a record on the shelf of sittings is."""

    WALKTHROUGH = "walkthrough"
    CLOSENESS = "closeness"
    CHECKIN = "checkin"
    TAKEAWAY = "takeaway"
    DEBRIEF = "debrief"


def number_after(journal: Journal, kind: Kept) -> int:
    """The number of the next of a kind whose order is counted."""
    newest = journal.contents.newest(kind.value)
    return 1 if newest is None else int(journal.contents[newest].order[0]) + 1


def kind_of(record: Record) -> Kept:
    return Kept(record.facts.get("kind", Kept.WALKTHROUGH.value))


def up_to_date(record: Record) -> Record:
    """The same in the newest version of its kind. Raises UnknownVersion on a newer one."""
    return Record(*CODECS[kind_of(record).value].upgraded(record.facts, record.words))


def sitting(library: Library, journal: Journal, id: bytes) -> Sitting | None:
    """One walkthrough, if it is this person's, and its script is still here."""
    record = journal.get(Shelf.SITTINGS, id)
    if record is None or kind_of(record) is not Kept.WALKTHROUGH:
        return None
    found = WALKTHROUGH.read(record, id)
    script = library.scripts.get(found.script)
    return _as_held(script, journal, found) if script else None


def keep(library: Library, journal: Journal, kept: Sitting) -> Sitting:
    """Stage a walkthrough to be kept, with what is on hold for the person it is about."""
    about = label(library.scripts[kept.script], kept)
    if about is not None:
        held = holding.is_held(journal, about)
        if kept.held and not held:
            holding.hold(journal, about)
        kept = replace(kept, held=kept.held or held)
    journal.keep(Shelf.SITTINGS, kept.id, Record(*WALKTHROUGH.written(kept)))
    return kept


def hanging_on(journal: Journal, kind: Kept, origin: bytes) -> set[bytes]:
    """What of one kind came of a record."""
    contents = journal.contents
    return {id for id in contents.come_of(origin) if contents[id].kind == kind.value}


def some_sittings(library: Library, journal: Journal, ids: Iterable[bytes]) -> list[Sitting]:
    """Those of these that are walkthroughs."""
    return [found for id in ids if (found := sitting(library, journal, id))]


def _as_held(script: Script, journal: Journal, kept: Sitting) -> Sitting:
    """Suggestions off belong to a label, so it reaches every walkthrough about that person."""
    about, talk_with = label(script, kept), whom(script, kept)
    if about is not None:
        kept = replace(kept, held=holding.is_held(journal, about))
    with_them = talk_with is not None and holding.is_held(journal, talk_with)
    return replace(kept, held_with=with_them or journal.locked)
