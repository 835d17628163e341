"""How what is due is said: evenly, not when it is hopeless, and not while Discord is away."""

import asyncio
import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.content import load
from bot.features.reminders.sender import AWAY, MOST_REFUSED, WAIT, ReminderSender, mark_of
from bot.languages import Languages
from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
from bot.schedule.timing import MOST_UNANSWERED, instant
from bot.store import Store
from bot.store.reminder_codec import SIZE
from bot.ui.model import BotQuarantined, Nudge, RecipientUnreachable, TryAgainLater
from tests.store.people import ADA, writes
from tests.store.test_reminders import CHAT, DAY, LATER, NINE, ZONE

# What hangs is found by it.
PATIENCE = 60.0
LIBRARY = load()
TEXTS = LIBRARY.reminders


class Door:
    """Somebody's chat, which may be shut in one of three ways."""

    def __init__(self) -> None:
        self.shut: list[Exception] = []
        self.always: Exception | None = None
        self.tried: list[str] = []
        self.at: list[float] = []
        self.said: list[Nudge] = []
        self.looks = 0
        self.takes = 0.0

    async def address_of(self, person: PersonId) -> Address:
        return Address(person, CHAT)

    async def nudge(self, to: Address, nudge: Nudge, mark: str) -> None:
        del to
        self.tried.append(mark)
        self.at.append(time.monotonic())
        if self.takes:
            await asyncio.sleep(self.takes)
        if problem := self.shut.pop(0) if self.shut else self.always:
            raise problem
        self.said.append(nudge)

    async def was_nudged(self, to: Address, mark: str) -> bool:
        del to, mark
        self.looks += 1
        return False


class Clock:
    def __init__(self) -> None:
        self.now = LATER

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reminders(store: Store, door: Door, clock: Clock) -> ReminderSender:
    return ReminderSender(store.reminders, door, Languages(LIBRARY), clock, rate=1000)


def entry(n: int, **other: object) -> Reminder:
    to, due = Address(ADA, CHAT), instant(ZONE, DAY, NINE)
    made = Reminder(n.to_bytes(16), ReminderKind.DAILY, to, due, DAY, ZONE, NINE, EVERY_DAY)
    return replace(made, **other)  # type: ignore[arg-type]


async def asks(store: Store, n: int) -> None:
    await writes(store, ADA, "here")
    for i in range(n):
        await store.reminders.put(entry(i))


async def test_they_leave_one_by_one_evenly(store: Store, door: Door, clock: Clock) -> None:
    await asks(store, 20)
    # An answer that takes longer than the gap holds nobody up.
    door.takes = 0.1
    began = time.monotonic()
    await ReminderSender(store.reminders, door, Languages(LIBRARY), clock, rate=50).tick()
    gaps = [b - a for a, b in zip([began, *door.at], door.at, strict=False)]
    assert len(door.said) == 20
    assert sum(gaps[1:]) >= 19 / 50 * 0.95
    assert min(gaps[1:]) < door.takes, "the next one left before the answer was there"


async def test_a_flag_stops_everything_with_one_line_for_the_operator(
    store: Store, door: Door, reminders: ReminderSender, caplog: pytest.LogCaptureFixture
) -> None:
    await asks(store, 50)
    door.always = BotQuarantined()
    for _ in range(3):
        await reminders.tick()
    tried = len(door.tried)
    assert tried < 20
    await reminders.tick()
    assert len(door.tried) == tried
    (line,) = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert "reminders have stopped" in line


async def test_too_many_refusals_stop_it_for_a_while(
    store: Store, door: Door, reminders: ReminderSender, caplog: pytest.LogCaptureFixture
) -> None:
    await asks(store, 60)
    door.always = RecipientUnreachable()
    now = asyncio.get_running_loop().time()
    reminders._refused.extend([now] * (MOST_REFUSED - 3))
    await reminders.tick()
    await reminders.tick()
    assert 3 <= len(door.tried) < 20
    assert len([r for r in caplog.records if r.levelno >= logging.WARNING]) == 1
    # Ten minutes later it goes on.
    reminders._refused = type(reminders._refused)([now - 601] * MOST_REFUSED)
    await reminders.tick()
    assert len(door.tried) == 60
    assert all(e.waiting for e in await store.reminders.of(ADA))


async def test_a_chat_that_fails_holds_up_nobody_else(
    store: Store, door: Door, reminders: ReminderSender, clock: Clock
) -> None:
    await asks(store, 1)
    door.always = TryAgainLater()
    await reminders.tick()
    door.always = None
    door.shut = [TryAgainLater()]
    for n in range(1, 10):
        await store.reminders.put(entry(n))
    clock.now += WAIT
    await reminders.tick()
    assert len(door.said) == 9
    # Not at once again, and under the same mark.
    await reminders.tick()
    assert len(door.tried) == 11
    clock.now += WAIT
    await reminders.tick()
    assert len(door.said) == 10
    assert door.tried[0] == door.tried[1] == door.tried[11] == mark_of(entry(0))
    assert door.looks == 0


async def test_while_discord_is_away_little_is_tried(
    store: Store, door: Door, reminders: ReminderSender, clock: Clock
) -> None:
    await asks(store, 500)
    door.always = TryAgainLater()
    await reminders.tick()
    first = len(door.tried)
    assert first < 60
    for _ in range(10):
        clock.now += WAIT
        await reminders.tick()
    assert len(door.tried) - first < 10 * (AWAY + 60)
    door.always = None
    clock.now += WAIT
    await reminders.tick()
    # A mark that Discord may have forgotten is looked for first.
    assert door.looks > 0
    assert len(door.said) == 500


async def test_what_is_late_is_passed_over_without_a_request(
    store: Store, door: Door, reminders: ReminderSender, clock: Clock
) -> None:
    await asks(store, 200)
    clock.now += timedelta(hours=1)
    await reminders.tick()
    assert (door.tried, door.looks) == ([], 0)
    days = {(e.day - DAY).days for e in await store.reminders.of(ADA)}
    assert days == {1}


async def test_when_told_to_stop_what_is_on_its_way_is_finished_and_nothing_begun(
    store: Store, door: Door, clock: Clock
) -> None:
    await asks(store, 60)
    door.takes = 0.05
    reminders = ReminderSender(store.reminders, door, Languages(LIBRARY), clock, rate=50)
    ticking = asyncio.create_task(reminders.tick())
    while not door.said:  # noqa: ASYNC110 - the door tells nobody
        await asyncio.sleep(0.01)
    await reminders.rest()
    await asyncio.wait_for(ticking, PATIENCE)
    assert 1 <= len(door.said) == len(door.tried) < 30
    settled = [e for e in await store.reminders.of(ADA) if e.unanswered]
    assert len(settled) == len(door.said)


async def test_a_clock_that_is_put_back_says_nothing_early(
    store: Store, door: Door, reminders: ReminderSender, clock: Clock
) -> None:
    await asks(store, 1)
    door.always = TryAgainLater()
    await reminders.tick()
    door.always = None
    clock.now -= timedelta(hours=1)
    await reminders.tick()
    assert len(door.tried) == 1
    clock.now += timedelta(hours=1) + WAIT
    await reminders.tick()
    assert (len(door.said), door.looks) == (1, 0)


@pytest.mark.parametrize("unanswered", [0, MOST_UNANSWERED])
async def test_the_buttons_mean_what_they_say(
    store: Store, door: Door, reminders: ReminderSender, unanswered: int
) -> None:
    await writes(store, ADA, "here")
    await store.reminders.put(entry(5, unanswered=unanswered))
    await reminders.tick()
    (nudge,) = door.said
    last = unanswered == MOST_UNANSWERED
    steps = [b.press.split("/")[2] for b in nudge.buttons]
    assert steps == (["open"] if last else ["open", "later", "skip", "stop"])
    assert (nudge.line == TEXTS.stop_say) == last
    assert len(door.tried[0]) <= 25
    assert all(b.press.endswith(f"/{door.tried[0]}") for b in nudge.buttons)


async def test_what_is_stopped_while_others_are_told_is_not_said(
    store: Store, clock: Clock
) -> None:
    class Stops(Door):
        """The first one is answered with a stop to all of them."""

        async def nudge(self, to: Address, nudge: Nudge, mark: str) -> None:
            await super().nudge(to, nudge, mark)
            await store.reminders.drop(ADA, [e.id for e in await store.reminders.of(ADA)])

    await asks(store, 2)
    door = Stops()
    await ReminderSender(store.reminders, door, Languages(LIBRARY), clock, rate=2).tick()
    assert len(door.said) == 1


NOWHERE = "Nowhere/Gone"


async def several(store: Store, most: int, odd: int, **other: object) -> list[Reminder]:
    """One entry for each of several people; one of them cannot be worked with."""
    entries = []
    for n in range(most):
        who = PersonId(1000 + n)
        await writes(store, who, "here")
        made = replace(entry(n), to=Address(who, CHAT + n))
        entries.append(replace(made, **other) if n == odd else made)  # type: ignore[arg-type]
        await store.reminders.put(entries[-1])
    return entries


@pytest.mark.parametrize("rate", [1000, 1])
async def test_one_that_cannot_be_worked_with_holds_up_nobody_else(
    store: Store, door: Door, clock: Clock, caplog: pytest.LogCaptureFixture, rate: int
) -> None:
    most = 12 if rate > 1 else 3
    entries = await several(store, most, 1, zone=NOWHERE)
    reminders = ReminderSender(store.reminders, door, Languages(LIBRARY), clock, rate=rate)
    for _ in range(3):
        await reminders.tick()
        clock.now += WAIT
    assert len(door.said) == most - 1
    (left,) = await store.reminders.of(entries[1].to.person)
    assert left == entries[1], "it is left as it was"
    lines = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    assert lines == ["a reminder that is due failed and is left: ZoneInfoNotFoundError"]


async def test_a_mistake_while_one_is_said_holds_up_nobody_else(
    store: Store, door: Door, reminders: ReminderSender, caplog: pytest.LogCaptureFixture
) -> None:
    await several(store, 5, 9)
    door.shut = [RuntimeError("their own words")]
    await reminders.tick()
    assert len(door.said) == 4
    assert "their own words" not in caplog.text
    assert "RuntimeError" in caplog.text


@pytest.mark.parametrize("late", [timedelta(hours=1), timedelta(days=3, hours=2)])
async def test_nor_does_one_after_an_outage_or_when_they_come_back(
    store: Store, door: Door, clock: Clock, reminders: ReminderSender, late: timedelta
) -> None:
    entries = await several(store, 5, 2, zone=NOWHERE)
    clock.now += late
    await reminders.tick()
    for one in entries[:2] + entries[3:]:
        (after,) = await store.reminders.of(one.to.person)
        assert after.due
        assert after.due > clock.now
    waiting = replace(entries[2], due=None, waiting=True)
    await store.reminders.put(waiting)
    mine = replace(entry(77), to=waiting.to, due=None, waiting=True)
    await store.reminders.put(mine)
    await store.reminders.wake(waiting.to.person, clock.now)
    assert [e.waiting for e in await store.reminders.of(waiting.to.person)].count(True) == 1


async def test_a_row_that_is_no_entry_holds_up_nobody_else(
    store: Store, door: Door, reminders: ReminderSender
) -> None:
    entries = await several(store, 5, 9)
    table = store.reminders
    row = table._row(entries[2])
    for odd in (b"[]", b"{}", b"not JSON at all", b"\xff"):
        sealed = table._master.seal_entry(odd.ljust(SIZE), row.pseudonym, row.id)
        row = row._replace(blob=sealed)
        await table._keyring.write(lambda ring, row=row: ring.change_reminder(row))  # type: ignore[misc]
        await reminders.tick()
    assert len(door.said) == 4


async def test_what_an_outage_cost_is_told_by_kind_and_number(
    store: Store, clock: Clock, reminders: ReminderSender, caplog: pytest.LogCaptureFixture
) -> None:
    await several(store, 5, 2, kind=ReminderKind.LINE, days=frozenset())
    clock.now += timedelta(hours=2)
    await reminders.tick()
    await reminders.tick()
    lines = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert lines == [
        "let go of as too late: 4 reminders (daily)",
        "let go of as too late: 1 reminders (line)",
    ]
