"""How long the loop of a bot was held: for how long nobody else was answered.

Waiting for a processor is other work on the machine and told apart: what the loop's own thread
waited for one, and whichever thread of this process had the interpreter meanwhile.
"""

import asyncio
import time
from pathlib import Path
from typing import NamedTuple

# Seconds between two looks.
A_MOMENT = 0.001
TASKS = Path("/proc/self/task")


class Gap(NamedTuple):
    """Seconds for which the loop did not come round; and less the waiting for a processor."""

    seen: float
    held: float


class Watch:
    """Looks from the moment it is made until `stop`."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []
        self._task = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while True:
            waited, began = _waited(), time.perf_counter()
            await asyncio.sleep(A_MOMENT)
            late = max(0.0, time.perf_counter() - began - A_MOMENT)
            after = _waited()
            queued = sum(took - waited.get(thread, 0) for thread, took in after.items()) / 1e9
            self.gaps.append(Gap(late, max(0.0, late - queued)))

    async def stop(self) -> None:
        """With one more look at what was held last."""
        await asyncio.sleep(3 * A_MOMENT)
        self._task.cancel()
        await asyncio.wait({self._task})

    def longest(self) -> Gap:
        """The longest of each, in milliseconds."""
        return Gap(*(max(those) * 1000 for those in zip(*self.gaps, strict=True)))


def _waited() -> dict[str, int]:
    """Nanoseconds for which each thread of this process waited for a processor so far."""
    found = {}
    for thread in TASKS.iterdir():
        try:
            found[thread.name] = int((thread / "schedstat").read_text("ascii").split()[1])
        except (OSError, IndexError):
            continue  # it ended just now
    return found
