"""A line that somebody kept. Frozen data."""

from dataclasses import dataclass
from datetime import date

from bot.confidential import Confidential


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One line somebody kept."""

    id: bytes
    day: date
    text: Confidential[str]
    # Where it was written: the id of that record, or nothing.
    origin: bytes = b""
    # How often it was changed: an older form is noticed by it.
    turn: int = 0
    # Which one it was: several can be of one day.
    n: int = 0
    # A word of their own to find it by.
    tag: Confidential[str] | None = None
