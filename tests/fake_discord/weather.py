"""Now and then something goes wrong with a request: what and when is drawn from a seed."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tests.fake_discord.faults import Fault

# For any request: turned away, done and the answer lost, or only late.
REFUSED = (
    Fault("*", "*", 500),
    Fault("*", "*", 503),
    Fault("*", "*", 0),
    Fault("*", "*", 429, retry_after=0.3),
    Fault("*", "*", 429, retry_after=0.2, everywhere=True),
    Fault("*", "*", 429, retry_after=0.2, shared=True),
)
LOST = (
    Fault("*", "*", 500, done=True),
    Fault("*", "*", 503, done=True),
    Fault("*", "*", 0, done=True),
    Fault("*", "*", cut=True),
)
LATE = tuple(Fault("*", "*", 200, delay=delay) for delay in (0.2, 1.0, 2.5, 3.5))
KINDS: Mapping[str, tuple[Fault, ...]] = {
    "refused": REFUSED,
    "lost": LOST,
    "late": LATE,
    "all of it": REFUSED + LOST + LATE,
}


# Where people are spoken to. Whether it can sign in is another question.
SPOKEN = ("/interactions/", "/webhooks/", "/channels/")


class Weather:
    """One request in so many meets something of its kind; `met` tells which, in order."""

    def __init__(self, kind: str, seed: int, odds: float) -> None:
        self.met: list[str] = []
        self._kinds, self._odds = KINDS[kind], odds
        self._rng = random.Random(f"{kind} {seed}")  # noqa: S311

    def draw(self, method: str, path: str) -> Fault | None:
        """What goes wrong with this request, if anything."""
        if not path.startswith(SPOKEN) or self._rng.random() >= self._odds:
            return None
        fault = replace(self._rng.choice(self._kinds), method=method, path=path)
        route = "/".join(part for part in path.split("/") if not part.isdecimal())[:60]
        self.met.append(" ".join([method, route, *_told(fault)]))
        return fault


def _told(fault: Fault) -> Iterator[str]:
    yield str(fault.status)
    yield from ([f"after {fault.delay} s"] if fault.delay else [])
    yield from (["cut"] if fault.cut else [])
    yield from (["though done"] if fault.done else [])
    yield from ([fault.scope] if fault.scope else [])
