"""What somebody decided once, each kept as a record of its own. Frozen data."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Agreed:
    """What they agreed to: where their words lie, and with whom, as it was said then."""

    storage: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class ChosenCountry:
    """Where they look for help: a code of two letters, or none."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class KeepFor:
    """How long they want things kept: a span by its name, and the day it was last seen to."""

    span: str
    looked: date


@dataclass(frozen=True, slots=True)
class Preferences:
    """How pages are to look, and what they may show by themselves."""

    # "12" or "24" hours; none: as in their language.
    clock: str = ""
    # Every page as a message of its own, not in place of the one before.
    anew: bool = False
    # What was kept a year ago, on its day.
    year_ago: bool = False
    # By its name in the folder of texts; none: that of their Discord.
    language: str = ""
