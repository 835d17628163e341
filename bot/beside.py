"""What takes its time for one person is done beside the loop: nobody else waits for it."""

import asyncio
import gc
import sys
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


_undisturbed = _Undisturbed()


async def beside(act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do this in a thread of its own; what comes of it, or is raised, comes back."""
    with _undisturbed():
        return await asyncio.to_thread(act, *args, **kwargs)
