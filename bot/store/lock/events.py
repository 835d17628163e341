"""What may happen to somebody's lock, as `machine.step` is told. `now` is in its seconds."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bot.store.crypto.keys import PersonKeys
    from bot.store.crypto.lockbox import Lockbox, Made, Secrets
    from bot.store.lock.protocol import Aside


@dataclass(frozen=True, slots=True)
class Seen:
    """A lock of theirs was found in the file, in their turn."""


@dataclass(frozen=True, slots=True)
class Missing:
    """None of theirs was found in the file, in their turn."""


@dataclass(frozen=True, slots=True)
class NewLock:
    """A lock was made, at `now`, for them to put on."""

    made: "Made" = field(repr=False)
    now: float


@dataclass(frozen=True, slots=True)
class LetGo:
    """They don't want what was prepared."""


@dataclass(frozen=True, slots=True)
class PutsOn:
    """What was prepared begins to be written."""


@dataclass(frozen=True, slots=True)
class Opens:
    """A phrase or a code begins to be tried."""


@dataclass(frozen=True, slots=True)
class Joins:
    """It was right: what was written behind the lock begins to join the rest."""


@dataclass(frozen=True, slots=True)
class Succeeded:
    """It is on, in the files, and these keys open it: what was begun went well, at `now`."""

    keys: "PersonKeys" = field(repr=False)
    secrets: "Secrets" = field(repr=False)
    # Seconds without use after which it closes.
    idle: float
    now: float


@dataclass(frozen=True, slots=True)
class Ended:
    """What was begun is over, well or not."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The files are whole again: the lock that was to be put on is there, or what was before."""


@dataclass(frozen=True, slots=True)
class TakenOff:
    """There is none in the files any more."""


@dataclass(frozen=True, slots=True)
class Closes:
    """They close it, or want nothing to be seen. Where there is no lock, none comes of it."""


@dataclass(frozen=True, slots=True)
class Guessed:
    """They tried to open what isn't there: nobody's lock, with the try counted."""

    tried: "Lockbox"


@dataclass(frozen=True, slots=True)
class Behind:
    """They are here while it is closed, at `now`: this is where they write."""

    aside: "Aside" = field(repr=False)
    now: float


@dataclass(frozen=True, slots=True)
class Passed:
    """It is `now`."""

    now: float


@dataclass(frozen=True, slots=True)
class Used:
    """It is `now`, and they are here."""

    now: float


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Everything of theirs was deleted, the lock as well."""


LockEvent: TypeAlias = (
    Seen
    | Missing
    | NewLock
    | LetGo
    | PutsOn
    | Opens
    | Joins
    | Succeeded
    | Ended
    | Finished
    | TakenOff
    | Closes
    | Guessed
    | Behind
    | Passed
    | Used
    | Forgotten
)
