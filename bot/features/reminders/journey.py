"""Reminders: on, off, when, and what comes of one."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from bot.confidential import Confidential
from bot.content import Library
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
from bot.features.reminders import pages, where_pages
from bot.features.reminders.coming import Coming
from bot.features.reminders.pages import DAYS, TIME, TIME_FIELD, WINDOW, FormSent, NewPlace
from bot.features.reminders.reminder_parts import SOUND, VERB, said
from bot.features.reminders.where_pages import PLACE, PLACE_FIELD, unclear
from bot.features.reminders.wish import LOUD, SILENT, WINDOWS, ReminderChoice, Wish, later
from bot.layout import place_menu
from bot.person import Address, PersonId
from bot.schedule.hours import waking_minute_of
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import (
    UTC_ZONE,
    answered,
    changed,
    from_now,
    is_zone,
    local,
    moved,
    paused,
    quiet_minute,
    resting,
    resumed,
    snoozed,
)
from bot.store import LockState
from bot.ui.event import Event
from bot.ui.model import Card, RecipientUnreachable, Reply

# What is done about a nudge that was pressed, and with a place that a press bears.
ReminderStep: TypeAlias = Callable[[Reminder, Event], Awaitable[Card]]
Free: TypeAlias = Callable[[Event], Reply | Awaitable[Reply]]
There: TypeAlias = Callable[[Turn, Place, Event], Response | Awaitable[Response]]


class ReminderSetup:
    """Every press of it has the verb "reminder"; what is meant stands in its step and detail."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._reminders = at.store.reminders
        self._coming = Coming(at)

    def feature(self) -> Feature:
        # Stopping needs nothing of theirs to be read or agreed, and says no date of theirs.
        stops: dict[str, Free] = {
            "pause": lambda _: pages.pause_page(self._at.library),
            "end": self._end,
            "stop": self._of(self._stop),
            "later": self._of(self._later),
            "snooze": self._of(self._snooze),
            "skip": self._of(self._skip),
        }
        # What is on already is seen and changed without agreeing anew.
        changes: dict[str, Handler] = {
            **self._coming.steps(),
            "rest": self._rest,
            "goon": self._go_on,
            "open": self._open,
        }
        set_up: dict[str, Handler] = {
            PLACE: lambda _, __: self._confirm(None),
            "where": self._place_form,
            "placed": lambda turn, event: self._placed(turn, event.text(PLACE)),
            "zone": self._zone,
            "yes": self._there(self._placed_at),
            "begin": self._begin,
            "set": self._there(self._set_form),
        }
        actions: dict[str, Rule] = {act: Sessionless(run) for act, run in stops.items()}
        actions |= {act: Action(run, needs_consent=False) for act, run in changes.items()}
        actions |= {act: Action(run) for act, run in set_up.items()}
        actions["on"] = Action(self._sent, before=self._address_of)
        actions["sure"] = Action(self._there(self._on_as_shown), before=self._address_of)
        return Feature(
            "reminders",
            commands={"reminder": Action(self._opened)},
            actions={f"{VERB}.{act}": action for act, action in actions.items()},
            wanted="reminder",
        )

    async def _opened(self, turn: Turn, event: Event) -> Card:
        """/reminder, perhaps with a place."""
        if event.option:
            return self._placed(turn, event.option)
        return await self._coming.listed(turn)

    def _there(self, does: There) -> Handler:
        """What is done with the place a press bears; without one, where they are comes first."""

        def run(turn: Turn, event: Event) -> Response | Awaitable[Response]:
            at = _place_in(event)
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
            return said(self._at.library, self._at.library.say("reminder_page.gone"))
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
        return where_pages.place_form(turn.library, event.written(PLACE_FIELD), nonce())

    def _placed(self, turn: Turn, typed: Confidential[str]) -> Card:
        """Taken where there is but one clock in what was typed; else theirs to choose."""
        if typed.satisfies(lambda text: not text.strip()):
            return self._confirm(None)
        found = find(typed, turn.now)
        if not found.sure:
            return where_pages.place_page(turn.library, turn.now, found, typed)
        return where_pages.confirm_page(turn.library, found.places[0], turn.now, found.places[1:])

    def _confirm(self, at: Place | None) -> Card:
        now = self._at.now()
        if at is None:
            return where_pages.place_page(self._at.library, now)
        return where_pages.confirm_page(self._at.library, at, now)

    def _zone(self, turn: Turn, event: Event) -> Card:
        """A place was chosen: with all that was chosen besides, or by itself."""
        at, choice = chosen(event.picked), ReminderChoice.read(event.press.detail)
        if at is None or choice is None:
            library, now = turn.library, turn.now
            return where_pages.confirm_page(library, at, now) if at else self._confirm(None)
        sent = _stood(event, choice.wish)
        return pages.sure_page(turn.library, at, choice, sent, NewPlace(turn.now))

    async def _placed_at(self, turn: Turn, at: Place, event: Event) -> Response:
        """Their place is known: everything moves there, or the rest is asked for."""
        lines, may_tell = set[str](), not turn.session.locked
        for nudge in await turn.nudges():
            then = moved(nudge, turn.now, at.id)
            if then != nudge:
                await self._reminders.change(then)
            if then.lapsed_by_move and may_tell:
                lines.add(turn.library.say("reminder_page.no_time_there"))
        if lines or await self._coming.to_come(turn):
            return await self._coming.listed(turn, *lines)
        return await self._set_form(turn, at, event)

    async def _begin(self, turn: Turn, event: Event) -> Reply:
        """The form. Where they are is asked where nothing tells it, or it is to be another."""
        wish = Wish.read(event.press.detail)
        # What tells where they are may lie behind the lock.
        tells = turn.zone and turn.zone != UTC_ZONE and not turn.session.locked
        known = place(turn.zone) if turn.zone and tells else None
        if known and not wish:
            return await self._set_form(turn, known, event)
        sent, shown = _stood(event, wish or Wish()), _place_in(event)
        if shown:
            sent = replace(sent, place=Confidential(place_menu.label(turn.library, shown)))
        return pages.set_form(turn.library, None, sent, nonce())

    async def _set_form(self, turn: Turn, at: Place, event: Event) -> Reply:
        wish = Wish.read(event.press.detail)
        library = turn.library
        sent = _stood(event, wish) if wish else pages.as_it_is(library, _daily(await turn.nudges()))
        return pages.set_form(library, at, sent, nonce())

    async def _sent(self, turn: Turn, event: Event) -> Card:
        """The form came: switched on, or shown back where something was written; or what is wrong.

        A place that was written has to be looked at: nothing is on before.
        """
        library, at, old = turn.library, _place_in(event), _daily(await turn.nudges())
        shown = Wish.read(event.press.detail) or Wish()
        wish = _wish(event, shown)
        minute = _minute(turn.library, event, wish, old)
        sent = FormSent(wish, event.text(TIME), event.text(PLACE))
        found = Found((at,), sure=True) if at else _found(sent, turn.now)
        problems = list(_problems(minute, wish))
        if minute is None or problems or not found.places:
            where = [] if found.sure else [unclear(found, sent.place)]
            return pages.again_page(library, at, [*where, *problems], sent)
        choice = ReminderChoice(minute, frozenset(map(int, wish.days)), wish.sound == SILENT)
        if not found.sure:
            return pages.where_page(library, found, turn.now, choice, sent)
        first, *others = found.places
        if at is None:
            return pages.sure_page(library, first, choice, sent, NewPlace(turn.now, others))
        if minute != WINDOWS.get(wish.window):
            return pages.sure_page(library, at, choice, sent)
        return await self._on(turn, at, choice)

    async def _on_as_shown(self, turn: Turn, at: Place, event: Event) -> Card:
        """What was written was shown back, and is right."""
        wanted = ReminderChoice.read(event.press.detail)
        return await self._on(turn, at, wanted) if wanted else self._confirm(None)

    async def _on(self, turn: Turn, at: Place, wanted: ReminderChoice) -> Card:
        """Switched on, or changed. In their turn: sent twice at once, it is one."""
        to: Address | None = turn.prepared
        if to is None:
            raise RecipientUnreachable
        old = _daily(await turn.nudges()) or _new(to, at, turn.at.languages.noted)
        nudge = changed(old, turn.now, at.id, wanted.minute, wanted.days)
        if nudge.due is None:
            # New, or paused until now: whoever sends the form wants it on.
            day = max(nudge.day, local(at.id, turn.now).date())
            nudge = from_now(replace(nudge, day=day), turn.now)
        said = turn.at.languages.noted
        nudge = replace(nudge, to=to, silent=wanted.silent, waiting=False, language=said)
        await self._reminders.put(nudge)
        return await self._coming.listed(turn, just_on=True)

    async def _end(self, event: Event) -> Card:
        """No regular ones any more."""
        nudges = await self._reminders.of(event.person)
        daily = [e.id for e in nudges if e.kind is ReminderKind.DAILY]
        await self._reminders.drop(event.person, daily)
        return await self._ended(event.person)

    async def _ended(self, person: PersonId) -> Card:
        """They are off; what was asked for once is not, and stays behind the lock."""
        library = self._at.library
        lines = [library.say("reminder_page.stopped")]
        locked = await self._at.store.lock.state(person) is LockState.LOCKED
        nudges = [] if locked else await self._reminders.of(person)
        if any(e.due and not e.told for e in nudges):
            lines.append(library.say("reminder_page.others_come"))
        return said(library, *lines)

    async def _rest(self, turn: Turn, event: Event) -> Card:
        days = int(event.press.detail) if event.press.detail in pages.PAUSES else 0
        return await self._changed(turn, lambda daily: _paused(daily, days, turn.now))

    async def _go_on(self, turn: Turn, event: Event) -> Card:
        del event
        return await self._changed(turn, lambda daily: resumed(daily, turn.now))

    async def _changed(self, turn: Turn, change: Callable[[Reminder], Reminder]) -> Card:
        daily = _daily(await turn.nudges())
        if daily is not None and not is_zone(daily.zone):
            return self._confirm(None)
        if daily is not None:
            await self._reminders.change(change(daily))
        return await self._coming.listed(turn)

    async def _stop(self, nudge: Reminder, event: Event) -> Card:
        await self._reminders.drop(event.person, [nudge.id])
        if nudge.days:
            return await self._ended(event.person)
        return said(self._at.library, self._at.library.say("reminder_page.stopped_one"))

    async def _later(self, nudge: Reminder, event: Event) -> Card:
        del event
        return pages.later_page(self._at.library, nudge, later(nudge, self._at.now()))

    async def _skip(self, nudge: Reminder, event: Event) -> Card:
        await self._answered(event.person, nudge)
        return said(self._at.library, self._at.library.say("reminder_page.skipped"))

    async def _answered(self, person: PersonId, nudge: Reminder) -> None:
        then = answered(nudge, self._at.now())
        if then is None:
            await self._reminders.drop(person, [nudge.id])
        elif then != nudge:
            await self._reminders.change(then)

    async def _snooze(self, nudge: Reminder, event: Event) -> Card:
        library, times = self._at.library, later(nudge, self._at.now())
        if event.press.detail == "pause" and nudge.days:
            await self._reminders.change(paused(nudge))
            return said(library, library.reminders.paused)
        until = times.get(event.press.detail)
        if until is None:
            return pages.later_page(library, nudge, times)
        if not await self._reminders.change(snoozed(nudge, until)):
            return said(library, library.say("reminder_page.gone"))
        return said(library, pages.put_off_line(library, event.press.detail))


def _daily(nudges: list[Reminder]) -> Reminder | None:
    return next((e for e in nudges if e.kind is ReminderKind.DAILY), None)


def _place_in(event: Event) -> Place | None:
    """The place that a press bears."""
    return place(event.press.step.partition(".")[2])


def _stood(event: Event, wish: Wish) -> FormSent:
    """The form as it stands on the page that was pressed."""
    return FormSent(wish, event.written(TIME_FIELD), event.written(PLACE_FIELD))


def _found(sent: FormSent, now: datetime) -> Found:
    """The places that fit; none where nothing was written."""
    blank = sent.place.satisfies(lambda text: not text.strip())
    return Found((), sure=False) if blank else find(sent.place, now)


def _paused(daily: Reminder, days: int, now: datetime) -> Reminder:
    back_on = local(daily.zone, now).date() + timedelta(days=days)
    return resting(daily, back_on, now) if days else paused(daily)


def _minute(library: Library, event: Event, wish: Wish, old: Reminder | None) -> int | None:
    """A time that was written counts; a window that was chosen, where nothing new was."""
    written = waking_minute_of(library.typed.english(event.text(TIME)))
    if wish.window and (_is_blank(event) or (old is not None and written == old.minute)):
        return WINDOWS[wish.window]
    return written


def _is_blank(event: Event) -> bool:
    """Whether no time was written."""
    return event.text(TIME).satisfies(lambda text: not text.strip())


def _problems(minute: int | None, wish: Wish) -> Iterator[str]:
    """All there is to say of a form, at once; but for the place."""
    if minute is None:
        yield "bad_time"
    elif quiet_minute(minute):
        yield "quiet_time"
    if not wish.days:
        yield "no_days"


def _wish(event: Event, shown: Wish) -> Wish:
    """What was chosen in the form, as it can stand in a press; `shown`: what stood chosen there.

    A window is cleared on purpose where a time was written. No day at all is asked about.
    """
    window = event.choice(WINDOW, tuple(WINDOWS), shown.window if _is_blank(event) else "")
    days = tuple(str(d) for d in range(7) if event.chose(DAYS, str(d)))
    return Wish(window, days, event.choice(SOUND, (LOUD, SILENT), shown.sound))


def _new(to: Address, at: Place, language: str) -> Reminder:
    return Reminder(new_id(), ReminderKind.DAILY, to, None, date.min, at.id, 0, language=language)
