"""How long the loop of a bot was held: for how long nobody else was answered.

What its thread waited for a processor is other work on the machine, and told apart. What whoever
had the interpreter waited for one is not: on a busy machine it counts as held.
"""

import asyncio
import os
import time
from typing import NamedTuple

# Seconds between two looks.
A_MOMENT = 0.001


class Gap(NamedTuple):
    """Seconds for which the loop did not come round; and less the waiting for a processor."""

    seen: float
    held: float


class Watch:
    """Looks from the moment it is made until `stop`; from one look to the next all is counted."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []
        self._file = os.open("/proc/thread-self/schedstat", os.O_RDONLY)
        self._task = asyncio.create_task(self._look())

    async def _look(self) -> None:
        began, waited = time.perf_counter(), self._waited()
        while True:
            await asyncio.sleep(A_MOMENT)
            now, so_far = time.perf_counter(), self._waited()
            late = max(0.0, now - began - A_MOMENT)
            self.gaps.append(Gap(late, max(0.0, late - (so_far - waited))))
            began, waited = now, so_far

    async def stop(self) -> None:
        """With one more look at what was held last."""
        await asyncio.sleep(3 * A_MOMENT)
        self._task.cancel()
        await asyncio.wait({self._task})
        os.close(self._file)

    def longest(self) -> Gap:
        """The longest of each, in milliseconds."""
        return Gap(*(max(those) * 1000 for those in zip(*self.gaps, strict=True)))

    def _waited(self) -> float:
        """Seconds for which this thread waited for a processor so far."""
        return int(os.pread(self._file, 64, 0).split()[1]) / 1e9
