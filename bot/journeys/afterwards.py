"""From a plan to life: a nudge before a talk, a note after it, and how it went."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.cards import afterwards as pages
from bot.cards import debrief as how
from bot.cards import finished
from bot.cards.afterwards import AFTER, BEFORE, DAY, EVENING, HOUR, PLACE, TIME, YES
from bot.cards.lines import words_back
from bot.cards.parts import is_for_somebody
from bot.confidential import Confidential
from bot.content.zones import find
from bot.doors import Address, Card, PersonId, Reply
from bot.flow.agenda import Entry, Kind
from bot.flow.planning import before, day_of
from bot.flow.reminding import minute_of
from bot.flow.sitting import Sitting
from bot.flow.timing import instant, local, out_of_quiet
from bot.heard import Heard
from bot.journeys import desk
from bot.journeys.debriefing import Debriefing
from bot.journeys.desk import Desk
from bot.journeys.kept import Thing
from bot.store import Journal

ID, NONCE = 16, 3
PLANS = frozenset({"ask", "set", "planned", "off"})


@dataclass(frozen=True, slots=True)
class Talk:
    """When it will be, and where that is the time."""

    at: datetime
    zone: str


class Afterwards:
    """Every press of it has the verb "after"; what is meant stands in its step and detail.

    None of it while sharing is off for the person the talk is with.
    """

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library
        self._debriefing = Debriefing(at)

    def kept(self, journal: Journal) -> list[Thing]:
        """What was written about how it went, the newest first."""
        return self._debriefing.kept(journal)

    async def come(self, person: PersonId, entry: Entry) -> Card:
        """A nudge of ours was opened."""
        sitting = await self._sitting(person, entry.about)
        if sitting is None:
            return pages.nothing_page(self._library)
        if entry.kind is Kind.AFTER:
            return how.ask_page(self._library, sitting, (self._library.debrief.open_say,))
        return finished.card_page(self._library, sitting, lines=(self._say("ready"),))

    async def press(self, heard: Heard) -> Reply:
        """Anything pressed on its pages."""
        sitting = await self._sitting(heard.person, heard.press.sitting)
        if sitting is None:
            nothing = pages.nothing_page(self._library)
            return words_back(self._library, nothing, heard.given if heard.private else {})
        if heard.press.step in PLANS:
            return await self._plan(sitting, heard)
        return await self._debriefing.press(sitting, heard)

    async def _plan(self, sitting: Sitting, heard: Heard) -> Reply:
        agenda, person = self._desk.store.agenda, heard.person
        entries = await agenda.of(person)
        theirs = [e for e in entries if e.about == sitting.id and not e.told]
        match heard.press.step:
            case "set":
                known = _zone_of(entries) is not None
                return pages.plan_form(
                    self._library, sitting, os.urandom(NONCE).hex(), place_known=known
                )
            case "planned":
                return await self._planned(sitting, heard, entries)
            case "off":
                await agenda.drop(person, [e.id for e in theirs])
                return self._page(sitting, [], (self._say("taken_back"),))
        return self._page(sitting, theirs)

    async def _planned(self, sitting: Sitting, heard: Heard, entries: list[Entry]) -> Card:
        """The form came: put into the agenda, or what could not be taken is said."""
        talk = self._talk(heard, entries)
        if isinstance(talk, str):
            return pages.again_page(self._library, sitting, talk)
        # Opened while they are here: later nobody's chat has to be opened for a nudge.
        to = await self._desk.door.address_of(heard.person)
        lines = [Confidential(self._say("when", when=f"<t:{int(talk.at.timestamp())}:F>"))]
        agenda, new = self._desk.store.agenda, self._wanted(sitting, heard, talk, to)
        if _picked(heard, BEFORE, (HOUR, EVENING)) and not any(e.kind is Kind.BEFORE for e in new):
            lines.append(Confidential(self._say("too_soon")))
        await agenda.drop(heard.person, [e.id for e in entries if e.about == sitting.id])
        for entry in new:
            await agenda.put(entry)
        return self._page(sitting, new, tuple(lines))

    def _talk(self, heard: Heard, entries: list[Entry]) -> Talk | str:
        """When it will be; or the name of what to say about what could not be read."""
        zone = _zone_of(entries)
        if zone is None:
            found = find(_text(heard, PLACE)) if _wrote(heard, PLACE) else []
            if not found:
                return "bad_place"
            zone = found[0].id
        now = self._desk.now()
        day = day_of(_text(heard, DAY), local(zone, now).date())
        minute = minute_of(_text(heard, TIME))
        if day is None:
            return "bad_day"
        if minute is None:
            return "bad_time"
        at = instant(zone, day, minute)
        return Talk(at, zone) if at > now else "past"

    def _wanted(self, sitting: Sitting, heard: Heard, talk: Talk, to: Address) -> list[Entry]:
        found: list[Entry] = []
        when = _picked(heard, BEFORE, (HOUR, EVENING))
        if when:
            at = before(talk.zone, talk.at, evening=when == EVENING)
            if at > self._desk.now():
                found.append(_entry(Kind.BEFORE, at, talk.zone, to, sitting.id))
        if _picked(heard, AFTER, (YES,)):
            hours = timedelta(hours=self._library.debrief.after_hours)
            at = out_of_quiet(talk.zone, talk.at + hours)
            found.append(_entry(Kind.AFTER, at, talk.zone, to, sitting.id))
        return found

    def _page(
        self,
        sitting: Sitting,
        entries: list[Entry],
        lines: tuple[str | Confidential[str], ...] = (),
    ) -> Card:
        due = {e.kind: e.due for e in entries}
        return pages.plan_page(
            self._library, sitting, due.get(Kind.BEFORE), due.get(Kind.AFTER), lines
        )

    async def _sitting(self, person: PersonId, id: bytes) -> Sitting | None:
        """The walkthrough it is about, if a talk may be thought of at all."""
        async with self._desk.journal(person) as journal:
            sitting = desk.sitting(journal, id)
        script = self._library.prepare
        may = sitting and sitting.finished and is_for_somebody(script, sitting)
        return sitting if may else None

    def _say(self, key: str, **values: str) -> str:
        return self._library.say(f"plan_page.{key}", **values)


def _zone_of(entries: Iterable[Entry]) -> str | None:
    """Where they are, as they said of something else."""
    return next((e.zone for e in entries if e.zone != "UTC"), None)


def _entry(kind: Kind, at: datetime, zone: str, to: Address, about: bytes) -> Entry:
    wall = local(zone, at)
    day: date = wall.date()
    entry = Entry(os.urandom(ID), kind, to, at, day, zone, wall.hour * 60 + wall.minute)
    return replace(entry, about=about)


def _picked(heard: Heard, field: str, known: tuple[str, ...]) -> str:
    given = heard.given.get(field)
    return next((k for k in known if given and given.satisfies(lambda g, k=k: k in g)), "")  # type: ignore[misc]


def _wrote(heard: Heard, field: str) -> bool:
    return _text(heard, field).satisfies(lambda text: bool(text.strip()))


def _text(heard: Heard, field: str) -> Confidential[str]:
    given = heard.given.get(field, Confidential(""))
    return given.map(lambda value: value if isinstance(value, str) else "")
