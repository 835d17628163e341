"""When a talk will be, taken from what was written or chosen of it in its walkthrough. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.confidential import Confidential
from bot.features.followup.before_a_talk import before
from bot.features.followup.plan import EVENING, HOUR, NONE, YES, Draft
from bot.schedule.appointment import appointment
from bot.schedule.reminder import Reminder, ReminderKind
from bot.schedule.timing import instant, local, minutes

EMPTY = Confidential("")


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """What could be read; and what was written, where that is not all of it."""

    draft: Draft
    unread: Confidential[str] = field(default_factory=lambda: EMPTY)
    # A day could be read, and it has been.
    over: bool = False

    def to_come(self, zone: str, today: date, now: datetime) -> "WrittenTime":
        """Without a day that is over. `zone`: where they are, if that is known."""
        day, minute = self.draft.day, self.draft.minute
        if day is None:
            return self
        at = instant(zone, day, minute) if zone and minute is not None else None
        over = at <= now if at else day < today
        return replace(self, draft=replace(self.draft, day=None), over=True) if over else self


def written_time(
    texts: Sequence[Confidential[str]], today: date, *, months_first: bool
) -> WrittenTime:
    """A day and a time out of what was written; or a day that was chosen, with a time beside it.

    `texts`: the first was written, the others were chosen. `today`: when that was. "Tomorrow" is
    the day after it, whenever it is asked for.
    """
    words, *labels = texts or [EMPTY]
    tried = [(words, EMPTY), *((label, words) for label in labels)]
    found = [appointment(*both, today, months_first=months_first) for both in tried]
    if whole := next((one for one in found if one.minute is not None and not one.problems), None):
        return WrittenTime(Draft(whole.day, whole.minute))
    chosen = next((one.day for one in found[1:] if one.day and not found[0].day), None)
    return WrittenTime(Draft(chosen or found[0].day), words)


def as_it_is(comes: Sequence[Reminder], otherwise: Draft) -> Draft:
    """What is set already, to be changed; else what else is known."""
    by_kind = {e.kind: e for e in comes}
    known = next((e for e in comes if e.talk), None)
    if known is None or known.talk is None:
        return otherwise
    wall, nudge = local(known.zone, known.talk), by_kind.get(ReminderKind.BEFORE)
    zone, asked = (nudge.asked_in or nudge.zone, nudge.asked or nudge.due) if nudge else ("", None)
    evenings = [before(zone or known.zone, known.talk, evening=wanted) for wanted in (False, True)]
    evening = asked in evenings[1:] and asked not in evenings[:1]
    return Draft(
        wall.date(),
        minutes(wall),
        nudge=NONE if nudge is None else EVENING if evening else HOUR,
        note=YES if ReminderKind.AFTER in by_kind else NONE,
    )
