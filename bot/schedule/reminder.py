"""What somebody asked to be reminded of, and when. Frozen data."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from bot.person import Address

EVERY_DAY = frozenset(range(7))


class ReminderKind(Enum):
    """What a reminder leads to."""

    # The body check-in, on the days that were chosen.
    DAILY = "daily"
    # Once, before a talk that was planned; and once, a while after it.
    BEFORE = "before"
    AFTER = "after"
    # A closeness check to look at again.
    AGAIN = "again"
    # A line that was kept, brought back.
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing somebody asked for. None of their words are in it."""

    # 16 random bytes.
    id: bytes
    kind: ReminderKind
    to: Address
    # The instant it falls due, in UTC, to the minute; None while it is paused.
    due: datetime | None
    # The local day it is meant for: at most one of a kind for each.
    day: date
    # Local wall time: an IANA zone, and minutes after midnight.
    zone: str
    minute: int
    # Weekdays, Monday is 0. Empty: once.
    days: frozenset[int] = frozenset()
    silent: bool = False
    # How many in a row were neither opened nor answered.
    unanswered: int = 0
    # The record it is about: a sitting, a check, a takeaway.
    about: bytes = b""
    # Paused by us: their chat was closed. It goes on when they come back.
    waiting: bool = False
    # Its one nudge was sent. It stays, with the time it was due, until it is opened or dropped.
    told: bool = False
    # What it comes before or after, where that is known. Before one it may be said until then.
    talk: datetime | None = None
    # It could not be said in time. It stays until they are told, when they look by themselves.
    lapsed: bool = False
    # It was said long after it was due, and still before the talk.
    late: bool = False
    # Paused with an end: the day it would have come on; until then it does not, nor is it skipped.
    rests_from: date | None = None
    # When and in which zone it was asked for, where a move put it elsewhere since.
    asked: datetime | None = None
    asked_in: str = ""
    # The language it is said in; none: the host's.
    language: str = ""

    @property
    def lapsed_by_move(self) -> bool:
        """Whether there is no time for it where they are now; it comes back where there is."""
        return self.lapsed and self.asked is not None


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry that fell due and is being seen to; since when, in UTC."""

    entry: Reminder
    since: datetime
    # The row as it was claimed: whose, and what it held. Whoever changed it since is noticed by it.
    pseudonym: bytes = b""
    sealed: bytes = b""
