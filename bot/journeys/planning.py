"""Remind me: when the talk will be is asked, shown back, and only then put into the agenda."""

import os
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards import afterwards as pages
from bot.cards.afterwards import AFTER, BEFORE, DAY, PLACE, TIME
from bot.cards.parts import is_for_somebody
from bot.confidential import Confidential
from bot.content import Library
from bot.content.zones import UTC_ZONE, Zone, find, zone, zones
from bot.doors import Address, Card, DoorClosed, Form, PersonId, Reply, Words
from bot.flow.afterwards import NOTES, NUDGES, Draft, plan
from bot.flow.agenda import Entry, Kind
from bot.flow.planning import day_of
from bot.flow.reminding import minute_of
from bot.flow.sitting import Sitting
from bot.flow.timing import local
from bot.heard import Heard
from bot.journeys import desk, lapsing
from bot.journeys.desk import Desk
from bot.journeys.dropping import drop_about
from bot.store import Journal

ID, NONCE = 16, 3
STEPS = frozenset({"ask", "set", "planned", "zone", "sure", "off"})


def talk(library: Library, journal: Journal, id: bytes) -> Sitting | None:
    """The walkthrough of this id, if a talk about it may be thought of at all."""
    sitting = desk.sitting(journal, id)
    if sitting is None or not sitting.finished or not is_for_somebody(library.prepare, sitting):
        return None
    return sitting


class Planning:
    """The pages after "Remind me"."""

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library
        self._after = timedelta(hours=at.library.debrief.after_hours)

    async def press(self, sitting: Sitting, heard: Heard) -> Reply:
        """Anything pressed about when the talk will be."""
        draft = Draft.read(heard.press.detail)
        match heard.press.step:
            case "set":
                return await self._form(sitting, heard.person, draft)
            case "planned":
                return self._read(sitting, heard, draft)
            case "zone":
                picked = heard.one_of([z.key for z in zones()]) or draft.place
                return self._shown(sitting, _with(draft, picked), [])
            case "sure":
                return await self._put(sitting, heard, draft)
            case "off":
                await drop_about(self._desk, heard.person, {sitting.id})
                return await self._page(sitting, heard.person, self._say("taken_back"))
            case _:
                return await self._page(sitting, heard.person)

    async def _form(self, sitting: Sitting, person: PersonId, draft: Draft) -> Form:
        """The place is asked where it is not known, and where something is to be changed."""
        known = _place_of(await self._desk.store.agenda.of(person))
        asks = known is None or draft != Draft()
        draft = _with(draft, draft.place or (known.key if known else ""))
        nonce = os.urandom(NONCE).hex()
        return pages.plan_form(self._library, sitting, draft, nonce, asks_place=asks)

    def _read(self, sitting: Sitting, heard: Heard, before: Draft) -> Card:
        """The form came: what was understood is shown, or what could not be."""
        found = _places(heard, before)
        now = self._desk.now()
        today = local(found[0].id, now).date() if found else now.date()
        draft = Draft(
            day_of(_text(heard, DAY), today),
            minute_of(_text(heard, TIME)),
            found[0].key if found else "",
            _picked(heard, BEFORE, NUDGES),
            _picked(heard, AFTER, NOTES),
        )
        return self._shown(sitting, draft, found)

    def _shown(self, sitting: Sitting, draft: Draft, found: list[Zone]) -> Card:
        """Is that right? Nothing is on before they say so."""
        place = zone(draft.place)
        wrong = (place is None, draft.day is None, draft.minute is None)
        problems = [key for key, is_so in zip(pages.PROBLEMS, wrong, strict=False) if is_so]
        if place is None or problems:
            return pages.again_page(self._library, sitting, draft, problems)
        planned = plan(draft, place.id, self._desk.now(), self._after)
        if planned is None:
            return pages.again_page(self._library, sitting, draft, ["past"])
        others = found if len(found) > 1 else []
        return pages.sure_page(self._library, sitting, planned, others)

    async def _put(self, sitting: Sitting, heard: Heard, draft: Draft) -> Card:
        """They said yes: it takes the place of whatever was asked for before."""
        person = heard.person
        if not heard.private:
            # The page itself says there that nudges are set up in private only.
            return await self._page(sitting, person)
        place = zone(draft.place)
        planned = plan(draft, place.id, self._desk.now(), self._after) if place else None
        if place is None or planned is None:
            return self._shown(sitting, draft, [])
        try:
            # Opened while they are here: later nobody's chat has to be opened for a nudge.
            to = await self._desk.door.address_of(person)
        except DoorClosed:
            return await self._page(sitting, person)
        # In their turn: whoever switches suggestions off meanwhile is not reminded of them.
        async with self._desk.journal(person) as journal:
            if talk(self._library, journal, sitting.id) is None:
                return pages.nothing_page(self._library)
            await drop_about(self._desk, person, {sitting.id})
            for kind, at in ((Kind.BEFORE, planned.nudge), (Kind.AFTER, planned.note)):
                if at:
                    entry = _entry(kind, at, place, to, sitting.id)
                    entry = replace(entry, talk=planned.talk) if kind is Kind.BEFORE else entry
                    await self._desk.store.agenda.put(entry)
        said = self._say("when", when=pages.when(planned.talk))
        return await self._page(sitting, person, Confidential(said))

    async def _page(self, sitting: Sitting, person: PersonId, *lines: Words) -> Card:
        lines = (*await lapsing.told(self._desk, person, sitting.id), *lines)
        entries = await self._desk.store.agenda.of(person)
        due = {e.kind: e.due for e in entries if e.about == sitting.id and not e.told}
        nudge, note = due.get(Kind.BEFORE), due.get(Kind.AFTER)
        return pages.plan_page(self._library, sitting, nudge, note, lines)

    def _say(self, key: str, **values: str) -> str:
        return self._library.say(f"plan_page.{key}", **values)


def _with(draft: Draft, place: str) -> Draft:
    return Draft(draft.day, draft.minute, place, draft.nudge, draft.note)


def _place_of(entries: list[Entry]) -> Zone | None:
    """Where they are, as they said of something else."""
    return next((zone(e.zone) for e in entries if e.zone != UTC_ZONE), None)


def _places(heard: Heard, before: Draft) -> list[Zone]:
    """Where it is planned from: as it was, or whatever fits what was typed, the best first."""
    known, typed = zone(before.place), _text(heard, PLACE)
    if known and typed.satisfies(lambda text: text.strip() in {"", known.city}):
        return [known]
    return find(typed) if typed.satisfies(lambda text: bool(text.strip())) else []


def _entry(kind: Kind, at: datetime, place: Zone, to: Address, about: bytes) -> Entry:
    wall = local(place.id, at)
    minute = wall.hour * 60 + wall.minute
    return Entry(os.urandom(ID), kind, to, at, wall.date(), place.id, minute, about=about)


def _picked(heard: Heard, field: str, known: tuple[str, ...]) -> str:
    """Which of our own; where none was picked, the last: nothing comes."""
    given = heard.given.get(field)
    return next(
        (k for k in known if given and given.satisfies(lambda g, k=k: k in g)),  # type: ignore[misc]
        known[-1],
    )


def _text(heard: Heard, field: str) -> Confidential[str]:
    given = heard.given.get(field, Confidential[str | list[str]](""))
    return given.map(lambda value: value if isinstance(value, str) else "")
