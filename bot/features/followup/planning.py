"""Remind me: when the talk will be is asked, shown back, and only then put into the agenda."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.confidential import Confidential
from bot.content import Library
from bot.content.places import Found, Place, chosen, find, place
from bot.context import Context, Response, Turn, new_id, nonce
from bot.features.followup import lapses, pages
from bot.features.followup.pages import (
    AFTER,
    BEFORE,
    COMES,
    DAY,
    FIELDS,
    MANY,
    ONE,
    PLACE,
    TIME,
    Sent,
)
from bot.features.followup.plan import NOTES, NUDGES, Draft, plan
from bot.features.followup.written_time import WrittenTime, as_it_is, written_time
from bot.features.walkthrough import sittings
from bot.forms.sitting import Sitting
from bot.forms.talk import is_for_somebody, is_newer, said_when, when_turn
from bot.forms.talk import planned as planned_of
from bot.person import Address
from bot.schedule.appointment import appointment
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import UTC_ZONE, local, minutes
from bot.store import Session
from bot.ui.event import Event
from bot.ui.model import Card, Form, Words

# What is done about one talk.
PlanStep: TypeAlias = Callable[[Turn, Sitting, Event], Response | Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class PlanRead:
    """What was understood of a form, what was written in it, and what is wrong with it."""

    draft: Draft
    found: Found
    sent: Sent = field(default_factory=dict)
    problems: Sequence[str] = ()


def talk(library: Library, session: Session, id: bytes) -> Sitting | None:
    """The walkthrough of this id, if a talk about it may be thought of at all."""
    sitting = sittings.sitting(library, session, id)
    if sitting is None or not sitting.had_a_card:
        return None
    return sitting if is_for_somebody(library.script_of(sitting), sitting) else None


class Planning:
    """The pages after "Remind me"."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._after = timedelta(hours=at.library.debrief.after_hours)

    def steps(self) -> dict[str, PlanStep]:
        """What is done about when the talk will be, by the step of a press."""
        return {
            "ask": self._ask,
            "set": self._form,
            "planned": self._read,
            "zone": self._chosen,
            "sure": self._put,
            "off": self._off,
        }

    async def _off(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        del event
        await turn.drop_about({sitting.id})
        sittings.keep(turn.library, turn.session, replace(sitting, planned=None, planned_turn=0))
        return await self._page(turn, sitting, turn.library.say("plan_page.taken_back"))

    async def _ask(self, turn: Turn, sitting: Sitting, event: Event) -> Response:
        """What is on already; else what they wrote of it, or the form with that in it."""
        nudges = await turn.nudges()
        of_it = _about(sitting, nudges)
        if of_it or not event.private:
            return await self._page(turn, sitting)
        known = _place_of(nudges)
        read = self._from_the_card(turn, sitting, known)
        if lines := _not_taken(turn.library, read):
            return await self._page(turn, sitting, *lines)
        draft = replace(read.draft, place=known.key if known else "")
        planned = plan(draft, known.id, turn.now, self._after) if known else None
        if known and planned:
            return pages.sure_page(turn.library, sitting, planned, known)
        sent: Sent = {} if known else {FIELDS[PLACE]: Confidential("")}
        return pages.plan_form(turn.library, sitting, draft, nonce(), sent)

    def _from_the_card(self, turn: Turn, sitting: Sitting, known: Place | None) -> WrittenTime:
        """What can be filled in of when they said that it will be. `known`: where they are."""
        there = known.id if known else ""
        return self._said(turn, sitting).to_come(there, turn.today, turn.now)

    def _said(self, turn: Turn, sitting: Sitting) -> WrittenTime:
        """When they said that it will be: as it was set, or as they wrote it."""
        script = turn.library.script_of(sitting)
        if at := planned_of(script, sitting):
            return WrittenTime(Draft(at.date(), minutes(at)))
        here = place(turn.zone) if turn.zone else None
        months_first = here is not None and here.months_first
        said_on = sitting.said_when_on or sitting.touched
        said = [turn.library.typed.english(text) for text in said_when(script, sitting)]
        return written_time(said, said_on, months_first=months_first)

    async def _form(self, turn: Turn, sitting: Sitting, event: Event) -> Form:
        """The place is asked where it is not known, and where something is to be changed."""
        nudges, draft = await turn.nudges(), Draft.read(event.press.detail)
        known, sent = _place_of(nudges), dict(event.standing)
        if draft == Draft() and not sent:
            of_it = _about(sitting, nudges)
            draft = as_it_is(of_it, self._from_the_card(turn, sitting, known).draft)
            if known is None:
                sent[FIELDS[PLACE]] = Confidential("")
        else:
            sent.setdefault(FIELDS[PLACE], Confidential(""))
        draft = replace(draft, place=draft.place or (known.key if known else ""))
        return pages.plan_form(turn.library, sitting, draft, nonce(), sent)

    def _read(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        """The form came: what was understood is shown, or what could not be."""
        sent = {FIELDS[key]: event.text(key) for key in (DAY, TIME, PLACE)}
        shown = Draft.read(event.press.detail)
        found = self._places(sent[FIELDS[PLACE]], shown)
        wanted = Draft(
            nudge=event.choice(BEFORE, NUDGES, shown.nudge),
            note=event.choice(AFTER, NOTES, shown.note),
        )
        return self._understood(turn, sitting, wanted, found, sent)

    def _chosen(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        """A place was chosen: what was written is read again, as it is meant there."""
        draft = Draft.read(event.press.detail)
        picked = chosen(event.picked) or place(draft.place)
        found = Found((picked,) if picked else (), sure=picked is not None)
        if event.standing:
            # What was typed for it has done its work: the form opens again with this.
            sent = {
                n: text for n, text in event.standing.items() if n != FIELDS[PLACE] or not picked
            }
            return self._understood(turn, sitting, draft, found, sent)
        return self._shown(turn, sitting, PlanRead(draft, found))

    def _understood(
        self, turn: Turn, sitting: Sitting, wanted: Draft, found: Found, sent: Sent
    ) -> Card:
        """What the day and the time mean where they are."""
        now, likely = turn.now, next(iter(found.places), None)
        today = local(likely.id, now).date() if likely else now.date()
        months_first = likely is not None and likely.months_first
        day, time = (sent.get(FIELDS[key], Confidential("")) for key in (DAY, TIME))
        day, time = map(turn.library.typed.english, (day, time))
        read = appointment(day, time, today, months_first=months_first)
        there = likely.key if likely and found.sure else ""
        draft = replace(wanted, day=read.day, minute=read.minute, place=there)
        return self._shown(turn, sitting, PlanRead(draft, found, sent, read.problems))

    def _shown(self, turn: Turn, sitting: Sitting, read: PlanRead) -> Card:
        """Is that right? Nothing is on before they say so, nor while there is something to ask."""
        library, now, draft, found = turn.library, turn.now, read.draft, read.found
        at, problems = place(draft.place), [*read.problems]
        if draft.day is None and not problems:
            problems = ["bad_day"]
        if at is None:
            where = MANY if found.places[1:] else ONE if found.places else "bad_place"
            problems = [*problems, where]
        others = found.places[1:] if at else found.places
        pick = pages.pick_place(library, sitting, draft, others, now) if others else None
        planned = plan(draft, at.id, now, self._after) if at else None
        if at and planned and not problems:
            return pages.sure_page(library, sitting, planned, at, pick)
        refused = pages.PlanProblem(problems or ["past"], read.sent, None if at else pick)
        return pages.again_page(library, sitting, draft, refused)

    def _places(self, typed: Confidential[str], before: Draft) -> Found:
        """Where it is planned from: as it was, or whatever fits what was typed."""
        known = place(before.place)
        if known and typed.satisfies(lambda text: text.strip() in {"", known.city, known.label}):
            return Found((known,), sure=True)
        return find(typed, self._at.now())

    async def address_of(self, event: Event) -> Address | None:
        """Opened while they are here: later nobody's chat has to be opened for a nudge."""
        return await self._at.address_of(event.person) if event.private else None

    async def _put(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        """They said yes: it takes the place of whatever was asked for before."""
        if not event.private:
            # The page itself says there that nudges are set up in private only.
            return await self._page(turn, sitting)
        draft, to = Draft.read(event.press.detail), turn.prepared
        at = place(draft.place)
        planned = plan(draft, at.id, turn.now, self._after) if at else None
        if at is None or planned is None:
            return self._shown(turn, sitting, PlanRead(draft, Found((), sure=False)))
        if to is None:
            return await self._page(turn, sitting)
        both = ((ReminderKind.BEFORE, planned.nudge), (ReminderKind.AFTER, planned.note))
        comes = [_entry(kind, due, at, to, sitting.id) for kind, due in both if due]
        language = turn.at.languages.noted
        comes = [replace(e, talk=planned.talk, language=language) for e in comes]
        await turn.put(*comes, about=sitting.id)
        # The card says it, too.
        count = when_turn(turn.library.script_of(sitting), sitting)
        talk = local(at.id, planned.talk)
        sitting = replace(sitting, planned=talk, planned_turn=count, touched=turn.today)
        sitting = sittings.keep(turn.library, turn.session, sitting)
        return await self._page(turn, sitting)

    async def _page(self, turn: Turn, sitting: Sitting, *lines: Words) -> Card:
        seen = await lapses.may_be_told(turn)
        lines = (*await lapses.told(turn, seen, sitting.id), *lines)
        nudges = await turn.nudges()
        comes = [e for e in _about(sitting, nudges) if e.kind in COMES]
        if comes and is_newer(turn.library.script_of(sitting), sitting):
            lines = (*lines, turn.library.say("plan_page.since"))
        return pages.plan_page(turn.library, sitting, comes, lines)


def _not_taken(library: Library, read: WrittenTime) -> list[Words]:
    """What is said of their words before the form opens, where they are no day and time to come."""
    lines: list[Words] = []
    if read.unread.satisfies(lambda text: bool(text.strip())):
        lines.append(pages.wrote(library, read.unread))
    return [*lines, library.say("plan_page.over")] if read.over else lines


def _about(sitting: Sitting, nudges: Sequence[Reminder]) -> list[Reminder]:
    """Those about this talk that were not said yet."""
    return [e for e in nudges if e.about == sitting.id and not e.told]


def _place_of(entries: list[Reminder]) -> Place | None:
    """Where they are, as they said of something else."""
    return next((place(e.zone) for e in entries if e.zone != UTC_ZONE), None)


def _entry(kind: ReminderKind, due: datetime, at: Place, to: Address, about: bytes) -> Reminder:
    wall = local(at.id, due)
    return Reminder(new_id(), kind, to, due, wall.date(), at.id, minutes(wall), about=about)
