"""One check-in, and what somebody decided about theirs. Frozen data."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.confidential import Confidential
from bot.forms.answers import Answer
from bot.forms.labels import chosen_ids


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """One check-in of one person. Nothing at all is a full answer."""

    id: bytes
    # In UTC, to the minute.
    at: datetime
    day: date
    answer: Confidential[Answer]
    # By way of the room.
    room: bool = False
    # How often it was added to: an older form is noticed by it.
    turn: int = 0
    # Which one it was: several can be of one minute.
    n: int = 0
    # A word of their own to find it by.
    tag: Confidential[str] | None = None

    def chose(self, key: str, *any_of: str) -> bool:
        """Whether one of these was chosen."""
        return self.answer.satisfies(lambda a: any(c in any_of for c in chosen_ids(a, key)))


@dataclass(frozen=True, slots=True)
class Habits:
    """What somebody decided once about their check-ins."""

    room_first: bool = False
    patterns: bool = True
    strong: bool = True
    # When the sentence about several strong ones was last said.
    strong_said: datetime | None = None
    picture: bool = True
    # The weeks that are left out of it, each by its first day.
    away: frozenset[date] = frozenset()
