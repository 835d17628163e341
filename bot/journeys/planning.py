"""Remind me: when the talk will be is asked, shown back, and only then put into the agenda."""

import os
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards import afterwards as pages
from bot.cards.afterwards import AFTER, BEFORE, DAY, FIELDS, MANY, ONE, PLACE, TIME, Sent
from bot.confidential import Confidential
from bot.content import Library
from bot.content.places import Found, Place, chosen, find, place
from bot.doors import Address, Card, DoorClosed, Form, PersonId, Reply, Words
from bot.flow.afterwards import NOTES, NUDGES, Draft, plan
from bot.flow.agenda import Entry, Kind
from bot.flow.days import Said, day_of
from bot.flow.hours import waking_minute_of
from bot.flow.sitting import Sitting
from bot.flow.talk import is_for_somebody
from bot.flow.timing import UTC_ZONE, local
from bot.heard import Heard
from bot.journeys import desk, lapsing
from bot.journeys.desk import Desk
from bot.journeys.dropping import drop_about
from bot.store import Journal

ID, NONCE = 16, 3
STEPS = frozenset({"ask", "set", "planned", "zone", "sure", "off"})


def talk(library: Library, journal: Journal, id: bytes) -> Sitting | None:
    """The walkthrough of this id, if a talk about it may be thought of at all."""
    sitting = desk.sitting(library, journal, id)
    if sitting is None or not sitting.finished:
        return None
    return sitting if is_for_somebody(library.scripts[sitting.script], sitting) else None


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
                return await self._form(sitting, heard, draft)
            case "planned":
                return self._read(sitting, heard, draft)
            case "zone":
                return self._chosen(sitting, heard, draft)
            case "sure":
                return await self._put(sitting, heard, draft)
            case "off":
                await drop_about(self._desk, heard.person, {sitting.id})
                return await self._page(sitting, heard.person, self._say("taken_back"))
            case _:
                return await self._page(sitting, heard.person)

    async def _form(self, sitting: Sitting, heard: Heard, draft: Draft) -> Form:
        """The place is asked where it is not known, and where something is to be changed."""
        known = _place_of(await self._desk.store.agenda.of(heard.person))
        sent = heard.standing
        asks = known is None or draft != Draft() or FIELDS[PLACE] in sent
        draft = replace(draft, place=draft.place or (known.key if known else ""))
        nonce = os.urandom(NONCE).hex()
        return pages.plan_form(self._library, sitting, draft, nonce, sent if asks else None)

    def _read(self, sitting: Sitting, heard: Heard, before: Draft) -> Card:
        """The form came: what was understood is shown, or what could not be."""
        sent = {FIELDS[key]: _text(heard, key) for key in (DAY, TIME, PLACE)}
        found = self._places(sent[FIELDS[PLACE]], before)
        wanted = Draft(nudge=_picked(heard, BEFORE, NUDGES), note=_picked(heard, AFTER, NOTES))
        return self._understood(sitting, wanted, found, sent)

    def _chosen(self, sitting: Sitting, heard: Heard, draft: Draft) -> Card:
        """A place was chosen: what was written is read again, as it is meant there."""
        picked = chosen(heard.picked) or place(draft.place)
        found = Found((picked,) if picked else (), sure=picked is not None)
        if heard.standing:
            # What was typed for it has done its work: the form opens again with this.
            sent = {
                n: text for n, text in heard.standing.items() if n != FIELDS[PLACE] or not picked
            }
            return self._understood(sitting, draft, found, sent)
        return self._shown(sitting, draft, found, {}, [])

    def _understood(self, sitting: Sitting, wanted: Draft, found: Found, sent: Sent) -> Card:
        """What the day and the time mean where they are."""
        now, likely = self._desk.now(), next(iter(found.places), None)
        today = local(likely.id, now).date() if likely else now.date()
        months_first = likely is not None and likely.months_first
        empty = Confidential("")
        day = day_of(sent.get(FIELDS[DAY], empty), today, months_first=months_first)
        said = day if isinstance(day, Said) else None
        typed = sent.get(FIELDS[TIME], empty)
        if said and typed.satisfies(lambda text: not text.strip()):
            minute = said.minute
        else:
            minute = waking_minute_of(typed, said.half if said else "")
        draft = replace(
            wanted,
            day=said.day if said else None,
            minute=minute,
            place=likely.key if likely and found.sure else "",
        )
        problems = [day.value] if not isinstance(day, Said) else []
        return self._shown(sitting, draft, found, sent, problems)

    def _shown(
        self, sitting: Sitting, draft: Draft, found: Found, sent: Sent, problems: list[str]
    ) -> Card:
        """Is that right? Nothing is on before they say so, nor while there is something to ask."""
        library, now, at = self._library, self._desk.now(), place(draft.place)
        if draft.day is None and not problems:
            problems = ["bad_day"]
        if draft.minute is None:
            problems = [*problems, "bad_time"]
        if at is None:
            where = MANY if found.places[1:] else ONE if found.places else "bad_place"
            problems = [*problems, where]
        others = found.places[1:] if at else found.places
        pick = pages.pick_place(library, sitting, draft, others, now) if others else None
        planned = plan(draft, at.id, now, self._after) if at else None
        if at and planned and not problems:
            return pages.sure_page(library, sitting, planned, at, pick)
        refused = pages.Refused(problems or ["past"], sent, None if at else pick)
        return pages.again_page(library, sitting, draft, refused)

    def _places(self, typed: Confidential[str], before: Draft) -> Found:
        """Where it is planned from: as it was, or whatever fits what was typed."""
        known = place(before.place)
        if known and typed.satisfies(lambda text: text.strip() in {"", known.city, known.label}):
            return Found((known,), sure=True)
        return find(typed, self._desk.now())

    async def _put(self, sitting: Sitting, heard: Heard, draft: Draft) -> Card:
        """They said yes: it takes the place of whatever was asked for before."""
        person = heard.person
        if not heard.private:
            # The page itself says there that nudges are set up in private only.
            return await self._page(sitting, person)
        at = place(draft.place)
        planned = plan(draft, at.id, self._desk.now(), self._after) if at else None
        if at is None or planned is None:
            return self._shown(sitting, draft, Found((), sure=False), {}, [])
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
            for kind, due in ((Kind.BEFORE, planned.nudge), (Kind.AFTER, planned.note)):
                if due:
                    entry = _entry(kind, due, at, to, sitting.id)
                    entry = replace(entry, talk=planned.talk) if kind is Kind.BEFORE else entry
                    await self._desk.store.agenda.put(entry)
        said = self._say("when", when=pages.when(planned.talk))
        return await self._page(sitting, person, Confidential(said))

    async def _page(self, sitting: Sitting, person: PersonId, *lines: Words) -> Card:
        seen = await lapsing.may_be_told(self._desk, person)
        lines = (*await lapsing.told(self._desk, person, seen, sitting.id), *lines)
        entries = await self._desk.store.agenda.of(person)
        due = {e.kind: e.due for e in entries if e.about == sitting.id and not e.told}
        nudge, note = due.get(Kind.BEFORE), due.get(Kind.AFTER)
        return pages.plan_page(self._library, sitting, nudge, note, lines)

    def _say(self, key: str, **values: str) -> str:
        return self._library.say(f"plan_page.{key}", **values)


def _place_of(entries: list[Entry]) -> Place | None:
    """Where they are, as they said of something else."""
    return next((place(e.zone) for e in entries if e.zone != UTC_ZONE), None)


def _entry(kind: Kind, due: datetime, at: Place, to: Address, about: bytes) -> Entry:
    wall = local(at.id, due)
    minute = wall.hour * 60 + wall.minute
    return Entry(os.urandom(ID), kind, to, due, wall.date(), at.id, minute, about=about)


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
