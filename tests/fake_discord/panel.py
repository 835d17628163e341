"""The panel that moves the time and breaks things, so that somebody sees what people would see."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.schedule.timing import GRACE
from tests.fake_discord.clock import MovedClock
from tests.fake_discord.faults import Fault, Faults
from tests.fake_discord.gateway import Gateway
from tests.fake_discord.members import Member

# How long Discord keeps the bot waiting while it is slow. After three seconds it is too late.
SLOW = 2.0
# What is due is due for sure.
A_MOMENT = timedelta(seconds=1)


class Panel:
    """Switches, each on or off, and one that cuts the power for a moment."""

    def __init__(
        self,
        clock: MovedClock,
        faults: Faults,
        gateway: Gateway,
        cut_power: Callable[[], Awaitable[None]],
        dues: Callable[[], list[datetime]],
    ) -> None:
        self.clock, self._dues = clock, dues
        self._faults, self._gateway, self._cut_power = faults, gateway, cut_power
        self._on: dict[str, Fault] = {}
        self._closed: set[int] = set()

    def state(self, member: Member) -> dict[str, bool]:
        """What is switched on, as this member sees it."""
        return {
            "closed": member.id in self._closed,
            "down": self._gateway.closed,
            "slow": "slow" in self._on,
            "failing": "failing" in self._on,
        }

    async def move(self, how: Mapping[str, Any]) -> dict[str, int]:
        """Move everybody's time: `pass` seconds, leap `by` them, to what is `next`, or back.

        What comes back: of a leap, how many reminders would be `lost`, if any: then nothing was
        moved, unless they are `sure`. Of the next one, how many there are at all.
        """
        match how:
            case {"pass": seconds}:
                await self.clock.pass_by(float(seconds))
            case {"next": _}:
                return {"due": self._to_the_next()}
            case {"by": seconds}:
                by = timedelta(seconds=max(float(seconds), 0.0))
                if not how.get("sure") and (lost := self._lost(by)):
                    return {"lost": lost}
                self.clock.advance(by.total_seconds())
            case _:
                self.clock.back()
        return {}

    def _to_the_next(self) -> int:
        dues = self._dues()
        for due in dues[:1]:
            left = due + A_MOMENT - self.clock.now()
            self.clock.advance(max(left.total_seconds(), 0.0))
        return len(dues)

    def _lost(self, by: timedelta) -> int:
        """How many that are still to come would be too late after such a leap."""
        now = self.clock.now()
        return sum(now - GRACE <= due < now + by - GRACE for due in self._dues())

    async def press(self, member: Member, what: str) -> None:
        """Switch it on, or off again."""
        match what:
            case "closed":
                self._close(member)
            case "down":
                self._gateway.closed = not self._gateway.closed
                await self._gateway.drop(1001)
            case "slow":
                self._switch(what, Fault("*", "*", status=200, times=None, delay=SLOW))
            case "failing":
                self._switch(what, Fault("*", "*", status=503, times=None))
            case "power":
                await self._cut_power()

    def _close(self, member: Member) -> None:
        if member.id in self._closed:
            self._closed.discard(member.id)
            member.open_dms()
        else:
            self._closed.add(member.id)
            member.close_dms()

    def _switch(self, what: str, fault: Fault) -> None:
        there = self._on.pop(what, None)
        if there is None:
            self._on[what] = fault
            self._faults.waiting.append(fault)
        else:
            self._faults.waiting.remove(there)
