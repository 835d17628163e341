"""The panel that breaks things, so that somebody sees what people would see."""

from collections.abc import Awaitable, Callable

from tests.fake_discord.clock import MovedClock
from tests.fake_discord.faults import Fault, Faults
from tests.fake_discord.gateway import Gateway
from tests.fake_discord.members import Member

# How long Discord keeps the bot waiting while it is slow. After three seconds it is too late.
SLOW = 2.0


class Panel:
    """Switches, each on or off, and one that cuts the power for a moment."""

    def __init__(
        self,
        clock: MovedClock,
        faults: Faults,
        gateway: Gateway,
        cut_power: Callable[[], Awaitable[None]],
    ) -> None:
        self.clock = clock
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
