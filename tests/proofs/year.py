"""A year of many people on a clock of its own, with the real file and Discord in memory.

They move, snooze, pause, stop (also between claim and send), shut their door and come back; the
bot is away for hours and days and killed half-way, Discord is away, the clock jumps. Whatever is
said is judged on the spot; whatever was not, at the end.
"""

import asyncio
import bisect
import heapq
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from bot.content import load
from bot.features.reminders.sender import ReminderSender, mark_of
from bot.languages import Languages
from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Claim, Reminder, ReminderKind
from bot.schedule.timing import (
    A_DAY,
    GRACE,
    answered,
    changed,
    expires,
    from_now,
    instant,
    is_quiet,
    local,
    paused,
    sent,
    snoozed,
)
from bot.store import Store, StorePaths
from bot.store.records import Record, Shelf
from bot.ui.model import Nudge, RecipientUnreachable, TryAgainLater
from tests.store.people import soonest

BEGIN = datetime(2027, 1, 4, tzinfo=UTC)
AN_HOUR, A_MINUTE = timedelta(hours=1), timedelta(minutes=1)
# Twice the same mark within this is one message.
REMEMBERED = timedelta(minutes=3)
ZONES = (
    *("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Asia/Kolkata"),
    *("America/Nuuk", "Pacific/Apia", "Pacific/Honolulu", "Europe/London", "America/Santiago"),
)
WEEKS = (EVERY_DAY, frozenset(range(5)), frozenset({0, 2, 4}), frozenset({6}))
ANSWERS_AFTER = 2
SNOOZES, STOPS_BETWEEN, SNOOZES_BETWEEN = 0.02, 0.0004, 0.002
# What there must be none of.
WRONG = (
    *("lost", "doubled", "late", "in quiet hours", "after a stop", "on other days"),
    *("too many for the silent", "said all the same"),
)
LIBRARY = load()
NEXT = "SELECT min(due_at) FROM schedule WHERE claimed_at IS NULL"


@dataclass(slots=True)
class Life:
    """What is really so about one person."""

    person: PersonId
    silent: bool
    # From which day on which zone, minute and days hold.
    wants: list[tuple[date, str, int, frozenset[int]]]
    on: bool = True
    asleep: bool = False
    shut: bool = False
    said: Counter[date] = field(default_factory=Counter)
    extra: Counter[date] = field(default_factory=Counter)
    # Days on which something of theirs changed.
    disturbed: set[date] = field(default_factory=set)
    ended: date | None = None


class Year:
    """The people, the bot, Discord and the clock."""

    def __init__(
        self, places: StorePaths, size: tuple[int, int], seed: int, *, careless: bool, hasty: int
    ) -> None:
        (people, days), self.rng = size, Random(seed)  # noqa: S311
        self.places, self.days = places, days
        # How much more often than in a year somebody acts while they are being written to.
        self.careless, self.hasty = careless, hasty
        # The clock the bot can read, and how far it is off.
        self.true, self.off = BEGIN, timedelta()
        self.end = BEGIN + timedelta(days=days)
        self.lives = {PersonId(n): self._somebody(PersonId(n)) for n in range(1, people + 1)}
        self.figures: Counter[str] = Counter(people=people, days=days)
        # Times in which the bot or Discord was away, or the clock wrong.
        self.away: list[tuple[datetime, datetime]] = []
        self.hazy: list[tuple[datetime, datetime]] = []
        self.discord_away = self.killing = False
        self.marks: dict[str, Reminder] = {}
        self.chats: defaultdict[int, list[tuple[str, datetime]]] = defaultdict(list)
        self._soonest = self.end
        self._events: list[tuple[datetime, int, Callable[[], Awaitable[None]]]] = []

    @property
    def now(self) -> datetime:
        return self.true + self.off

    async def run(self) -> Counter[str]:
        """All of it."""
        self._wind()
        await self._wake()
        await self._fill()
        self._foresee()
        while self.true < self.end:
            due = await self._next_due()
            while self._events and self._events[0][0] <= min(due, self.end):
                when, _, act = heapq.heappop(self._events)
                self.true = max(self.true, when)
                self._soonest = due
                await act()
                # Whatever falls into time that passed comes before the bot looks again.
                due = max(self.true, min(self._soonest, due))
            self.true = max(self.true, min(due, self.end))
            await self._tick()
        await self.store.close()
        self._judge_the_rest()
        return self.figures

    def _wind(self) -> None:
        """Let the loop's clock, which nobody can set, go with the true one."""
        loop = asyncio.get_running_loop()
        since = loop.time
        loop.time = lambda: since() + (self.true - BEGIN).total_seconds()  # type: ignore[method-assign]

    # the bot

    async def _wake(self) -> None:
        self.store = await Store.open(self.places)
        self.bot = (_Careless if self.careless else _Bot)(self)

    async def _tick(self) -> None:
        self.figures["ticks"] += 1
        if self.killing:
            # Killed at some moment of it; what it had in hand is left as it is.
            task = asyncio.create_task(self.bot.tick())
            for _ in range(self.rng.randrange(1, 60)):
                await asyncio.sleep(0)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self.killing = False
            self.hazy.append((self.true - AN_HOUR, self.true + AN_HOUR))
            self.figures["kills"] += 1
            # Started again at once, or when Discord has forgotten every mark.
            self.true += self.rng.choice((0, 1, 10)) * A_MINUTE
            await self.store.close()
            await self._wake()
        await self.bot.tick()

    async def put(self, entry: Reminder) -> None:
        """Something is changed, and may be due sooner than anything else."""
        await self.store.reminders.put(entry)
        if entry.due:
            self._soonest = min(self._soonest, max(entry.due - self.off, self.true))

    async def _next_due(self) -> datetime:
        due = await soonest(self.store)
        if due is None:
            return self.end
        at = datetime.fromtimestamp(due, UTC) - self.off
        # What is open is tried again after a while.
        return at if at > self.true else self.true + A_MINUTE

    # what happens

    def _somebody(self, person: PersonId) -> Life:
        minute = self.rng.choice([*range(8 * 60, 21 * 60 + 30, 30)])
        wants = (BEGIN.date(), self.rng.choice(ZONES), minute, self.rng.choice(WEEKS))
        return Life(person, silent=self.rng.random() < 0.1, wants=[wants])

    async def _fill(self) -> None:
        for life in self.lives.values():
            async with self.store.session(life.person) as session:
                session.keep(Shelf.SETTINGS, session.named("asked"), Record({}))
            _, zone, minute, days = life.wants[0]
            to, day = Address(life.person, life.person), local(zone, self.now).date()
            entry = Reminder(
                *(life.person.to_bytes(16), ReminderKind.DAILY, to, None, day, zone, minute, days)
            )
            await self.put(from_now(entry, self.now))

    def at(self, when: datetime, act: Callable[[], Awaitable[None]]) -> None:
        heapq.heappush(self._events, (when, len(self._events) + self.rng.getrandbits(40), act))

    def _some_time(self) -> datetime:
        return BEGIN + timedelta(minutes=self.rng.randrange(24 * 60, self.days * 24 * 60))

    def _foresee(self) -> None:
        for life in self.lives.values():
            for chance, act in (
                *((0.9, self._moves), (0.9, self._moves), (0.6, self._other_time)),
                *((0.4, self._holiday), (0.1, self._stops), (0.1, self._shuts)),
            ):
                if self.rng.random() < chance * self.days / 365:
                    self.at(self._some_time(), lambda act=act, life=life: act(life))  # type: ignore[misc]
        for _ in range(max(2, self.days // 15)):
            self.at(self._some_time(), self._bot_is_away)
            self.at(self._some_time(), self._discord_is_away)
            self.at(self._some_time(), self._clock_jumps)
            self.at(self._some_time(), self._is_killed)

    async def entry(self, life: Life) -> Reminder | None:
        return next(iter(await self.store.reminders.of(life.person)), None)

    def disturb(self, life: Life, zone: str) -> date:
        today = local(zone, self.now).date()
        life.disturbed |= {today + A_DAY * n for n in (-2, -1, 0, 1, 2)}
        return today

    async def _change(self, life: Life, zone: str, minute: int, days: frozenset[int]) -> None:
        entry = await self.entry(life)
        if entry is None or entry.due is None:
            return
        self.disturb(life, entry.zone)
        today = self.disturb(life, zone)
        await self.put(changed(entry, self.now, zone, minute, days))
        life.wants.append((today, zone, minute, days))
        self.figures["changes"] += 1

    async def _moves(self, life: Life) -> None:
        _, _, minute, days = life.wants[-1]
        await self._change(life, self.rng.choice(ZONES), minute, days)

    async def _other_time(self, life: Life) -> None:
        _, zone, _, _ = life.wants[-1]
        minute = self.rng.randrange(8 * 60, 21 * 60 + 30)
        await self._change(life, zone, minute, self.rng.choice(WEEKS))

    async def _holiday(self, life: Life) -> None:
        entry = await self.entry(life)
        if entry is None or entry.due is None:
            return
        away = timedelta(days=self.rng.randrange(1, 20))
        today = self.disturb(life, entry.zone)
        life.disturbed |= {today + A_DAY * n for n in range(away.days + 3)}
        life.asleep = True
        await self.put(paused(entry))

        async def back() -> None:
            entry = await self.entry(life)
            if entry and life.asleep:
                life.asleep = False
                life.disturbed |= {today + A_DAY * n for n in range((self.now.date() - today).days)}
                self.disturb(life, entry.zone)
                await self.put(from_now(entry, self.now))

        self.at(self.true + away, back)
        self.figures["holidays"] += 1

    async def _stops(self, life: Life) -> None:
        if not life.on:
            return
        try:
            await self.store.reminders.drop(life.person, [life.person.to_bytes(16)])
        finally:
            # Killed in between, the file has it all the same.
            life.ended = self.disturb(life, life.wants[-1][1])
            life.on = False
            self.figures["stops"] += 1

    async def _shuts(self, life: Life) -> None:
        life.shut = True
        away = timedelta(days=self.rng.randrange(1, 9), minutes=self.rng.randrange(999))
        today = self.disturb(life, life.wants[-1][1])
        # On a weekly day it may be noticed only later.
        life.disturbed |= {today + A_DAY * n for n in range(away.days + 9)}

        async def back() -> None:
            life.shut = False
            self.disturb(life, life.wants[-1][1])
            await self.store.reminders.wake(life.person, self.now)
            self._soonest = self.true

        self.at(self.true + away, back)
        self.figures["shut"] += 1

    async def _bot_is_away(self) -> None:
        hours = self.rng.choice((0.3, 0.5, 1, 2, 5, 9, 26, 75))
        begin = self.true
        await self.store.close()
        self.true += timedelta(hours=hours)
        self._soonest = self.true
        self.away.append((begin, self.true))
        await self._wake()
        self.figures["outages"] += 1

    async def _discord_is_away(self) -> None:
        if self.discord_away:
            return
        length = timedelta(minutes=self.rng.choice((4, 10, 30, 60, 200)))
        self.discord_away = True
        self.hazy.append((self.true - AN_HOUR, self.true + length + AN_HOUR))

        async def back() -> None:
            self.discord_away = False

        self.at(self.true + length, back)
        self.figures["discord away"] += 1

    async def _clock_jumps(self) -> None:
        if self.off:
            return
        self._soonest = self.true
        self.off = self.rng.choice((-2, -1, -0.5, 0.5, 1, 2)) * AN_HOUR
        length = timedelta(minutes=self.rng.randrange(1, 300))
        self.hazy.append((self.true - 3 * AN_HOUR, self.true + length + 3 * AN_HOUR))

        async def back() -> None:
            self._soonest = self.true
            self.off = timedelta()

        self.at(self.true + length, back)
        self.figures["clock jumps"] += 1

    async def _is_killed(self) -> None:
        self.killing = True

    # what somebody does the moment they are being written to

    async def in_between(self, claim: Claim) -> None:
        life, chance = self.lives[claim.entry.to.person], self.rng.random() / self.hasty
        if chance < STOPS_BETWEEN and life.on:
            await self._stops(life)
            self.figures["stops between"] += 1
        elif chance < SNOOZES_BETWEEN and life.on:
            await self.snoozes(life)
            self.figures["snoozes between"] += 1

    async def snoozes(self, life: Life) -> None:
        entry = await self.entry(life)
        if entry is None or entry.due is None:
            return
        until = self.now + self.rng.choice((1, 2, 5, 24)) * AN_HOUR
        after = snoozed(entry, until)
        self.disturb(life, entry.zone)
        life.disturbed |= {after.day, after.day + A_DAY}
        life.extra[after.day] += 1
        await self.put(after)

    # judging

    def hears(self, life: Life, entry: Reminder) -> None:
        """A message is there. Was it right to say it now, and to them."""
        now, due = self.now, entry.due
        assert due is not None
        self.figures["said"] += 1
        self.figures["late"] += not due <= now < due + GRACE
        self.figures["in quiet hours"] += is_quiet(entry.zone, now)
        self.figures["after a stop"] += not life.on or life.asleep
        life.said[entry.day] += 1
        self.figures["doubled"] += life.said[entry.day] > 1 + life.extra[entry.day]

    def _judge_the_rest(self) -> None:
        """Every day on which nothing happened to them, to Discord or to the clock."""
        away, hazy = _Spans(self.away), _Spans(self.hazy)
        for life in self.lives.values():
            if life.silent:
                total = sum(life.said.values()) - sum(life.extra.values())
                self.figures["too many for the silent"] += total > 10 + 10 * len(life.disturbed)
                continue
            last = life.ended or (self.end - 3 * A_DAY).date()
            day = BEGIN.date() + 2 * A_DAY
            while day < last:
                at = bisect.bisect_right(life.wants, day, key=lambda want: want[0]) - 1
                _, zone, minute, days = life.wants[at]
                if day.weekday() in days and day not in life.disturbed:
                    due, to = instant(zone, day, minute), Address(life.person, 0)
                    entry = Reminder(b"", ReminderKind.DAILY, to, due, day, zone, minute, days)
                    self._judge(life, entry, away, hazy)
                elif day.weekday() not in days and day not in life.disturbed:
                    self.figures["on other days"] += life.said[day]
                day += A_DAY

    def _judge(self, life: Life, entry: Reminder, away: "_Spans", hazy: "_Spans") -> None:
        assert entry.due
        day, due, end = entry.day, entry.due, expires(entry, entry.due)
        if hazy.touch(due, end):
            self.figures["unjudged"] += 1
        elif away.cover(due, end):
            self.figures["too late to be said"] += 1
            self.figures["said all the same"] += life.said[day]
        else:
            self.figures["judged"] += 1
            self.figures["lost"] += life.said[day] == 0


class _Spans:
    """Stretches of time, to be asked about quickly."""

    def __init__(self, spans: list[tuple[datetime, datetime]]) -> None:
        self._spans: list[tuple[datetime, datetime]] = []
        for begin, end in sorted(spans):
            # One right after the other is one.
            joins = self._spans and begin <= self._spans[-1][1]
            first, last = self._spans.pop() if joins else (begin, end)
            self._spans.append((first, max(last, end)))

    def touch(self, begin: datetime, end: datetime) -> bool:
        return any(a < end and begin < b for a, b in self._spans)

    def cover(self, begin: datetime, end: datetime) -> bool:
        return any(a <= begin and end <= b for a, b in self._spans)


class _Bot(ReminderSender):
    """The bot's own, in a year. What it does at once would take it a while."""

    def __init__(self, year: Year) -> None:
        super().__init__(
            year.store.reminders, _Door(year), Languages(LIBRARY), lambda: year.now, rate=1e7
        )
        self._year = year
        # More would be one transaction for everybody.
        self._most = 500

    async def _say(self, claim: Claim) -> tuple[Claim, Reminder | None] | None:
        self._year.marks[mark_of(claim.entry)] = claim.entry
        await self._year.in_between(claim)
        return await super()._say(claim)

    def _note_refusal(self) -> None:
        """Hours pass here in a second, so that it would count far too many of them as one."""


class _Careless(_Bot):
    """Says whatever it claimed, whenever it comes to it."""

    async def _say(self, claim: Claim) -> tuple[Claim, Reminder | None] | None:
        self._year.marks[mark := mark_of(claim.entry)] = claim.entry
        await self._year.in_between(claim)
        with suppress(RecipientUnreachable, TryAgainLater):
            await self._door.nudge(claim.entry.to, self._nudge(claim.entry, mark), mark)
        return claim, sent(claim.entry)

    def _is_sure(self, claim: Claim) -> bool:
        del claim
        return False


class _Door:
    """Everybody's chats, as far as they matter."""

    def __init__(self, year: Year) -> None:
        self._year = year

    async def address_of(self, person: PersonId) -> Address:
        return Address(person, person)

    async def nudge(self, to: Address, nudge: Nudge, mark: str) -> None:
        year, life = self._year, self._year.lives[to.person]
        assert nudge.line
        year.figures["requests"] += 1
        if life.shut:
            raise RecipientUnreachable
        if year.discord_away and year.rng.random() < 0.7:
            raise TryAgainLater
        # A request may be on its way when the bot is killed.
        await asyncio.sleep(0)
        chat = year.chats[to.person]
        if not any(mark == m and abs(year.true - at) < REMEMBERED for m, at in chat[-10:]):
            chat[:] = [*chat[-10:], (mark, year.true)]
            year.hears(life, year.marks[mark])
            self._maybe_reacts(life, year.marks[mark])
        if year.discord_away:
            raise TryAgainLater

    def _maybe_reacts(self, life: Life, entry: Reminder) -> None:
        year = self._year
        if life.silent:
            return
        when = year.true + timedelta(seconds=year.rng.randrange(1, 2000))
        if year.rng.random() < SNOOZES:
            year.at(when, lambda: year.snoozes(life))
        elif entry.unanswered >= ANSWERS_AFTER:
            # Before silence makes them fewer.
            year.at(when, lambda: self._answers(life, entry.day))

    async def _answers(self, life: Life, day: date) -> None:
        entry = await self._year.entry(life)
        if entry and entry.unanswered:
            # The bot was away, and it is another day: nobody knows any more whether today was one
            # of those left out, and it stays left out.
            today = local(entry.zone, self._year.now).date()
            life.disturbed |= {today} if today > day else set()
            after = answered(entry, self._year.now)
            assert after
            await self._year.put(after)

    async def was_nudged(self, to: Address, mark: str) -> bool:
        self._year.figures["looks"] += 1
        if self._year.discord_away:
            raise TryAgainLater
        return any(mark == m for m, _ in self._year.chats[to.person][-10:])


def main(folder: Path, people: int, days: int, seed: int) -> None:
    places = StorePaths(folder / "data", folder / "keys" / "master.key")
    year = Year(places, (people, days), seed, careless=False, hasty=1)
    print(json.dumps(asyncio.run(year.run())))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
