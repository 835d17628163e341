"""From a plan to life: a nudge before a talk, a note after it, and how it went."""

from bot.cards import afterwards as pages
from bot.cards import debrief as how
from bot.cards import finished
from bot.doors import Card, PersonId, Reply
from bot.flow.agenda import Entry, Kind
from bot.flow.sitting import Sitting
from bot.heard import Heard
from bot.journeys import lapsing
from bot.journeys.debriefing import Debriefing
from bot.journeys.desk import Desk
from bot.journeys.kept import Thing
from bot.journeys.planning import STEPS, Planning, talk
from bot.journeys.unkept import given_back
from bot.store import Journal


class Afterwards:
    """Every press of it has the verb "after"; what is meant stands in its step and detail.

    None of it while suggestions are off for the person the talk is with.
    """

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library
        self._planning = Planning(at)
        self._debriefing = Debriefing(at)

    def kept(self, journal: Journal, id: bytes) -> Thing | None:
        """What was written about how it went, as /my-words has it."""
        return self._debriefing.kept(journal, id)

    async def come(self, person: PersonId, entry: Entry) -> Card:
        """A nudge of ours was opened."""
        sitting = await self._talk(person, entry.about)
        if sitting is None:
            return pages.nothing_page(self._library)
        say, lapsed = self._library.say, await self._lapsed(person, sitting)
        if entry.kind is Kind.AFTER:
            opened = self._library.debrief.open_say
            return await self._debriefing.opened(sitting, person, *lapsed, opened)
        ready = say("plan_page.late" if entry.late else "plan_page.ready")
        return finished.card_page(self._library, sitting, lines=(*lapsed, ready))

    async def _lapsed(self, person: PersonId, sitting: Sitting) -> tuple[str, ...]:
        entries = await lapsing.may_be_told(self._desk, person)
        return await lapsing.told(self._desk, person, entries, sitting.id)

    async def press(self, heard: Heard) -> Reply:
        """Anything pressed on its pages."""
        sitting = await self._talk(heard.person, heard.press.sitting)
        if sitting is None:
            return await self._nothing(heard)
        if heard.press.step in STEPS:
            return await self._planning.press(sitting, heard)
        return await self._debriefing.press(sitting, heard)

    async def _talk(self, person: PersonId, id: bytes) -> Sitting | None:
        async with self._desk.journal(person) as journal:
            return talk(self._library, journal, id)

    async def _nothing(self, heard: Heard) -> Card:
        """No talk to think of. What was written about one can still be had as a file."""
        async with self._desk.journal(heard.person) as journal:
            kept = self._debriefing.id_of(journal, heard.press.sitting)
        if kept and heard.press.step == "how":
            return how.file_page(self._library, kept)
        return given_back(self._library, heard, pages.nothing_page(self._library))
