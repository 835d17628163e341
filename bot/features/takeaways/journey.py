"""Lines that were kept: read again, changed, deleted, and brought back when somebody wants that."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from bot.context import Action, Context, Feature, Handler, ItemKind, Response, Turn, new_id, nonce
from bot.features.takeaways import pages, records
from bot.features.takeaways.pages import LONGEST_LINE, VERB
from bot.kept.codecs import TAKEAWAY
from bot.kept.item import KeptItem
from bot.kept.record_kinds import Kept, kind_of, number_after
from bot.kept.takeaway import Takeaway
from bot.layout.controls import said
from bot.layout.emptied import emptied_page
from bot.layout.handed_back import given_back, too_long
from bot.layout.paging import Leaf
from bot.person import Address
from bot.schedule.another_day import AskedBack, another_day
from bot.schedule.reminder import Reminder, ReminderKind
from bot.store import Session
from bot.store.records import Shelf
from bot.ui.event import Event
from bot.ui.model import Card, Reply, Words
from bot.ui.press import Press, id_of, key_of, number

A_MONTH = timedelta(days=30)

Lines: TypeAlias = tuple[Words, ...]


# What is done about one line.
TakeawayStep: TypeAlias = Callable[[Turn, Takeaway, Event], Response | Awaitable[Response]]


class Takeaways:
    """Every press of it has the verb "takeaway"; what is meant stands in its step and detail."""

    def __init__(self, at: Context) -> None:
        self._at = at

    def feature(self) -> Feature:
        none: dict[str, Handler] = {
            "": lambda turn, event: self._listed(turn, number(event.press.detail)),
            "write": self._new_form,
            "sent": self._sent,
            "pick": self._picked,
        }
        one: dict[str, TakeawayStep] = {
            "one": lambda turn, one, _: self._item(turn, one),
            "change": lambda _, one, __: pages.change_form(self._at.library, one, nonce()),
            "changed": self._changed,
            "delete": lambda turn, one, _: pages.ask_delete(turn.library, one),
            "deleted": self._deleted,
            "leave": self._left,
            "again": lambda turn, one, _: self._item(
                turn, one, (turn.library.say("takeaway.monthly"),)
            ),
        }
        runs = none | {act: self._with(does) for act, does in one.items()}
        actions = {act: Action(run) for act, run in runs.items()}
        month = Action(
            self._with(self._bring_back), before=lambda event: self._at.address_of(event.person)
        )
        return Feature(
            "takeaways",
            commands={"takeaways": Action(lambda turn, _: self._listed(turn))},
            actions={
                f"{VERB}.{act}": action for act, action in (actions | {"month": month}).items()
            },
            items={Kept.TAKEAWAY.value: ItemKind(self.kept)},
            nudges={ReminderKind.LINE: self._nudged},
            wanted="takeaways",
        )

    async def _nudged(self, turn: Turn, event: Event, entry: Reminder) -> Response:
        return await turn.follow(event, Press(VERB, entry.about, "again"))

    def _with(self, does: TakeawayStep) -> Handler:
        """What is done about the line a press stands on."""

        def run(turn: Turn, event: Event) -> Response | Awaitable[Response]:
            one = records.one_of(turn.session, event.press.sitting)
            return self._gone(turn, event) if one is None else does(turn, one, event)

        return run

    def _listed(self, turn: Turn, page: int = 0, lines: Lines = ()) -> Card:
        session = turn.session
        ids = session.contents.of(Kept.TAKEAWAY.value)
        leaf = Leaf.to(page, len(ids), pages.ON_A_PAGE)
        here = records.some_of(session, ids[leaf.first : leaf.first + pages.ON_A_PAGE])
        return pages.listed(turn.library, here, leaf, lines)

    def kept(self, turn: Turn, id: bytes) -> KeptItem | None:
        """A line, as /my-words has it."""
        library, session = turn.library, turn.session
        one, say = records.one_of(session, id), library.say
        if one is None:
            return None
        return KeptItem(
            id=one.id,
            name=pages.name(one),
            plain=say("takeaways_page.plain"),
            detail=pages.dated(library, one),
            touched=one.day,
            opens=str(Press(VERB, one.id, "one")),
            blocks=lambda: pages.blocks(library, one),
        )

    def _new_form(self, turn: Turn, event: Event) -> Reply:
        del turn
        return pages.new_form(self._at.library, new_id(), event.press.sitting, nonce())

    async def _picked(self, turn: Turn, event: Event) -> Card:
        """One out of the list."""
        ids = {key_of(id): id for id in turn.session.contents.of(Kept.TAKEAWAY.value)}
        one = records.one_of(turn.session, ids.get(event.one_of(list(ids)), b""))
        return await self._item(turn, one) if one else self._gone(turn, event)

    def _gone(self, turn: Turn, event: Event) -> Card:
        lines = (turn.library.say("takeaways_page.gone"),)
        return given_back(turn.library, event, self._listed(turn, lines=lines))

    async def _deleted(self, turn: Turn, one: Takeaway, event: Event) -> Card:
        """They were asked, and want it gone."""
        say = turn.library.say
        if event.press.detail not in {"", str(one.turn)}:
            # AskedBack about what stood there before: another device wrote something since.
            return await self._item(turn, one, (say("takeaways_page.changed"),))
        await turn.drop_about({one.id})
        turn.session.drop(Shelf.SITTINGS, one.id)
        return self._listed(turn, lines=(say("delete.done_one"),))

    async def _left(self, turn: Turn, one: Takeaway, event: Event) -> Card:
        """It is not to come back."""
        del event
        await turn.drop_about({one.id})
        return await self._item(turn, one, (turn.library.say("takeaways_page.not_coming"),))

    async def _item(self, turn: Turn, one: Takeaway, lines: Lines = ()) -> Card:
        return pages.item(turn.library, one, await self._coming(turn, one), lines)

    async def _coming(self, turn: Turn, one: Takeaway) -> date | None:
        """The day it is to come back; None where that was not asked for, or is over."""
        now = turn.now
        mine = (e for e in await turn.nudges() if e.kind is ReminderKind.LINE and e.about == one.id)
        return next((e.day for e in mine if e.due is None or e.due > now), None)

    def _sent(self, turn: Turn, event: Event) -> Card:
        """A new line: kept once, however often its form is sent."""
        say, library, session = turn.library.say, turn.library, turn.session
        id = event.press.sitting or new_id()
        origin = _origin(session, event.press.detail)
        one = Takeaway(id, turn.today, event.line("text"), origin)
        if one.text.satisfies(_too_long):
            page = pages.kept_page(library, one, (too_long(turn.library, event),))
            return given_back(turn.library, event, page)
        if not one.text.satisfies(bool):
            return pages.kept_page(library, one, (say("takeaway.none"),))
        record = session.get(Shelf.SITTINGS, id)
        if record is None:
            # Out of a second form, where the answer to the first was lost, it is the same line.
            today = session.contents.since(Kept.TAKEAWAY.value, one.day.isoformat())
            if not any(_is_the_same(one, other) for other in records.some_of(session, today)):
                records.keep(session, replace(one, n=number_after(session, Kept.TAKEAWAY)))
        elif kind_of(record) is not Kept.TAKEAWAY:
            return given_back(turn.library, event, said(library, say("error.old_button")))
        elif TAKEAWAY.read(record, id).text != one.text:
            page = pages.kept_page(library, one, (say("takeaways_page.closed_form"),))
            return given_back(turn.library, event, page)
        return pages.kept_page(library, one, (say("takeaway.saved"),))

    async def _changed(self, turn: Turn, one: Takeaway, event: Event) -> Card:
        """Another line in its place. A blank one is no line: that is what deleting is for."""
        text, say = event.line("text"), turn.library.say
        if not text.satisfies(bool):
            if event.press.detail != str(one.turn):
                return await self._item(turn, one, (say("takeaways_page.changed"),))
            keep, out = Press(VERB, one.id, "one"), Press(VERB, one.id, "deleted", str(one.turn))
            left = (say("takeaways_page.left"),)
            return emptied_page(turn.library, one.id, str(keep), str(out), lines=left)
        if text.satisfies(_too_long):
            page = await self._item(turn, one, (too_long(turn.library, event),))
            return given_back(turn.library, event, page)
        if text == one.text:
            return await self._item(turn, one)
        if event.press.detail != str(one.turn):
            page = await self._item(turn, one, (say("takeaways_page.changed"),))
            return given_back(turn.library, event, page)
        one = replace(one, text=text, turn=one.turn + 1)
        records.keep(turn.session, one)
        return await self._item(turn, one, (say("takeaway.saved"),))

    async def _bring_back(self, turn: Turn, one: Takeaway, event: Event) -> Card:
        """One quiet nudge about this line, a month from now."""
        del event
        to: Address | None = turn.prepared
        if to is None:
            return await self._item(turn, one, (turn.library.say("takeaways_page.closed"),))
        if await self._coming(turn, one) is None:
            # One that came due and was not opened yet makes room for the new one.
            asked = AskedBack(new_id(), ReminderKind.LINE, one.id, to, turn.at.languages.noted)
            entry = another_day(asked, turn.now, A_MONTH, await turn.nudges())
            await turn.put(entry, about=one.id)
        return await self._item(turn, one)


def _origin(session: Session, detail: str) -> bytes:
    """The record it was written beside, if that is this person's and still there."""
    id = id_of(detail)
    return id if session.get(Shelf.SITTINGS, id) else b""


def _is_the_same(one: Takeaway, other: Takeaway) -> bool:
    return (one.text, one.origin, one.day) == (other.text, other.origin, other.day)


def _too_long(text: str) -> bool:
    return len(text) > LONGEST_LINE
