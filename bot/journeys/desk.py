"""What every journey works at: the store, the content, the host's words, a door, and the clock."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from bot.content import Library
from bot.doors import PersonId, PrivateDoor
from bot.flow.agenda import Entry
from bot.flow.script import Script
from bot.flow.sitting import Sitting
from bot.flow.talk import label, whom
from bot.flow.timing import UTC_ZONE, local
from bot.host import Host
from bot.journeys import aging, holding
from bot.records.kinds import CODECS, WALKTHROUGH
from bot.store import Journal, Store, StoreUnavailable
from bot.store.records import Record, Shelf
from bot.store.shield import uninterrupted

CONSENT, COUNTRY, HABITS = "consent", "country", "habits"


# Whose clock counts in what is being done just now: the id of a zone.
UNKNOWN = ""
# What was taken out of the agenda in the turn that is under way.
_TAKEN_OUT: ContextVar[list[Entry]] = ContextVar("taken out")
_ZONE: ContextVar[str] = ContextVar("zone", default=UTC_ZONE)


class Unagreed(Exception):  # noqa: N818
    """Something was to be kept without their agreement. It is not."""


class Kept(Enum):
    """What a record on the shelf of sittings is."""

    WALKTHROUGH = "walkthrough"
    CLOSENESS = "closeness"
    CHECKIN = "checkin"
    TAKEAWAY = "takeaway"
    DEBRIEF = "debrief"


@dataclass(frozen=True, slots=True)
class Desk:
    store: Store
    library: Library
    host: Host
    door: PrivateDoor
    # Now, in UTC.
    now: Callable[[], datetime]

    @asynccontextmanager
    async def where(self, person: PersonId) -> AsyncIterator[None]:
        """As long as something is done for somebody, it is today where they are."""
        try:
            zone = await self.store.agenda.zone_of(person)
        except StoreUnavailable:
            # Help is there all the same; whatever has to know the day fails.
            zone = UNKNOWN
        before = _ZONE.set(UTC_ZONE if zone is None else zone)
        try:
            yield
        finally:
            _ZONE.reset(before)

    def today(self) -> date:
        """The day where they are, as far as anything they asked for tells where that is."""
        zone = _ZONE.get()
        if zone == UNKNOWN:
            raise StoreUnavailable("where they are could not be read")
        return local(zone, self.now()).date()

    @asynccontextmanager
    async def journal(self, person: PersonId) -> AsyncIterator[Journal]:
        """Somebody's pages for one turn, after whatever a day's wait has brought about."""
        before = _TAKEN_OUT.set([])
        try:
            async with self._turn(person) as journal:
                yield journal
        except BaseException:
            if taken_out := _TAKEN_OUT.get([]):
                with suppress(StoreUnavailable):
                    await uninterrupted(self._put_back(person, taken_out))
            raise
        finally:
            _TAKEN_OUT.reset(before)

    async def _put_back(self, person: PersonId, entries: Iterable[Entry]) -> None:
        """What is about something that is kept all the same: how the turn ended is looked up."""
        async with self.store.journal(person) as journal:
            for entry in entries:
                if journal.get(Shelf.SITTINGS, entry.about):
                    await self.store.agenda.put(entry)

    def taken_out(self, entries: Iterable[Entry]) -> None:
        """Nudges that were taken out, in a turn or outside of one."""
        if (so_far := _TAKEN_OUT.get(None)) is not None:
            so_far.extend(entries)

    @asynccontextmanager
    async def _turn(self, person: PersonId) -> AsyncIterator[Journal]:
        async with self.store.journal(person) as journal:
            holding.bring_up_to_date(journal, self.now())
            believed = self.store.days.believes(self.today())
            if believed and (old := aging.gone_today(journal, self.today())):
                nudges = [e for e in await self.store.agenda.of(person) if e.about in old]
                await self.store.agenda.drop(person, [e.id for e in nudges])
                self.taken_out(nudges)
            yield journal
            self.demand_agreement(journal)

    def demand_agreement(self, journal: Journal) -> None:
        """Nothing is kept of somebody who has not agreed, or not since everything was deleted.

        Looked at in the turn that keeps it: what was asked before it may be over by now. Raises
        Unagreed, and nothing of the turn is kept.
        """
        if not journal.staged:
            return
        consent = journal.named(CONSENT)
        keeps = journal.keeps(consent, journal.named(COUNTRY))
        if keeps and journal.get(Shelf.SETTINGS, consent) is None:
            raise Unagreed


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
