"""What is remembered of a lock: every way there is through the machine, until nothing is new."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.person import PersonId
from bot.store.lock import events, machine
from bot.store.lock.events import LockEvent
from bot.store.lock.machine import (
    IDLE,
    PREPARED,
    UNLOCKED,
    Closed,
    Everybody,
    Expiring,
    Open,
    Opening,
    PuttingOn,
    State,
    Unfinished,
    Unlocked,
    step,
)

T = TypeVar("T")

# Seconds. It is always now; what time does is done to what is remembered.
NOW = 0.0
AWHILE = 300.0
# Whiles. Nothing is kept longer than three of them; what is older than four, is as old.
LONG_AGO = 4
ADA, BEN = PersonId(1), PersonId(2)


def held(what: str) -> Any:  # noqa: ANN401 - keys, boxes, pages: it looks into none of them
    """Something that the machine only hands on."""
    return what


FIRST = events.Succeeded(held("first keys"), held("first box"), IDLE, NOW)
FOR_EVER = events.Succeeded(held("second keys"), held("second box"), math.inf, NOW)
EVENTS: tuple[LockEvent, ...] = (
    events.Seen(),
    events.Missing(),
    events.NewLock(held("made"), NOW),
    events.LetGo(),
    events.PutsOn(),
    events.Opens(),
    events.Joins(),
    FIRST,
    FOR_EVER,
    events.Ended(),
    events.Finished(),
    events.TakenOff(),
    events.Closes(),
    events.Guessed(held("a try")),
    events.Behind(held("aside"), NOW),
    events.Passed(NOW),
    events.Used(NOW),
    events.Forgotten(),
)


@dataclass(frozen=True, slots=True)
class Story:
    """What happened so far, as far as a promise is about it. Ages are in whiles."""

    # They closed it, and nobody began to open it or put it on since.
    closed: bool = False
    # What was begun to be put on is neither there nor finished.
    half_way: bool = False
    made: int | None = None
    behind: int | None = None
    unused: int = 0
    # What opened it last.
    opened: events.Succeeded | None = None
    tried: bool = False
    # Their pages are held in memory.
    remembered: bool = False

    def told(self, event: LockEvent, before: State, after: State) -> "Story":
        new = self._told(event, before)
        if machine.forgets(before, after):
            new = replace(new, remembered=False)
        if after != before and isinstance(event, events.Opens | events.PutsOn):
            new = replace(new, closed=False)
        if isinstance(after, PuttingOn) and after != before:
            new = replace(new, half_way=True)
        return new._in(after)

    def _in(self, state: State) -> "Story":
        """Without what this state puts an end to, whatever comes after it."""
        new = self
        if not isinstance(state, Unlocked):
            new = replace(new, tried=False)  # whoever has a lock tries at that
        if not isinstance(state, Open):
            new = replace(new, opened=None, unused=0)
        if not isinstance(state, Closed | Opening):
            return replace(new, behind=None)
        return replace(new, made=None)

    def _told(self, event: LockEvent, before: State) -> "Story":
        match event:
            case events.Closes():
                return replace(self, closed=True, made=None, behind=None)
            case events.LetGo() if not isinstance(before, PuttingOn):
                return replace(self, made=None)
            case events.NewLock() if not self.half_way:
                return replace(self, made=0)
            case events.Succeeded():
                made = None if self.half_way else self.made
                return replace(self, half_way=False, made=made, opened=event, unused=0)
            case events.Joins() if isinstance(before, Opening):
                return replace(self, behind=None)
            case events.Behind() if isinstance(before, Closed):
                return replace(self, behind=0)
            case events.Finished() if isinstance(before, Unfinished):
                return replace(self, half_way=False)
            case events.Guessed():
                return replace(self, tried=True)
            case events.Used() if isinstance(step(before, events.Passed(NOW)), Open):
                return replace(self, unused=0)
            case events.TakenOff() if isinstance(before, Open):
                return replace(self, made=None)
            case events.Forgotten():
                return Story()
            case _:
                return self

    def later(self) -> "Story":
        made, behind = older(self.made), older(self.behind)
        return replace(self, made=made, behind=behind, unused=older(self.unused) or 0)


def older(age: int | None) -> int | None:
    return None if age is None else min(age + 1, LONG_AGO)


def later(there: T) -> T:
    """The same, a while later."""
    match there:
        case Expiring():
            return replace(there, until=max(there.until - AWHILE, -AWHILE))
        case Open():
            used, prepared = max(there.used - AWHILE, -LONG_AGO * AWHILE), later(there.prepared)
            return replace(there, used=used, prepared=prepared)
        case _ if is_dataclass(there) and not isinstance(there, type):
            return replace(there, **{f.name: later(getattr(there, f.name)) for f in fields(there)})
        case _:
            return there


Known = tuple[State, Story]


def ways_on(state: State, story: Story) -> Iterator[tuple[object, Known]]:
    for event in EVENTS:
        after = step(state, event)
        yield event, (after, story.told(event, state, after))
    yield "a while later", (later(state), story.later())
    if machine.may_remember(state):
        yield "they read", (state, replace(story, remembered=True))


@cache
def everywhere() -> dict[Known, tuple[object, ...]]:
    """Wherever one can get, and by what."""
    found: dict[Known, tuple[object, ...]] = {(UNLOCKED, Story()): ()}
    new = list(found)
    while new:
        state, story = new.pop(0)
        for event, there in ways_on(state, story):
            if there not in found:
                found[there] = (*found[state, story], event)
                new.append(there)
    return found


def now(state: State) -> State:
    """What is left of it once it is looked at."""
    return step(state, events.Passed(NOW))


def prepared(state: State) -> bool:
    match state:
        case Unlocked() | Open() | Unfinished():
            return state.prepared is not None
        case _:
            return False


def test_every_event_has_an_answer_in_every_state() -> None:
    kinds = (Unlocked, PuttingOn, Unfinished, Open, Closed, Opening)
    states = {state for state, _ in everywhere()}
    assert {type(state) for state in states} == set(kinds)
    for state, event in itertools.product(states, EVENTS):
        assert isinstance(step(state, event), kinds)


def test_what_was_closed_while_it_was_on_its_way_stays_closed() -> None:
    for (state, story), way in everywhere().items():
        assert not (story.closed and isinstance(state, Open)), way


def test_what_is_half_way_is_finished_before_anything_else() -> None:
    for (state, story), way in everywhere().items():
        assert story.half_way == isinstance(state, PuttingOn | Unfinished), way


def test_nothing_is_remembered_of_somebody_whose_lock_is_on_or_half_way() -> None:
    for (state, story), way in everywhere().items():
        assert not story.remembered or isinstance(state, Unlocked | Open), way


def test_what_was_prepared_is_there_for_a_quarter_of_an_hour_and_no_longer() -> None:
    for (state, story), way in everywhere().items():
        if not isinstance(state, PuttingOn):
            # What closes by itself takes it along.
            in_time = story.made is not None and story.made * AWHILE <= PREPARED
            is_there = not isinstance(now(state), Closed)
            assert prepared(now(state)) == (in_time and is_there), way


def test_what_was_written_behind_it_is_in_sight_for_a_quarter_of_an_hour_and_no_longer() -> None:
    for (state, story), way in everywhere().items():
        if isinstance(state, Closed):
            in_time = story.behind is not None and story.behind * AWHILE <= IDLE
            after = now(state)
            assert isinstance(after, Closed), way
            assert (after.aside is not None) == in_time, way


def test_it_is_open_by_what_opened_it_last_and_until_it_was_not_used_for_its_time() -> None:
    for (state, story), way in everywhere().items():
        if isinstance(state, Open):
            assert story.opened, way
            assert state.keys is story.opened.keys, way
            assert state.secrets is story.opened.secrets, way
            in_time = story.unused * AWHILE <= story.opened.idle
            assert type(now(state)) is (Open if in_time else Closed), way


def test_tries_are_counted_until_there_is_a_lock_to_try() -> None:
    for (state, story), way in everywhere().items():
        if isinstance(state, Unlocked):
            assert (state.tried is not None) == story.tried, way


def test_of_somebody_forgotten_nothing_is_left() -> None:
    for state, story in everywhere():
        assert step(state, events.Forgotten()) == UNLOCKED
        if not story.half_way and not isinstance(state, Opening | Unlocked):
            assert step(state, events.TakenOff()) == UNLOCKED


MADE = Expiring(held("made"), NOW)
BEHIND = Expiring(held("aside"), NOW)
IS_OPEN = Open(FIRST.keys, FIRST.secrets, IDLE, NOW)


@pytest.mark.parametrize(
    ("state", "event", "after"),
    [
        (UNLOCKED, events.Seen(), Closed()),
        (Closed(BEHIND), events.Missing(), UNLOCKED),
        (Unlocked(MADE), events.PutsOn(), PuttingOn(MADE)),
        (replace(IS_OPEN, prepared=MADE), events.PutsOn(), PuttingOn(MADE)),
        (UNLOCKED, events.PutsOn(), UNLOCKED),
        (PuttingOn(MADE), FIRST, IS_OPEN),
        (PuttingOn(MADE), events.Ended(), Unfinished(MADE)),
        (PuttingOn(MADE), events.LetGo(), PuttingOn(MADE)),
        (Unfinished(MADE), events.Finished(), Unlocked(MADE)),
        (Unfinished(), FIRST, Closed()),
        (Closed(BEHIND), events.Opens(), Opening(Closed(BEHIND))),
        (Opening(Closed(BEHIND)), FIRST, IS_OPEN),
        (Opening(Closed(BEHIND)), events.Ended(), Closed(BEHIND)),
        (Opening(Closed(BEHIND)), events.Joins(), Opening(Closed())),
        (IS_OPEN, events.Opens(), IS_OPEN),
        (replace(IS_OPEN, prepared=MADE), FIRST, replace(IS_OPEN, prepared=MADE)),
        (IS_OPEN, events.Closes(), Closed()),
        (IS_OPEN, events.TakenOff(), UNLOCKED),
    ],
)
def test_the_ways_from_one_state_to_the_next(state: State, event: LockEvent, after: State) -> None:
    assert step(state, event) == after


WHO = st.sampled_from([ADA, BEN])


@given(st.lists(st.tuples(WHO, st.sampled_from(EVENTS))))
def test_nobody_changes_what_is_remembered_of_somebody_else(
    happened: list[tuple[PersonId, LockEvent]],
) -> None:
    everybody = Everybody()
    for person, event in happened:
        everybody.step(person, event)
    for person in (ADA, BEN):
        alone: State = UNLOCKED
        for event in (event for who, event in happened if who == person):
            alone = step(alone, event)
        assert everybody[person] == alone
        assert (person in set(everybody)) == (alone != UNLOCKED), "or nothing is held of them"


def test_too_many_strangers_are_not_counted_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "MOST_STRANGERS", 3)
    everybody, strangers = Everybody(), [PersonId(n) for n in range(10, 14)]
    everybody.step(ADA, events.Seen())
    everybody.step(strangers[0], events.NewLock(held("made"), NOW))
    everybody.step(strangers[1], events.Guessed(held("a try")))
    for person in strangers:
        everybody.step(person, events.Guessed(held("a try")))
    assert everybody[strangers[0]] == Unlocked(Expiring(held("made"), PREPARED))
    assert set(everybody) == {ADA, *strangers}
    everybody.step(ADA, events.Missing())
    everybody.step(ADA, events.Guessed(held("a try")))
    assert set(everybody) == {ADA, strangers[0], *strangers[2:]}, "whoever tried last counts"
