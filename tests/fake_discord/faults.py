"""What may go wrong on the way, on request: refusals, limits, delays, broken connections."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any

from tests.fake_discord import limits


@dataclass(slots=True)
class Fault:
    """The next `times` requests that fit are answered like this. A status of 0 hangs up.

    With an `answer` of its own it is no fault at all, but how somebody set things up.
    """

    method: str
    path: str
    status: int = 500
    code: int = 0
    message: str = "made up for a test"
    times: int | None = 1
    # For a 429: after how many seconds, and whether it is for all routes, or not for us alone.
    retry_after: float | None = None
    everywhere: bool = False
    shared: bool = False
    # Waits first; with a status of 200 that is all it does.
    delay: float = 0.0
    # The answer breaks off in its middle.
    cut: bool = False
    # What was asked for is done all the same; only the answer is this one, or none.
    done: bool = False
    answer: Any = None

    @property
    def body(self) -> Any:  # noqa: ANN401
        if self.answer is not None:
            return self.answer
        if self.status == limits.TOO_MANY:
            return limits.body(self.retry_after or 0.0, self.scope)
        return {"code": self.code, "message": self.message}

    @property
    def scope(self) -> str:
        """Whose limit it was, where it is one."""
        if self.status != limits.TOO_MANY:
            return ""
        return "global" if self.everywhere else limits.SHARED if self.shared else "user"

    @property
    def headers(self) -> dict[str, str]:
        return limits.told(self.retry_after or 0.0, self.scope) if self.scope else {}

    def fits(self, method: str, path: str) -> bool:
        return self.method in {method, "*"} and fnmatch(path, self.path)


@dataclass(slots=True)
class Faults:
    """Those that are still to come, in order."""

    waiting: list[Fault] = field(default_factory=list)
    # What befalls any request beside those.
    weather: Callable[[str, str], Fault | None] | None = None
    # How what is late is waited for.
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def met(self, method: str, path: str) -> Fault | None:
        """What goes wrong with this request, if anything."""
        fault = next((fault for fault in self.waiting if fault.fits(method, path)), None)
        if fault:
            self._use_up(fault)
        elif self.weather:
            fault = self.weather(method, path)
        if fault is None:
            return None
        if fault.delay:
            await self.sleep(fault.delay)
        harmless = fault.status == 200 and fault.answer is None and not fault.cut
        return None if harmless else fault

    def _use_up(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)
