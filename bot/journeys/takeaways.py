"""Lines that were kept: read again, changed, deleted, and brought back when somebody wants that."""

import base64
import binascii
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from bot.cards import takeaways as cards
from bot.cards.emptied import emptied_page
from bot.cards.paging import Leaf
from bot.cards.takeaways import LONGEST_LINE, VERB
from bot.cards.welcome import said
from bot.context import Action, Context, Feature, Handler, Item, Response, Turn, nonce
from bot.doors import Address, Card, Reply, Words
from bot.flow.agenda import Entry, Kind
from bot.flow.presses import Press, number
from bot.flow.takeaway import Takeaway
from bot.flow.timing import UTC_ZONE, instant, local
from bot.heard import Heard
from bot.journeys import takeaway_records as records
from bot.journeys.desk import Kept, kind_of, number_after
from bot.journeys.kept import Thing
from bot.journeys.unkept import given_back, too_long
from bot.records.kinds import TAKEAWAY
from bot.store import Journal
from bot.store.records import Shelf

ID = 16
A_MONTH = timedelta(days=30)
# Late in the morning: awake, and no hurry.
ELEVEN = 11 * 60

Lines: TypeAlias = tuple[Words, ...]


# What is done about one line.
Does: TypeAlias = Callable[[Turn, Takeaway, Heard], Response | Awaitable[Response]]


class Takeaways:
    """Every press of it has the verb "takeaway"; what is meant stands in its step and detail."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._library = at.library

    def feature(self) -> Feature:
        none: dict[str, Handler] = {
            "": lambda turn, heard: self._listed(turn.journal, number(heard.press.detail)),
            "write": self._new_form,
            "sent": self._sent,
            "pick": self._picked,
        }
        one: dict[str, Does] = {
            "one": lambda turn, one, _: self._item(turn, one),
            "change": lambda _, one, __: cards.change_form(self._library, one, nonce()),
            "changed": self._changed,
            "delete": lambda _, one, __: cards.ask_delete(self._library, one.id),
            "deleted": self._deleted,
            "leave": self._left,
            "again": lambda turn, one, _: self._item(
                turn, one, (cards.monthly(self._library, one),)
            ),
        }
        runs = none | {act: self._with(does) for act, does in one.items()}
        actions = {act: Action(run) for act, run in runs.items()}
        month = Action(
            self._with(self._bring_back), before=lambda heard: self._at.address_of(heard.person)
        )
        return Feature(
            "takeaways",
            commands={"takeaways": Action(lambda turn, _: self._listed(turn.journal))},
            actions={
                f"{VERB}.{act}": action for act, action in (actions | {"month": month}).items()
            },
            items={Kept.TAKEAWAY.value: Item(self.kept)},
            nudges={Kind.LINE: self._nudged},
            wanted="takeaways",
        )

    async def _nudged(self, turn: Turn, heard: Heard, entry: Entry) -> Response:
        return await turn.follow(heard, Press(VERB, entry.about, "again"))

    def _with(self, does: Does) -> Handler:
        """What is done about the line a press stands on."""

        def run(turn: Turn, heard: Heard) -> Response | Awaitable[Response]:
            one = records.one_of(turn.journal, heard.press.sitting)
            return self._gone(turn.journal, heard) if one is None else does(turn, one, heard)

        return run

    def _listed(self, journal: Journal, page: int = 0, lines: Lines = ()) -> Card:
        ids = journal.contents.of(Kept.TAKEAWAY.value)
        leaf = Leaf.to(page, len(ids), cards.ON_A_PAGE)
        here = records.some_of(journal, ids[leaf.first : leaf.first + cards.ON_A_PAGE])
        return cards.listed(self._library, here, leaf, lines)

    def kept(self, journal: Journal, id: bytes) -> Thing | None:
        """A line, as /my-words has it."""
        one, say = records.one_of(journal, id), self._library.say
        if one is None:
            return None
        detail = f"{say('takeaways_page.title')}, {one.day.isoformat()}"
        return Thing(
            id=one.id,
            name=cards.name(one),
            plain=say("takeaways_page.plain"),
            detail=detail,
            touched=one.day,
            opens=str(Press(VERB, one.id, "one")),
            blocks=lambda: cards.blocks(self._library, one),
        )

    def _new_form(self, turn: Turn, heard: Heard) -> Reply:
        del turn
        return cards.new_form(self._library, os.urandom(ID), heard.press.sitting, nonce())

    async def _picked(self, turn: Turn, heard: Heard) -> Card:
        """One out of the list."""
        ids = {cards.key(id): id for id in turn.journal.contents.of(Kept.TAKEAWAY.value)}
        one = records.one_of(turn.journal, ids.get(heard.one_of(list(ids)), b""))
        return await self._item(turn, one) if one else self._gone(turn.journal, heard)

    def _gone(self, journal: Journal, heard: Heard) -> Card:
        lines = (self._library.say("takeaways_page.gone"),)
        return given_back(self._library, heard, self._listed(journal, lines=lines))

    async def _deleted(self, turn: Turn, one: Takeaway, heard: Heard) -> Card:
        """They were asked, and want it gone."""
        say = self._library.say
        if heard.press.detail not in {"", str(one.turn)}:
            # Asked about what stood there before: another device wrote something since.
            return await self._item(turn, one, (say("takeaways_page.changed"),))
        await turn.drop_about({one.id})
        turn.journal.drop(Shelf.SITTINGS, one.id)
        return self._listed(turn.journal, lines=(say("delete.done_one"),))

    async def _left(self, turn: Turn, one: Takeaway, heard: Heard) -> Card:
        """It is not to come back."""
        del heard
        await turn.drop_about({one.id})
        return await self._item(turn, one, (self._library.say("takeaways_page.not_coming"),))

    async def _item(self, turn: Turn, one: Takeaway, lines: Lines = ()) -> Card:
        return cards.item(self._library, one, await self._coming(turn, one), lines)

    async def _coming(self, turn: Turn, one: Takeaway) -> date | None:
        """The day it is to come back; None where that was not asked for, or is over."""
        now = turn.now
        mine = (e for e in await turn.nudges() if e.kind is Kind.LINE and e.about == one.id)
        return next((e.day for e in mine if e.due is None or e.due > now), None)

    def _sent(self, turn: Turn, heard: Heard) -> Card:
        """A new line: kept once, however often its form is sent."""
        say, library, journal = self._library.say, self._library, turn.journal
        id = heard.press.sitting or os.urandom(ID)
        origin = _origin(journal, heard.press.detail)
        one = Takeaway(id, turn.today, heard.line("text"), origin)
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

    async def _changed(self, turn: Turn, one: Takeaway, heard: Heard) -> Card:
        """Another line in its place. A blank one is no line: that is what deleting is for."""
        text, say = heard.line("text"), self._library.say
        if not text.satisfies(bool):
            if heard.press.detail != str(one.turn):
                return await self._item(turn, one, (say("takeaways_page.changed"),))
            keep, out = Press(VERB, one.id, "one"), Press(VERB, one.id, "deleted", str(one.turn))
            left = (say("takeaways_page.left"),)
            return emptied_page(self._library, one.id, str(keep), str(out), lines=left)
        if text.satisfies(_too_long):
            page = await self._item(turn, one, (too_long(self._library, heard),))
            return given_back(self._library, heard, page)
        if text == one.text:
            return await self._item(turn, one)
        if heard.press.detail != str(one.turn):
            page = await self._item(turn, one, (say("takeaways_page.changed"),))
            return given_back(self._library, heard, page)
        one = replace(one, text=text, turn=one.turn + 1)
        records.keep(turn.journal, one)
        return await self._item(turn, one, (say("takeaway.saved"),))

    async def _bring_back(self, turn: Turn, one: Takeaway, heard: Heard) -> Card:
        """One quiet nudge about this line, a month from now."""
        del heard
        to: Address | None = turn.prepared
        if to is None:
            return await self._item(turn, one, (self._library.say("takeaways_page.closed"),))
        if await self._coming(turn, one) is None:
            # One that came due and was not opened yet makes room for the new one.
            await turn.drop_about({one.id})
            await self._at.store.agenda.put(self._entry(turn, to, one.id, await turn.nudges()))
        return await self._item(turn, one)

    def _entry(self, turn: Turn, to: Address, about: bytes, others: list[Entry]) -> Entry:
        """In the zone they chose for something else. Without one it could be night: no sound."""
        known = next((e for e in others if e.zone != UTC_ZONE), None)
        zone, silent = (known.zone, known.silent) if known else (UTC_ZONE, True)
        day = local(zone, turn.now).date() + A_MONTH
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


def _too_long(text: str) -> bool:
    return len(text) > LONGEST_LINE
