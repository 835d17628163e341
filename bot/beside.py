"""What takes its time for one person is done beside the loop: nobody else waits for it."""

import asyncio
import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Seconds after which whoever has the interpreter hands it over. Python's own five milliseconds
# would be waited for at every turn of the loop.
HAND_OVER = 0.001
# As soon as much was made, Python looks through everything there is for what can go, and everybody
# waits. Of what is made here next to nothing can: meanwhile only what is young is looked at.
NEVER = 1_000_000
# Seconds of work after which a thread rests, and for how long. Whoever lets go of the interpreter
# of itself for an instant, as at every row that is read, is never told to hand it over.
A_STRETCH, A_REST = 0.002, 0.0003


class _Undisturbed:
    """How much is under way, and how it was before. Only the loop's thread comes here."""

    def __init__(self) -> None:
        self._going = 0

    @contextmanager
    def __call__(self) -> Iterator[None]:
        if not self._going:
            self._before = sys.getswitchinterval(), gc.get_threshold()
            sys.setswitchinterval(HAND_OVER)
            gc.set_threshold(*self._before[1][:2], NEVER)
        self._going += 1
        try:
            yield
        finally:
            self._going -= 1
            if not self._going:
                sys.setswitchinterval(self._before[0])
                gc.set_threshold(*self._before[1])


class _Mine(threading.local):
    """Of each thread: since when it has worked without a rest; None where it takes none."""

    since: float | None = None


undisturbed = _Undisturbed()
_mine = _Mine()


async def beside(act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do this in a thread of its own; what comes of it, or is raised, comes back."""
    with undisturbed():
        return await asyncio.to_thread(resting(act), *args, **kwargs)


def resting(act: Callable[P, T]) -> Callable[P, T]:
    """The same, in which `rest` rests. Never for the loop's own thread."""

    def rested(*args: P.args, **kwargs: P.kwargs) -> T:
        _mine.since = time.perf_counter()
        try:
            return act(*args, **kwargs)
        finally:
            _mine.since = None

    return rested


def rest() -> None:
    """Between two of many: leave the interpreter to the loop for a moment, if it is time to."""
    if _mine.since is not None and time.perf_counter() - _mine.since > A_STRETCH:
        time.sleep(A_REST)
        _mine.since = time.perf_counter()
