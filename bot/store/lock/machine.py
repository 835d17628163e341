"""What is remembered of somebody's lock, and what comes of each thing that happens to it.

Pure: no files, no cryptography, no clock. Times are seconds of one clock that never goes back.

                          +----------------Ended----------------+
                          v                                     |
    Unlocked --Seen--> Closed ------------Opens------------> Opening
       |   ^              ^                                     |
    PutsOn |       Closes or unused                         Succeeded
       |   |              |                                     |
       |   +--TakenOff-- Open <---------------------------------+
       v                  ^
    PuttingOn --Succeeded-+    --Ended--> Unfinished --Finished--> Unlocked

Whoever closes it has the last word: Closes takes whatever was begun to where Succeeded leads to
Closed. What was prepared, or written behind it, is held for a while only, and what is open, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from bot.person import PersonId
from bot.store.lock import events
from bot.store.lock.events import LockEvent

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
class Expiring(Generic[T]):
    """Something that is kept until a time, that time included."""

    what: T = field(repr=False)
    until: float


@dataclass(frozen=True, slots=True)
class Unlocked:
    """No lock is on, as far as was seen."""

    prepared: "Expiring[Made] | None" = None
    # Nobody's lock, at which they tried all the same: it counts as a real one does.
    tried: "Lockbox | None" = None


@dataclass(frozen=True, slots=True)
class PuttingOn:
    """The files are between no lock, or the one of before, and the one that was prepared."""

    prepared: "Expiring[Made]"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The same, and nobody waits for it any more: it failed on the way, or was closed already.

    It is finished before anything else of theirs.
    """

    prepared: "Expiring[Made] | None" = None


@dataclass(frozen=True, slots=True)
class Open:
    """It is on, and its keys are held until it was not used for `idle` seconds (or for ever)."""

    keys: "PersonKeys" = field(repr=False)
    secrets: "Secrets" = field(repr=False)
    idle: float
    used: float
    # The lock that takes the place of this one.
    prepared: "Expiring[Made] | None" = None


@dataclass(frozen=True, slots=True)
class Closed:
    """It is on. All that is in sight is what was written behind it lately."""

    aside: "Expiring[Aside] | None" = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody is trying to open it. Until that has ended, it is closed as it was."""

    closed: Closed


State: TypeAlias = Unlocked | PuttingOn | Unfinished | Open | Closed | Opening
UNLOCKED: Final = Unlocked()


def step(state: State, event: LockEvent) -> State:
    """What comes of it. What means nothing in a state leaves it as it is."""
    match event, state:
        case events.Seen(), Unlocked():
            return Closed()
        case events.Missing(), Closed():
            return UNLOCKED
        case events.NewLock(made, now), Unlocked() | Open():
            return replace(state, prepared=Expiring(made, now + PREPARED))
        case events.LetGo(), Unlocked() | Open() | Unfinished():
            return replace(state, prepared=None)
        case events.PutsOn(), Unlocked() | Open() if state.prepared:
            return PuttingOn(state.prepared)
        case events.Opens(), Closed():
            return Opening(state)
        case events.Joins(), Opening():
            return Opening(Closed())
        case events.Succeeded(), Opening() | PuttingOn():
            return Open(event.keys, event.secrets, event.idle, event.now)
        case events.Succeeded(), Open():
            return Open(event.keys, event.secrets, event.idle, event.now, state.prepared)
        case events.Succeeded(), Unfinished():
            return Closed()
        case events.Ended(), Opening():
            return state.closed
        case events.Ended(), PuttingOn():
            return Unfinished(state.prepared)
        case events.Finished(), Unfinished():
            return Unlocked(state.prepared)
        case events.TakenOff(), Open() | Closed():
            return UNLOCKED
        case events.Closes(), _:
            return _closed(state)
        case events.Guessed(tried), Unlocked():
            return replace(state, tried=tried)
        case events.Behind(aside, now), Closed():
            return Closed(Expiring(aside, now + IDLE))
        case events.Passed(now), _:
            return _passed(state, now)
        case events.Used(now), _:
            here = _passed(state, now)
            return replace(here, used=now) if isinstance(here, Open) else here
        case events.Forgotten(), _:
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
        case Unlocked() | Unfinished() | Open() if state.prepared:
            return replace(state, prepared=_left(state.prepared, now))
        case Closed():
            return Closed(_left(state.aside, now))
        case PuttingOn() | Opening():
            # It ends soon, and time counts from there on.
            return state
        case Unlocked() | Unfinished() | Open():
            return state


def _left(kept: Expiring[T] | None, now: float) -> Expiring[T] | None:
    return kept if kept and now <= kept.until else None


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

    def __contains__(self, person: PersonId) -> bool:
        return person in self._states

    def __iter__(self) -> Iterator[PersonId]:
        return iter(tuple(self._states))

    def step(self, person: PersonId, event: LockEvent) -> State:
        """What comes of it for one person: their state from now on."""
        after = step(self._states.pop(person, UNLOCKED), event)
        self._put(person, after)
        if isinstance(event, events.Guessed):
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
