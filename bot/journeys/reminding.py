"""Reminders: on, off, when, and what comes of one."""

import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.cards import reminder as pages
from bot.cards.reminder import DAYS, LOUD, PLACE, SILENT, SOUND, TIME, WINDOW
from bot.confidential import Confidential
from bot.content.places import Found, Place, chosen, find, place
from bot.doors import Address, Card, PersonId, Reply, Words
from bot.flow.agenda import Entry, Kind
from bot.flow.hours import waking_minute_of
from bot.flow.reminding import PICK, WINDOWS, Chosen, Wish, later
from bot.flow.timing import (
    answered,
    changed,
    from_now,
    is_zone,
    local,
    paused,
    quiet_minute,
    snoozed,
)
from bot.heard import Heard
from bot.journeys.consent import Consent
from bot.journeys.desk import Desk, Unagreed
from bot.store import LockState

NONCE = 3
ID = 16
# Where each kind of nudge leads.
Leads = Callable[[Heard, Entry], Awaitable[Reply]]


class Reminding:
    """Every press of it has the verb "reminder"; what is meant stands in its step and detail."""

    def __init__(self, at: Desk, consent: Consent, leads: Leads) -> None:
        self._desk = at
        self._library = at.library
        self._consent = consent
        self._leads = leads

    async def open(self, person: PersonId, typed: Confidential[str] | None = None) -> Card:
        """/reminder, perhaps with a place."""
        async with self._desk.journal(person) as journal:
            if page := self._consent.missing(journal, "reminder"):
                return page
        if typed is not None:
            return self._placed(typed)
        return await self._page(person)

    async def press(self, heard: Heard) -> Reply:
        """A nudge that was pressed, or a page of its own."""
        if heard.press.sitting:
            return await self._nudged(heard)
        act, _, key = heard.press.step.partition(".")
        if act in {"end", "pause", "rest", "goon", "takeout", ""}:
            return await self._change(act, heard)
        async with self._desk.journal(heard.person) as journal:
            if missing := self._consent.missing(journal, "reminder"):
                return missing
        return await self._set_up(act, place(key), heard)

    async def _set_up(self, act: str, at: Place | None, heard: Heard) -> Reply:
        library = self._library
        match act:
            case "where":
                return pages.place_form(library, heard.written(1), _nonce())
            case "placed":
                return self._placed(_text(heard, PLACE))
            case "zone":
                picked = chosen(heard.picked)
                return self._confirm(Found((picked,), sure=True) if picked else None)
            case "yes" if at:
                return await self._placed_at(at, heard.person)
            case "set" if at:
                wish = Wish.read(heard.press.detail)
                before = (wish, heard.written(1)) if wish else None
                daily = await self._daily(heard.person)
                return pages.set_form(library, at, daily, _nonce(), before)
            case "on" if at:
                return await self._sent(at, heard)
            case "sure" if at:
                wanted = Chosen.read(heard.press.detail)
                return await self._on(at, heard.person, wanted) if wanted else self._confirm(None)
            case _:
                return self._confirm(None)

    def _placed(self, typed: Confidential[str]) -> Card:
        """Taken where there is but one clock in what was typed; else theirs to choose."""
        if typed.satisfies(lambda text: not text.strip()):
            return self._confirm(None)
        now = self._desk.now()
        found = find(typed, now)
        return (
            self._confirm(found)
            if found.sure
            else pages.place_page(self._library, now, found, typed)
        )

    def _confirm(self, found: Found | None) -> Card:
        now = self._desk.now()
        if found is None:
            return pages.place_page(self._library, now)
        return pages.confirm_page(self._library, found.places[0], now, found.places[1:])

    async def _placed_at(self, at: Place, person: PersonId) -> Card:
        """Their place is known: everything moves there, or the rest is asked for."""
        entries = await self._desk.store.agenda.of(person)
        for entry in entries:
            moved = replace(entry, zone=at.id)
            if entry.days:
                moved = changed(entry, self._desk.now(), at.id, entry.minute, entry.days)
            if moved != entry:
                await self._desk.store.agenda.change(moved)
        if any(e.kind is Kind.DAILY for e in entries):
            return await self._page(person)
        return pages.set_page(self._library, at)

    async def _sent(self, at: Place, heard: Heard) -> Card:
        """The form came: switched on, or shown back where a time was written; or what is wrong."""
        library, minute = self._library, self._minute(heard)
        days = frozenset(d for d in range(7) if _chose(heard, DAYS, str(d)))
        problems = list(_problems(minute, days))
        if minute is None or problems:
            return pages.again_page(library, at, problems, _wish(heard), _text(heard, TIME))
        wanted = Chosen(minute, days, _chose(heard, SOUND, SILENT))
        if _wish(heard).window == PICK:
            return pages.sure_page(library, at, wanted, _wish(heard), _text(heard, TIME))
        return await self._on(at, heard.person, wanted)

    async def _on(self, at: Place, person: PersonId, wanted: Chosen) -> Card:
        """Switched on, or changed."""
        now = self._desk.now()
        # Opened while they are here: later nobody's chat has to be opened for a nudge.
        to = await self._desk.door.address_of(person)
        # In their turn: sent twice at once, it is one; and agreed to now, not a moment ago.
        async with self._desk.journal(person) as journal:
            if self._consent.missing(journal, "reminder"):
                raise Unagreed
            old = await self._daily(person) or _new(to, at)
            entry = changed(old, now, at.id, wanted.minute, wanted.days)
            if entry.due is None:
                # New, or paused until now: whoever sends the form wants it on.
                day = max(entry.day, local(at.id, now).date())
                entry = from_now(replace(entry, day=day), now)
            entry = replace(entry, to=to, silent=wanted.silent, waiting=False)
            await self._desk.store.agenda.put(entry)
        return await self._page(person, just_on=True)

    def _minute(self, heard: Heard) -> int | None:
        window = next((id for id in WINDOWS if _chose(heard, WINDOW, id)), None)
        typed = _text(heard, TIME)
        if window and not _chose(heard, WINDOW, PICK):
            return WINDOWS[window]
        return waking_minute_of(typed)

    async def _change(self, act: str, heard: Heard) -> Card:
        """Stop, pause, go on, or take one out. Never needs anything to be agreed anew."""
        agenda, library, now = self._desk.store.agenda, self._library, self._desk.now()
        entries = await agenda.of(heard.person)
        daily = next((e for e in entries if e.kind is Kind.DAILY), None)
        if act == "takeout":
            id = heard.one_of([e.id.hex() for e in entries])
            await agenda.drop(heard.person, [bytes.fromhex(id)] if id else [])
            return await self._page(heard.person, (library.say("reminder_page.stopped_one"),))
        if act == "pause":
            return pages.pause_page(library)
        if daily is None:
            return await self._page(heard.person)
        if act != "end" and not is_zone(daily.zone):
            return self._confirm(None)
        match act:
            case "end":
                await agenda.drop(heard.person, [e.id for e in entries if e.kind is Kind.DAILY])
                return pages.said(library, library.say("reminder_page.stopped"))
            case "rest":
                days = int(heard.press.detail) if heard.press.detail in pages.PAUSES else 0
                await agenda.change(self._resting(daily, days))
                return await self._page(heard.person, (library.reminders.paused,))
            case "goon":
                await agenda.change(from_now(replace(daily, waiting=False), now))
        return await self._page(heard.person)

    def _resting(self, daily: Entry, days: int) -> Entry:
        still = paused(daily)
        if not days:
            return still
        now = self._desk.now()
        back = local(daily.zone, now).date() + timedelta(days=days)
        return from_now(replace(still, day=max(daily.day, back)), now)

    async def _nudged(self, heard: Heard) -> Reply:
        agenda, library, now = self._desk.store.agenda, self._library, self._desk.now()
        entries = {e.id: e for e in await agenda.of(heard.person)}
        entry = entries.get(heard.press.sitting)
        if entry is None:
            return pages.said(library, library.say("reminder_page.gone"))
        if heard.press.step != "stop" and not is_zone(entry.zone):
            # Their place is no more in any table: first, where they are now.
            return self._confirm(None)
        match heard.press.step:
            case "stop":
                await agenda.drop(heard.person, [entry.id])
                text = "stopped" if entry.days else "stopped_one"
                return pages.said(library, library.say(f"reminder_page.{text}"))
            case "later":
                return pages.later_page(library, entry, later(entry, now))
            case "snooze":
                return await self._snooze(heard, entry)
            case "skip":
                await self._answered(heard.person, entry)
                return pages.said(library, library.say("reminder_page.skipped"))
            case _:
                await self._answered(heard.person, entry)
                return await self._leads(heard, entry)

    async def _answered(self, person: PersonId, entry: Entry) -> None:
        then = answered(entry, self._desk.now())
        if then is None:
            await self._desk.store.agenda.drop(person, [entry.id])
        elif then != entry:
            await self._desk.store.agenda.change(then)

    async def _snooze(self, heard: Heard, entry: Entry) -> Card:
        library, times = self._library, later(entry, self._desk.now())
        if heard.press.detail == "pause" and entry.days:
            await self._desk.store.agenda.change(paused(entry))
            return await self._page(heard.person, (library.reminders.paused,))
        until = times.get(heard.press.detail)
        if until is None:
            return pages.later_page(library, entry, times)
        then = snoozed(entry, until)
        if not await self._desk.store.agenda.change(then):
            return pages.said(library, library.say("reminder_page.gone"))
        at = pages.when(then.due or until)
        return pages.said(library, Confidential(library.reminders.snoozed.replace("{when}", at)))

    async def _daily(self, person: PersonId) -> Entry | None:
        entries = await self._desk.store.agenda.of(person)
        return next((e for e in entries if e.kind is Kind.DAILY), None)

    async def _page(
        self, person: PersonId, lines: tuple[Words, ...] = (), *, just_on: bool = False
    ) -> Card:
        entries = await self._desk.store.agenda.of(person)
        daily = next((e for e in entries if e.kind is Kind.DAILY), None)
        locked = await self._desk.store.lock.state(person) is LockState.LOCKED
        # What somebody planned, and with whom it was, stays behind the lock.
        others = [e for e in entries if not (e.kind is Kind.DAILY or e.lapsed or locked)]
        return pages.reminder_page(self._library, daily, others, lines, just_on=just_on)


def _problems(minute: int | None, days: frozenset[int]) -> Iterator[str]:
    """All there is to say of a form, at once."""
    if minute is None:
        yield "bad_time"
    elif quiet_minute(minute):
        yield "quiet_time"
    if not days:
        yield "no_days"


def _wish(heard: Heard) -> Wish:
    """What was chosen in the form, as it can stand in a press."""
    window = next((id for id in (*WINDOWS, PICK) if _chose(heard, WINDOW, id)), "")
    days = tuple(str(d) for d in range(7) if _chose(heard, DAYS, str(d)))
    sound = next((id for id in (SILENT, LOUD) if _chose(heard, SOUND, id)), "")
    return Wish(window, days, sound)


def _new(to: Address, at: Place) -> Entry:
    return Entry(os.urandom(ID), Kind.DAILY, to, None, date.min, at.id, 0)


def _chose(heard: Heard, field: str, id: str) -> bool:
    return field in heard.given and heard.given[field].satisfies(lambda given: id in given)


def _text(heard: Heard, field: str) -> Confidential[str]:
    given = heard.given.get(field, Confidential(""))
    return given.map(lambda value: value if isinstance(value, str) else "")


def _nonce() -> str:
    return os.urandom(NONCE).hex()
