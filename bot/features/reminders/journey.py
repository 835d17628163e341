"""Reminders: on, off, when, and what comes of one."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from bot.confidential import Confidential
from bot.content.places import Found, Place, chosen, find, place
from bot.context import (
    Action,
    Context,
    Feature,
    Handler,
    Response,
    Rule,
    Sessionless,
    Turn,
    new_id,
    nonce,
)
from bot.features.reminders import pages
from bot.features.reminders.pages import DAYS, LOUD, PLACE, SILENT, SOUND, TIME, WINDOW
from bot.features.reminders.wish import PICK, WINDOWS, ReminderChoice, Wish, later
from bot.person import Address, PersonId
from bot.schedule.hours import waking_minute_of
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import (
    answered,
    changed,
    from_now,
    is_zone,
    local,
    paused,
    quiet_minute,
    snoozed,
)
from bot.store import LockState
from bot.ui.event import Event
from bot.ui.model import Card, RecipientUnreachable, Reply, Words

# What is done about a nudge that was pressed, and with a place that a press bears.
ReminderStep: TypeAlias = Callable[[Reminder, Event], Awaitable[Card]]
Free: TypeAlias = Callable[[Event], Reply | Awaitable[Reply]]
There: TypeAlias = Callable[[Turn, Place, Event], Response | Awaitable[Response]]


class ReminderSetup:
    """Every press of it has the verb "reminder"; what is meant stands in its step and detail."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._library = at.library
        self._reminders = at.store.reminders

    def feature(self) -> Feature:
        # Stopping, pausing and going on need nothing of theirs to be read or agreed.
        changes: dict[str, Free] = {
            "": lambda event: self._page(event.person),
            "takeout": self._take_out,
            "pause": lambda _: pages.pause_page(self._library),
            "end": self._end,
            "rest": self._rest,
            "goon": self._go_on,
            "stop": self._of(self._stop),
            "later": self._of(self._later),
            "snooze": self._of(self._snooze),
            "skip": self._of(self._skip),
        }
        set_up: dict[str, Handler] = {
            PLACE: lambda _, __: self._confirm(None),
            "where": self._place_form,
            "placed": lambda _, event: self._placed(event.text(PLACE)),
            "zone": self._zone,
            "yes": self._there(self._placed_at),
            "set": self._there(self._set_form),
        }
        switched = {"on": self._sent, "sure": self._sure}
        actions: dict[str, Rule] = {act: Sessionless(run) for act, run in changes.items()}
        actions |= {act: Action(run) for act, run in set_up.items()}
        actions |= {
            act: Action(self._there(run), before=self._address_of) for act, run in switched.items()
        }
        actions["open"] = Action(self._open, needs_consent=False)
        return Feature(
            "reminders",
            commands={"reminder": Action(self._opened)},
            actions={f"{pages.VERB}.{act}": action for act, action in actions.items()},
            wanted="reminder",
        )

    async def _opened(self, turn: Turn, event: Event) -> Card:
        """/reminder, perhaps with a place."""
        return self._placed(event.option) if event.option else await self._here(turn)

    def _there(self, does: There) -> Handler:
        """What is done with the place a press bears; without one, where they are comes first."""

        def run(turn: Turn, event: Event) -> Response | Awaitable[Response]:
            at = place(event.press.step.partition(".")[2])
            return does(turn, at, event) if at else self._confirm(None)

        return run

    def _of(self, does: ReminderStep) -> Free:
        """What is done about a nudge of theirs that was pressed."""

        async def run(event: Event) -> Card:
            nudge = await self._pressed(event)
            return nudge if isinstance(nudge, Card) else await does(nudge, event)

        return run

    async def _pressed(self, event: Event) -> Reminder | Card:
        """The nudge that was pressed; or the page that says what there is instead."""
        nudges = {e.id: e for e in await self._reminders.of(event.person)}
        nudge = nudges.get(event.press.sitting)
        if nudge is None:
            return pages.said(self._library, self._library.say("reminder_page.gone"))
        if event.press.step != "stop" and not is_zone(nudge.zone):
            # Their place is no more in any table: first, where they are now.
            return self._confirm(None)
        return nudge

    async def _open(self, turn: Turn, event: Event) -> Response:
        """From a nudge to what it was about."""
        nudge = await self._pressed(event)
        if isinstance(nudge, Card):
            return nudge
        await self._answered(event.person, nudge)
        return await turn.registry.nudges[nudge.kind](turn, event, nudge)

    async def _address_of(self, event: Event) -> Address | None:
        # Opened while they are here: later nobody's chat has to be opened for a nudge.
        return await self._at.address_of(event.person)

    def _place_form(self, turn: Turn, event: Event) -> Reply:
        del turn
        return pages.place_form(self._library, event.written(1), nonce())

    def _zone(self, turn: Turn, event: Event) -> Card:
        del turn
        picked = chosen(event.picked)
        return self._confirm(Found((picked,), sure=True) if picked else None)

    async def _set_form(self, turn: Turn, at: Place, event: Event) -> Reply:
        wish = Wish.read(event.press.detail)
        before = (wish, event.written(1)) if wish else None
        return pages.set_form(self._library, at, _daily(await turn.nudges()), nonce(), before)

    def _placed(self, typed: Confidential[str]) -> Card:
        """Taken where there is but one clock in what was typed; else theirs to choose."""
        if typed.satisfies(lambda text: not text.strip()):
            return self._confirm(None)
        now = self._at.now()
        found = find(typed, now)
        return (
            self._confirm(found)
            if found.sure
            else pages.place_page(self._library, now, found, typed)
        )

    def _confirm(self, found: Found | None) -> Card:
        now = self._at.now()
        if found is None:
            return pages.place_page(self._library, now)
        return pages.confirm_page(self._library, found.places[0], now, found.places[1:])

    async def _placed_at(self, turn: Turn, at: Place, event: Event) -> Card:
        """Their place is known: everything moves there, or the rest is asked for."""
        del event
        nudges = await turn.nudges()
        for nudge in nudges:
            moved = replace(nudge, zone=at.id)
            if nudge.days:
                moved = changed(nudge, turn.now, at.id, nudge.minute, nudge.days)
            if moved != nudge:
                await self._reminders.change(moved)
        return await self._here(turn) if _daily(nudges) else pages.set_page(self._library, at)

    async def _sent(self, turn: Turn, at: Place, event: Event) -> Card:
        """The form came: switched on, or shown back where a time was written; or what is wrong."""
        library, minute = self._library, _minute(event)
        days = frozenset(d for d in range(7) if event.chose(DAYS, str(d)))
        problems = list(_problems(minute, days))
        if minute is None or problems:
            return pages.again_page(library, at, problems, _wish(event), event.text(TIME))
        wanted = ReminderChoice(minute, days, event.chose(SOUND, SILENT))
        if _wish(event).window == PICK:
            return pages.sure_page(library, at, wanted, _wish(event), event.text(TIME))
        return await self._on(turn, at, wanted)

    async def _sure(self, turn: Turn, at: Place, event: Event) -> Card:
        """What was written was shown back, and is right."""
        wanted = ReminderChoice.read(event.press.detail)
        return await self._on(turn, at, wanted) if wanted else self._confirm(None)

    async def _on(self, turn: Turn, at: Place, wanted: ReminderChoice) -> Card:
        """Switched on, or changed. In their turn: sent twice at once, it is one."""
        to: Address | None = turn.prepared
        if to is None:
            raise RecipientUnreachable
        old = _daily(await turn.nudges()) or _new(to, at)
        nudge = changed(old, turn.now, at.id, wanted.minute, wanted.days)
        if nudge.due is None:
            # New, or paused until now: whoever sends the form wants it on.
            day = max(nudge.day, local(at.id, turn.now).date())
            nudge = from_now(replace(nudge, day=day), turn.now)
        nudge = replace(nudge, to=to, silent=wanted.silent, waiting=False)
        await self._reminders.put(nudge)
        return await self._here(turn, just_on=True)

    async def _take_out(self, event: Event) -> Card:
        id = event.one_of([e.id.hex() for e in await self._reminders.of(event.person)])
        await self._reminders.drop(event.person, [bytes.fromhex(id)] if id else [])
        lines = (self._library.say("reminder_page.stopped_one"),)
        return await self._page(event.person, lines)

    async def _end(self, event: Event) -> Card:
        nudges = await self._reminders.of(event.person)
        daily = [e.id for e in nudges if e.kind is ReminderKind.DAILY]
        if not daily:
            return await self._page(event.person)
        await self._reminders.drop(event.person, daily)
        return pages.said(self._library, self._library.say("reminder_page.stopped"))

    async def _rest(self, event: Event) -> Card:
        days = int(event.press.detail) if event.press.detail in pages.PAUSES else 0
        now, lines = self._at.now(), (self._library.reminders.paused,)
        return await self._changed(event.person, lambda daily: _resting(daily, days, now), lines)

    async def _go_on(self, event: Event) -> Card:
        now = self._at.now()
        return await self._changed(
            event.person, lambda daily: from_now(replace(daily, waiting=False), now)
        )

    async def _changed(
        self,
        person: PersonId,
        change: Callable[[Reminder], Reminder],
        lines: tuple[Words, ...] = (),
    ) -> Card:
        daily = _daily(await self._reminders.of(person))
        if daily is None:
            return await self._page(person)
        if not is_zone(daily.zone):
            return self._confirm(None)
        await self._reminders.change(change(daily))
        return await self._page(person, lines)

    async def _stop(self, nudge: Reminder, event: Event) -> Card:
        await self._reminders.drop(event.person, [nudge.id])
        text = "stopped" if nudge.days else "stopped_one"
        return pages.said(self._library, self._library.say(f"reminder_page.{text}"))

    async def _later(self, nudge: Reminder, event: Event) -> Card:
        del event
        return pages.later_page(self._library, nudge, later(nudge, self._at.now()))

    async def _skip(self, nudge: Reminder, event: Event) -> Card:
        await self._answered(event.person, nudge)
        return pages.said(self._library, self._library.say("reminder_page.skipped"))

    async def _answered(self, person: PersonId, nudge: Reminder) -> None:
        then = answered(nudge, self._at.now())
        if then is None:
            await self._reminders.drop(person, [nudge.id])
        elif then != nudge:
            await self._reminders.change(then)

    async def _snooze(self, nudge: Reminder, event: Event) -> Card:
        library, times = self._library, later(nudge, self._at.now())
        if event.press.detail == "pause" and nudge.days:
            await self._reminders.change(paused(nudge))
            return await self._page(event.person, (library.reminders.paused,))
        until = times.get(event.press.detail)
        if until is None:
            return pages.later_page(library, nudge, times)
        then = snoozed(nudge, until)
        if not await self._reminders.change(then):
            return pages.said(library, library.say("reminder_page.gone"))
        at = pages.when(then.due or until)
        return pages.said(library, Confidential(library.reminders.snoozed.replace("{when}", at)))

    async def _here(self, turn: Turn, *, just_on: bool = False) -> Card:
        return await self._page(turn.person, just_on=just_on, locked=turn.session.locked)

    async def _page(
        self,
        person: PersonId,
        lines: tuple[Words, ...] = (),
        *,
        just_on: bool = False,
        locked: bool | None = None,
    ) -> Card:
        """`locked`: what a session that is open says of it."""
        nudges = await self._reminders.of(person)
        if locked is None:
            locked = await self._at.store.lock.state(person) is LockState.LOCKED
        # What somebody planned, and with whom it was, stays behind the lock.
        others = [e for e in nudges if not (e.kind is ReminderKind.DAILY or e.lapsed or locked)]
        return pages.reminder_page(self._library, _daily(nudges), others, lines, just_on=just_on)


def _daily(nudges: list[Reminder]) -> Reminder | None:
    return next((e for e in nudges if e.kind is ReminderKind.DAILY), None)


def _resting(daily: Reminder, days: int, now: datetime) -> Reminder:
    still = paused(daily)
    if not days:
        return still
    back = local(daily.zone, now).date() + timedelta(days=days)
    return from_now(replace(still, day=max(daily.day, back)), now)


def _minute(event: Event) -> int | None:
    window = next((id for id in WINDOWS if event.chose(WINDOW, id)), None)
    if window and not event.chose(WINDOW, PICK):
        return WINDOWS[window]
    return waking_minute_of(event.text(TIME))


def _problems(minute: int | None, days: frozenset[int]) -> Iterator[str]:
    """All there is to say of a form, at once."""
    if minute is None:
        yield "bad_time"
    elif quiet_minute(minute):
        yield "quiet_time"
    if not days:
        yield "no_days"


def _wish(event: Event) -> Wish:
    """What was chosen in the form, as it can stand in a press."""
    window = next((id for id in (*WINDOWS, PICK) if event.chose(WINDOW, id)), "")
    days = tuple(str(d) for d in range(7) if event.chose(DAYS, str(d)))
    sound = next((id for id in (SILENT, LOUD) if event.chose(SOUND, id)), "")
    return Wish(window, days, sound)


def _new(to: Address, at: Place) -> Reminder:
    return Reminder(new_id(), ReminderKind.DAILY, to, None, date.min, at.id, 0)
