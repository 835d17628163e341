"""How a talk went, as far as somebody said. Frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from bot.confidential import Confidential

OUTCOME, LINE, NEXT, AFRAID = "outcome", "line", "next", "afraid"
# One of these names, or that of a question -> what was written or chosen
Went: TypeAlias = Mapping[str, Confidential[str]]


@dataclass(frozen=True, slots=True)
class Debrief:
    """What was said of it, beside the walkthrough it went by."""

    id: bytes
    origin: bytes
    day: date
    went: Went = field(default_factory=dict)
    # How often each thing was written: an older form is noticed by it.
    turns: Mapping[str, int] = field(default_factory=dict)
    # A word of their own to find it by.
    tag: Confidential[str] | None = None
