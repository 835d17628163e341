"""What is remembered of somebody's lock, and what comes of each thing that happens to it.

Pure: no files, no cryptography, no clock. Times are seconds of one clock that never goes back.

    Unlocked --PutsOn--> PuttingOn --Opened--> Open --Closes--> Closed --Opens--> Opening
                             |                   |                ^                  |
                           Ended              TakenOff            +------Ended-------+
                             v                   v                                   |
    Unlocked <--Finished- Unfinished         Unlocked            Open <----Opened----+

Whoever closes it is believed first: what was on its way to Open ends in Closed, however well it
goes. And what was prepared for nobody knows how long, written a while ago or left open is let go.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from bot.doors import PersonId

if TYPE_CHECKING:
    # Held and handed on, never looked into.
    from bot.store.crypto.keys import PersonKeys
    from bot.store.crypto.lockbox import Lockbox, Made, Secrets
    from bot.store.lock.protocol import Aside

# Seconds. How long something made is kept without being put on; how long something stays in sight,
# or open, without being used.
PREPARED: Final = 15 * 60
IDLE: Final = 15 * 60
# People without a lock whose tries are counted; beyond, whoever tried longest ago begins anew.
MOST_STRANGERS: Final = 4096

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Brief(Generic[T]):
    """Something that is kept until a time, that time included."""

    what: T = field(repr=False)
    until: float


# What somebody's lock is


@dataclass(frozen=True, slots=True)
class Unlocked:
    """No lock is on, as far as was seen."""

    prepared: "Brief[Made] | None" = None
    # Nobody's lock, at which they tried all the same: it counts as a real one does.
    tried: "Lockbox | None" = None


@dataclass(frozen=True, slots=True)
class PuttingOn:
    """The files are between no lock, or the one of before, and the one that was prepared."""

    prepared: "Brief[Made]"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The same, and nobody waits for it any more: it failed on the way, or was closed already.

    It is finished before anything else of theirs.
    """

    prepared: "Brief[Made] | None" = None


@dataclass(frozen=True, slots=True)
class Open:
    """It is on, and its keys are held until it was not used for `idle` seconds (or for ever)."""

    keys: "PersonKeys" = field(repr=False)
    secrets: "Secrets" = field(repr=False)
    idle: float
    used: float
    # The lock that takes the place of this one.
    prepared: "Brief[Made] | None" = None


@dataclass(frozen=True, slots=True)
class Closed:
    """It is on. All that is in sight is what was written behind it lately."""

    aside: "Brief[Aside] | None" = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody is trying to open it. Until that has ended, it is closed as it was."""

    closed: Closed


State: TypeAlias = Unlocked | PuttingOn | Unfinished | Open | Closed | Opening
UNLOCKED: Final = Unlocked()


# What happens to it


@dataclass(frozen=True, slots=True)
class Seen:
    """A lock of theirs was found in the file, in their turn."""


@dataclass(frozen=True, slots=True)
class Missing:
    """None of theirs was found in the file, in their turn."""


@dataclass(frozen=True, slots=True)
class Prepared:
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
class Opened:
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


Event: TypeAlias = (
    Seen
    | Missing
    | Prepared
    | LetGo
    | PutsOn
    | Opens
    | Joins
    | Opened
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


def step(state: State, event: Event) -> State:
    """What comes of it. What means nothing in a state leaves it as it is."""
    match event, state:
        case Seen(), Unlocked():
            return Closed()
        case Missing(), Closed():
            return UNLOCKED
        case Prepared(made, now), Unlocked() | Open():
            return replace(state, prepared=Brief(made, now + PREPARED))
        case LetGo(), Unlocked() | Open() | Unfinished():
            return replace(state, prepared=None)
        case PutsOn(), Unlocked(prepared=Brief() as prepared) | Open(prepared=Brief() as prepared):
            return PuttingOn(prepared)
        case Opens(), Closed():
            return Opening(state)
        case Joins(), Opening():
            return Opening(Closed())
        case Opened(), Opening() | PuttingOn():
            return Open(event.keys, event.secrets, event.idle, event.now)
        case Opened(), Open():
            return Open(event.keys, event.secrets, event.idle, event.now, state.prepared)
        case Opened(), Unfinished():
            return Closed()
        case Ended(), Opening():
            return state.closed
        case Ended(), PuttingOn():
            return Unfinished(state.prepared)
        case Finished(), Unfinished():
            return Unlocked(state.prepared)
        case TakenOff(), Open() | Closed():
            return UNLOCKED
        case Closes(), _:
            return _closed(state)
        case Guessed(tried), Unlocked():
            return replace(state, tried=tried)
        case Behind(aside, now), Closed():
            return Closed(Brief(aside, now + IDLE))
        case Passed(now), _:
            return _passed(state, now)
        case Used(now), _:
            here = _passed(state, now)
            return replace(here, used=now) if isinstance(here, Open) else here
        case Forgotten(), _:
            return UNLOCKED
        case _:
            return state


def _closed(state: State) -> State:
    match state:
        case Unlocked():
            # What was tried counts on: closing gives no more tries.
            return replace(state, prepared=None)
        case PuttingOn() | Unfinished():
            return Unfinished()
        case Open() | Closed() | Opening():
            return Closed()


def _passed(state: State, now: float) -> State:
    match state:
        case Open() if now - state.used > state.idle:
            return Closed()
        case Unlocked() | Unfinished() | Open():
            return replace(state, prepared=_left(state.prepared, now))
        case Closed():
            return Closed(_left(state.aside, now))
        case PuttingOn() | Opening():
            # It ends soon, and time counts from there on.
            return state


def _left(brief: Brief[T] | None, now: float) -> Brief[T] | None:
    return brief if brief and now <= brief.until else None


def may_remember(state: State) -> bool:
    """Whether somebody's pages may be held in memory: never past the moment it is closed."""
    return isinstance(state, Unlocked | Open)


def forgets(before: State, after: State) -> bool:
    """Whether what is held of somebody's pages goes, because it was held under another state."""
    return type(before) is not type(after)


class Everybody:
    """The state of each, and of nobody who has no lock and did nothing about one."""

    def __init__(self) -> None:
        self._states: dict[PersonId, State] = {}

    def __getitem__(self, person: PersonId) -> State:
        return self._states.get(person, UNLOCKED)

    def __iter__(self) -> Iterator[PersonId]:
        return iter(tuple(self._states))

    def step(self, person: PersonId, event: Event) -> State:
        """What comes of it for one person: their state from now on."""
        after = step(self._states.pop(person, UNLOCKED), event)
        self._put(person, after)
        if isinstance(event, Guessed):
            self._let_strangers_go()
        return after

    def _put(self, person: PersonId, state: State) -> None:
        if state != UNLOCKED:
            self._states[person] = state

    def _let_strangers_go(self) -> None:
        """Stop counting for whoever was here longest ago, where there are too many."""
        strangers = [
            (person, state)
            for person, state in self._states.items()
            if isinstance(state, Unlocked) and state.tried
        ]
        for person, state in strangers[:-MOST_STRANGERS]:
            del self._states[person]
            self._put(person, replace(state, tried=None))
