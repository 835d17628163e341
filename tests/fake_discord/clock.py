"""The time in this Discord, which can be moved on, for the bot's process as for everybody.

Hurried, nobody waits for it: where the bot has nothing to do but to let time pass, and somebody
here waits for what it will do then, or for so much time, all of that is leapt over. So whatever
the machine is busy with, a second is as long as what happens in it.
"""

import asyncio
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from simcord._clock import Clock

from tests.fake_discord.slots import Slot, begin, seconds, slots

# An hour passes in so many steps, so that nothing that fell due is already too late to be sent.
STEP = timedelta(minutes=30)
# The bot looks every five seconds what is due.
A_LOOK = 6.0
# Nothing happens where as many looks, so far apart, have found the same.
LOOKS, A_GLANCE = 5, 0.002
# As long, in real seconds, nobody waits for anything. Only what hangs is found by it.
PATIENCE = 60.0


class Follower(Protocol):
    """As much as the clock has to know of the bot's process."""

    @property
    def runs(self) -> bool: ...

    @property
    def is_idle(self) -> bool:
        """Whether it has nothing to do, as far as the system can tell."""


@dataclass(eq=False, slots=True)
class _Wait:
    """Somebody waits until a time, until something is so, or until either."""

    due: float = float("inf")
    is_so: Callable[[], bool] = lambda: False
    over: asyncio.Event = field(default_factory=asyncio.Event)


class MovedClock(Clock):
    """Real time, and as much as it was moved on.

    `bot` is the process that follows it, while there is one.
    """

    def __init__(
        self,
        file: Path,
        bot: Callable[[], "Follower | None"] = lambda: None,
        *,
        hurried: bool = False,
    ) -> None:
        super().__init__()
        # Who wants to know.
        self.watched: list[Callable[[], None]] = []
        self.hurried = hurried
        self._slots = slots(file)
        self._slots[Slot.HURRIED] = hurried
        self.begin()
        self._bot = bot
        self._moving = asyncio.Lock()
        self._waits: list[_Wait] = []
        # How much is under way at our own end.
        self._busy = 0
        self._hurry: asyncio.Task[None] | None = None

    @property
    def ahead(self) -> timedelta:
        """How far it was set ahead."""
        return timedelta(seconds=self._slots[Slot.AHEAD])

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead + timedelta(seconds=self._slots[Slot.PASSED])

    def seconds(self) -> float:
        """The clock that nobody sets."""
        return seconds(self._slots)

    def advance(self, seconds: float) -> None:
        """Move it on, at once, as somebody sets a clock."""
        self._set(self.ahead + timedelta(seconds=seconds))

    def back(self) -> None:
        """Real time again."""
        self._set(timedelta())

    async def pass_by(self, seconds: float) -> None:
        """Let time pass in steps, each long enough to be noticed."""
        async with self._moving:
            left = timedelta(seconds=seconds)
            while left > timedelta():
                step = min(left, STEP)
                left -= step
                self.advance(step.total_seconds())
                if left:
                    await self.sleep(A_LOOK)

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        if not self.hurried:
            await asyncio.sleep(seconds)
            return
        wait = _Wait(self.seconds() + seconds)
        # A bot that does not follow this clock is never known to wait: then it takes its time.
        await self._until_over(wait, seconds)

    async def within(self, seconds: float, event: asyncio.Event) -> None:
        """Wait for it. Raises TimeoutError once the bot has let so much time pass idly."""
        if not self.hurried:
            await asyncio.wait_for(event.wait(), seconds)
            return
        wait = _Wait(self.seconds() + seconds, event.is_set)
        happened = asyncio.create_task(event.wait())
        happened.add_done_callback(lambda _: wait.over.set())
        try:
            await self._until_over(wait, PATIENCE + seconds)
        finally:
            happened.cancel()
        if not event.is_set():
            raise TimeoutError

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until it is so. Raises TimeoutError where it never is."""
        with self.waiting(is_so):
            async with asyncio.timeout(PATIENCE):
                while not is_so():  # noqa: ASYNC110 - another process decides
                    await asyncio.sleep(A_GLANCE)

    async def looks(self, times: int = 2) -> None:
        """Wait until the bot has looked so often at what is due, and has seen to it."""
        enough = self._slots[Slot.LOOKS] + times
        await self.until(lambda: self._slots[Slot.LOOKS] >= enough)

    async def rest(self) -> None:
        """Wait until the bot has nothing more to do but to let time pass, if it tells."""
        if self._slots[Slot.TURNS]:
            await self._until_over(_Wait(self.seconds()), PATIENCE)

    @contextmanager
    def waiting(self, is_so: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """Somebody waits for what the bot will do."""
        with self._waiting(_Wait(is_so=is_so)):
            yield

    @contextmanager
    def working(self) -> Iterator[None]:
        """Something is under way at our own end."""
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1

    def begin(self) -> None:
        """Another process of the bot's comes; nothing is known of it yet."""
        begin(self._slots)

    async def _until_over(self, wait: _Wait, at_most: float) -> None:
        with self._waiting(wait), suppress(TimeoutError):
            await asyncio.wait_for(wait.over.wait(), at_most)

    @contextmanager
    def _waiting(self, wait: _Wait) -> Iterator[None]:
        self._waits.append(wait)
        if self.hurried and (self._hurry is None or self._hurry.done()):
            self._hurry = asyncio.create_task(self._leap())
        try:
            yield
        finally:
            self._waits.remove(wait)

    async def _leap(self) -> None:
        """As long as somebody waits: let no time pass in which nothing happens."""
        found, same = None, 0
        while self._waits:
            await asyncio.sleep(A_GLANCE)
            before, found = found, self._at_rest()
            same = same + 1 if found and found == before else 0
            if same < LOOKS or any(wait.is_so() for wait in self._waits):
                continue
            same = 0
            due = min(self._due(), *(wait.due for wait in self._waits))
            now = self.seconds()
            if now < due < float("inf"):
                self._slots[Slot.PASSED] += due - now
            for wait in self._waits:
                if wait.due <= due:
                    wait.over.set()

    def _at_rest(self) -> Hashable:
        """Nothing, while something happens; while nothing does, what shows that nothing did."""
        bot, turns, due = self._bot(), self._slots[Slot.TURNS], self._due()
        if self._busy or due <= self.seconds():
            return None
        if bot and bot.runs and not (turns % 2 and bot.is_idle):
            return None
        return turns, due, len(self._waits)

    def _due(self) -> float:
        """When the bot goes on by itself."""
        bot = self._bot()
        runs = bot and bot.runs
        return min(self._slots[Slot.DUE], self._slots[Slot.NAP]) if runs else float("inf")

    def _set(self, ahead: timedelta) -> None:
        self._slots[Slot.AHEAD] = ahead.total_seconds()
        for look in self.watched:
            look()
