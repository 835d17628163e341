"""Lines that were kept: read again, changed, deleted, and brought back when somebody wants that."""

import base64
import binascii
import os
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from bot.cards import takeaways as cards
from bot.cards.emptied import emptied_page
from bot.cards.paging import Turn
from bot.cards.takeaways import LONGEST_LINE, VERB
from bot.cards.welcome import said
from bot.confidential import Confidential
from bot.doors import Address, Card, DoorClosed, PersonId, Reply, Words
from bot.flow.agenda import Entry, Kind
from bot.flow.presses import Press
from bot.flow.takeaway import Takeaway
from bot.flow.timing import UTC_ZONE, instant, local
from bot.heard import Heard
from bot.journeys import takeaway_records as records
from bot.journeys.consent import Consent
from bot.journeys.desk import Desk, Kept, kind_of, number_after
from bot.journeys.dropping import drop_about
from bot.journeys.kept import Thing
from bot.journeys.unkept import given_back, too_long
from bot.journeys.walkthrough import number
from bot.records.kinds import TAKEAWAY
from bot.store import Journal
from bot.store.records import Shelf

ID, NONCE = 16, 3
A_MONTH = timedelta(days=30)
# Late in the morning: awake, and no hurry.
ELEVEN = 11 * 60

Lines: TypeAlias = tuple[Words, ...]


class Takeaways:
    """Every press of it has the verb "takeaway"; what is meant stands in its step and detail."""

    def __init__(self, at: Desk, consent: Consent) -> None:
        self._desk = at
        self._consent = consent
        self._library = at.library

    async def open(self, person: PersonId) -> Card:
        """/takeaways: all of them, the newest first."""
        async with self._desk.journal(person) as journal:
            missing = self._consent.missing(journal, "takeaways")
            return missing or self._listed(journal)

    async def press(self, heard: Heard) -> Reply:
        """Anything pressed on its pages, or the one button for it on another page."""
        if heard.press.step == "month":
            return await self._bring_back(heard)
        async with self._desk.journal(heard.person) as journal:
            return await self._answer(journal, heard)

    def _listed(self, journal: Journal, page: int = 0, lines: Lines = ()) -> Card:
        ids = journal.contents.of(Kept.TAKEAWAY.value)
        turn = Turn.to(page, len(ids), cards.ON_A_PAGE)
        here = records.some_of(journal, ids[turn.first : turn.first + cards.ON_A_PAGE])
        return cards.listed(self._library, here, turn, lines)

    def kept(self, journal: Journal, id: bytes) -> Thing | None:
        """A line, as /my-words has it."""
        one, say = records.one_of(journal, id), self._library.say
        if one is None:
            return None
        detail = f"{say('takeaways_page.title')}, {one.day.isoformat()}"
        return Thing(
            *(one.id, cards.name(one), say("takeaways_page.plain"), detail),
            touched=one.day,
            opens=str(Press(VERB, one.id, "one")),
            blocks=lambda: cards.blocks(self._library, one),
        )

    async def _answer(self, journal: Journal, heard: Heard) -> Reply:
        library, press = self._library, heard.press
        match press.step:
            case "":
                return self._listed(journal, number(press.detail))
            case "write":
                return cards.new_form(library, os.urandom(ID), press.sitting, _nonce())
            case "sent":
                return self._sent(journal, heard)
            case "pick":
                ids = {cards.key(id): id for id in journal.contents.of(Kept.TAKEAWAY.value)}
                one = records.one_of(journal, ids.get(heard.one_of(list(ids)), b""))
                return await self._item(heard.person, one) if one else self._gone(journal, heard)
            case _:
                one = records.one_of(journal, press.sitting)
                if one is None:
                    return self._gone(journal, heard)
                return await self._with_one(journal, heard, one)

    def _gone(self, journal: Journal, heard: Heard) -> Card:
        lines = (self._library.say("takeaways_page.gone"),)
        return given_back(self._library, heard, self._listed(journal, lines=lines))

    async def _with_one(self, journal: Journal, heard: Heard, one: Takeaway) -> Reply:
        library, person = self._library, heard.person
        match heard.press.step:
            case "change":
                return cards.change_form(library, one, _nonce())
            case "changed":
                return await self._changed(journal, heard, one)
            case "delete":
                return cards.ask_delete(library, one.id)
            case "deleted" if heard.press.detail not in {"", str(one.turn)}:
                # Asked about what stood there before: another device wrote something since.
                return await self._item(person, one, (library.say("takeaways_page.changed"),))
            case "deleted":
                await drop_about(self._desk, person, {one.id})
                journal.drop(Shelf.SITTINGS, one.id)
                return self._listed(journal, lines=(library.say("delete.done_one"),))
            case "leave":
                await drop_about(self._desk, person, {one.id})
                return await self._item(person, one, (library.say("takeaways_page.not_coming"),))
            case "again":
                return await self._item(person, one, (cards.monthly(library, one),))
            case _:
                return await self._item(person, one)

    async def _item(self, person: PersonId, one: Takeaway, lines: Lines = ()) -> Card:
        return cards.item(self._library, one, await self._coming(person, one), lines)

    async def _coming(self, person: PersonId, one: Takeaway) -> date | None:
        """The day it is to come back; None where that was not asked for, or is over."""
        now = self._desk.now()
        entries = await self._desk.store.agenda.of(person)
        mine = (e for e in entries if e.kind is Kind.LINE and e.about == one.id)
        return next((e.day for e in mine if e.due is None or e.due > now), None)

    def _sent(self, journal: Journal, heard: Heard) -> Card:
        """A new line: kept once, however often its form is sent."""
        say, library, id = self._library.say, self._library, heard.press.sitting or os.urandom(ID)
        origin = _origin(journal, heard.press.detail)
        one = Takeaway(id, self._desk.today(), _line(heard), origin)
        if one.text.satisfies(_too_long):
            page = cards.kept_page(library, one, (too_long(self._library, heard),))
            return given_back(self._library, heard, page)
        if not one.text.satisfies(bool):
            return cards.kept_page(library, one, (say("takeaway.none"),))
        record = journal.get(Shelf.SITTINGS, id)
        if record is None:
            # Out of a second form, where the answer to the first was lost, it is the same line.
            today = journal.contents.since(Kept.TAKEAWAY.value, one.day.isoformat())
            if not any(_is_the_same(one, other) for other in records.some_of(journal, today)):
                records.keep(journal, replace(one, n=number_after(journal, Kept.TAKEAWAY)))
        elif kind_of(record) is not Kept.TAKEAWAY:
            return given_back(self._library, heard, said(library, say("error.old_button")))
        elif TAKEAWAY.read(record, id).text != one.text:
            page = cards.kept_page(library, one, (say("takeaways_page.closed_form"),))
            return given_back(self._library, heard, page)
        return cards.kept_page(library, one, (say("takeaway.saved"),))

    async def _changed(self, journal: Journal, heard: Heard, one: Takeaway) -> Card:
        """Another line in its place. A blank one is no line: that is what deleting is for."""
        text, person, say = _line(heard), heard.person, self._library.say
        if not text.satisfies(bool):
            if heard.press.detail != str(one.turn):
                return await self._item(person, one, (say("takeaways_page.changed"),))
            keep, out = Press(VERB, one.id, "one"), Press(VERB, one.id, "deleted", str(one.turn))
            left = (say("takeaways_page.left"),)
            return emptied_page(self._library, one.id, str(keep), str(out), lines=left)
        if text.satisfies(_too_long):
            page = await self._item(person, one, (too_long(self._library, heard),))
            return given_back(self._library, heard, page)
        if text == one.text:
            return await self._item(person, one)
        if heard.press.detail != str(one.turn):
            page = await self._item(person, one, (say("takeaways_page.changed"),))
            return given_back(self._library, heard, page)
        one = replace(one, text=text, turn=one.turn + 1)
        records.keep(journal, one)
        return await self._item(person, one, (say("takeaway.saved"),))

    async def _bring_back(self, heard: Heard) -> Card:
        """One quiet nudge about this line, a month from now."""
        person, id, agenda = heard.person, heard.press.sitting, self._desk.store.agenda
        try:
            # Talking to Discord: not inside a turn.
            to = await self._desk.door.address_of(person)
        except DoorClosed:
            to = None
        async with self._desk.journal(person) as journal:
            one = records.one_of(journal, id)
            if one is None:
                return self._gone(journal, heard)
            if to is None:
                return await self._item(person, one, (self._library.say("takeaways_page.closed"),))
            if await self._coming(person, one) is None:
                # One that came due and was not opened yet makes room for the new one.
                await drop_about(self._desk, person, {id})
                await agenda.put(self._entry(to, id, await agenda.of(person)))
            return await self._item(person, one)

    def _entry(self, to: Address, about: bytes, others: list[Entry]) -> Entry:
        """In the zone they chose for something else. Without one it could be night: no sound."""
        known = next((e for e in others if e.zone != UTC_ZONE), None)
        zone, silent = (known.zone, known.silent) if known else (UTC_ZONE, True)
        day = local(zone, self._desk.now()).date() + A_MONTH
        return Entry(
            id=os.urandom(ID),
            kind=Kind.LINE,
            to=to,
            due=instant(zone, day, ELEVEN),
            day=day,
            zone=zone,
            minute=ELEVEN,
            silent=silent,
            about=about,
        )


def _origin(journal: Journal, detail: str) -> bytes:
    """The record it was written beside, if that is this person's and still there."""
    try:
        id = base64.urlsafe_b64decode(f"{detail}==")
    except binascii.Error:
        return b""
    return id if journal.get(Shelf.SITTINGS, id) else b""


def _is_the_same(one: Takeaway, other: Takeaway) -> bool:
    return (one.text, one.origin, one.day) == (other.text, other.origin, other.day)


def _line(heard: Heard) -> Confidential[str]:
    given = heard.given.get("text", Confidential[str | list[str]](""))
    return given.map(lambda text: text.strip() if isinstance(text, str) else "")


def _too_long(text: str) -> bool:
    return len(text) > LONGEST_LINE


def _nonce() -> str:
    return os.urandom(NONCE).hex()
