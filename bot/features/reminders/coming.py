"""What will come: listed, and each of what comes once changed, put off or taken out."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeAlias

from bot.content.places import place
from bot.context import Context, Handler, Response, Turn, nonce, settled
from bot.features.reminders import coming_pages as pages
from bot.features.reminders.coming_pages import DAY, DAY_FIELD, TIME, TIME_FIELD
from bot.features.reminders.reminder_parts import SOUND
from bot.features.reminders.wish import LOUD, SILENT, OwnTime, put_off, why_not
from bot.schedule.appointment import appointment
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import instant, is_zone, local, minutes, retimed, snoozed
from bot.ui.event import Event
from bot.ui.model import Card, Words
from bot.ui.press import number

# What is done about one of those that are to come.
ComingStep: TypeAlias = Callable[[Turn, Reminder, Event], Response | Awaitable[Response]]


class Coming:
    """The pages below /reminder. What somebody planned, and when, stays behind the lock."""

    def __init__(self, at: Context) -> None:
        self._reminders = at.store.reminders

    def steps(self) -> dict[str, Handler]:
        """By the step of a press."""
        return {
            "": lambda turn, _: self.listed(turn),
            "leaf": lambda turn, event: self.listed(turn, leaf=number(event.press.detail)),
            "one": self._of(self._one),
            # As a page from before has it, whose menu took out what was chosen.
            "takeout": self._of(self._one),
            "change": self._of(self._form),
            "timed": self._of(self._read),
            "moved": self._of(self._move),
            "shift": self._of(self._shift),
            "shifted": self._of(self._put_off),
            "drop": self._of(self._drop),
        }

    async def listed(self, turn: Turn, *lines: Words, leaf: int = 0, just_on: bool = False) -> Card:
        """The whole list, the soonest first."""
        coming = await self.to_come(turn)
        return pages.list_page(turn.library, coming, lines, leaf, just_on=just_on)

    async def to_come(self, turn: Turn) -> list[Reminder]:
        """What may be told of. Behind a closed lock that is the regular one alone."""
        nudges, locked = await turn.nudges(), turn.session.locked
        return [
            e for e in nudges if e.kind is ReminderKind.DAILY or not (e.told or e.lapsed or locked)
        ]

    def _of(self, does: ComingStep) -> Handler:
        """What is done about the one that was chosen, or that a press is about."""

        async def run(turn: Turn, event: Event) -> Response:
            coming = {e.id.hex(): e for e in await self.to_come(turn)}
            one = coming.get(event.press.sitting.hex() or event.one_of(list(coming)))
            if one is None:
                return await self.listed(turn, turn.library.say("reminder_page.gone_one"))
            return await settled(does(turn, one, event))

        return run

    async def _one(self, turn: Turn, one: Reminder, event: Event) -> Card:
        del event
        if one.kind is ReminderKind.DAILY:
            return await self.listed(turn)
        return _shown(turn, one)

    def _form(self, turn: Turn, one: Reminder, event: Event) -> Response:
        typed = event.written(DAY_FIELD), event.written(TIME_FIELD)
        shown = OwnTime.read(event.press.detail) or _as_it_is(turn, one)
        return pages.change_form(turn.library, one, shown, typed, nonce())

    def _read(self, turn: Turn, one: Reminder, event: Event) -> Card:
        """Another day or time came: what was understood is shown, or what could not be."""
        library, typed = turn.library, (event.text(DAY), event.text(TIME))
        day, time = map(library.typed.english, typed)
        there = place(one.zone)
        today = local(one.zone, turn.now).date() if is_zone(one.zone) else turn.today
        read = appointment(day, time, today, months_first=there is not None and there.months_first)
        shown = OwnTime.read(event.press.detail) or _as_it_is(turn, one)
        sound = event.choice(SOUND, (LOUD, SILENT), SILENT if shown.silent else LOUD)
        wanted = replace(_as_it_is(turn, one), silent=sound == SILENT)
        if read.day is None or read.minute is None:
            return pages.not_then_page(library, one, read.problems, wanted, typed)
        wanted = replace(wanted, day=read.day, minute=read.minute)
        then = _then(one, wanted)
        if problem := _problem(turn, one, then):
            return pages.not_then_page(library, one, [problem], wanted, typed)
        return pages.sure_one_page(library, then, wanted)

    async def _move(self, turn: Turn, one: Reminder, event: Event) -> Card:
        """They said yes. By now it may be over, or the talk at another time."""
        wanted = OwnTime.read(event.press.detail)
        if wanted is None:
            return _shown(turn, one)
        then = _then(one, wanted)
        if problem := _problem(turn, one, then):
            return pages.not_then_page(turn.library, one, [problem], wanted)
        await self._reminders.change(then)
        return await self.listed(turn, turn.library.say("reminder_page.changed"))

    def _shift(self, turn: Turn, one: Reminder, event: Event) -> Card:
        del event
        return pages.shift_page(turn.library, one, list(put_off(one, turn.now)))

    async def _put_off(self, turn: Turn, one: Reminder, event: Event) -> Card:
        id, _, shown = event.press.detail.partition(".")
        until = put_off(one, turn.now).get(id)
        if until is None or one.due is None or shown != str(int(one.due.timestamp()) // 60):
            return await self._one(turn, one, event)
        await self._reminders.change(snoozed(one, until))
        return await self.listed(turn, turn.library.say("reminder_page.changed"))

    async def _drop(self, turn: Turn, one: Reminder, event: Event) -> Card:
        del event
        await self._reminders.drop(turn.person, [one.id])
        return await self.listed(turn, turn.library.say("reminder_page.taken_out"))


def _shown(turn: Turn, one: Reminder) -> Card:
    return pages.one_page(turn.library, one, later=bool(put_off(one, turn.now)))


def _as_it_is(turn: Turn, one: Reminder) -> OwnTime:
    wall = local(one.zone, one.due or turn.now)
    return OwnTime(wall.date(), minutes(wall), one.silent)


def _then(one: Reminder, wanted: OwnTime) -> Reminder:
    due = instant(one.zone, wanted.day, wanted.minute)
    return replace(retimed(one, due), silent=wanted.silent)


def _problem(turn: Turn, one: Reminder, then: Reminder) -> str:
    return why_not(one, then.due or turn.now, turn.now)
