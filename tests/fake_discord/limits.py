"""What Discord lets a bot ask for in how much time, and what it says of it in its headers.

Which kind of limit "50 requests a second" is, Discord does not publish: here are three it may be.
How much a single route takes is not published either; the figures here are only likely ones.
"""

import re
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Any, Protocol

TOO_MANY = 429
# What counts against a bot: 10,000 of them within ten minutes, and it is shut out.
INVALID = frozenset({401, 403, TOO_MANY})
INVALID_WITHIN = 600.0
MOST_INVALID = 10_000
SHARED = "shared"
BANNED = "You are being blocked from accessing our API temporarily"

# How much within how many seconds, for every channel, or for every interaction, on its own.
ROUTES: tuple[tuple[str, str, int, float], ...] = (
    ("POST", r"/channels/(\d+)/messages", 5, 5.0),
    ("GET", r"/channels/(\d+)/messages", 5, 5.0),
    ("PATCH", r"/channels/(\d+)/messages/\d+", 5, 5.0),
    ("DELETE", r"/channels/(\d+)/messages/\d+", 5, 1.0),
    ("POST", r"/users/@me/channels()", 10, 10.0),
    ("*", r"/webhooks/\d+/([^/]+).*", 5, 2.0),
)


class Limit(Protocol):
    """Counts requests."""

    def wait(self, now: float) -> float:
        """Take one: 0; or, where none may be taken, how long until one may."""


class SlidingLog:
    """At most so many within any such time. The strictest of the three."""

    def __init__(self, most: int = 50, within: float = 1.0) -> None:
        self._most, self._within = most, within
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._taken and now - self._taken[0] >= self._within:
            self._taken.popleft()
        if len(self._taken) >= self._most:
            return self._taken[0] + self._within - now
        self._taken.append(now)
        return 0.0


class FixedWindow:
    """At most so many between two strokes of the clock."""

    def __init__(self, most: int = 50, within: float = 1.0) -> None:
        self._most, self._within = most, within
        self._window, self._taken = -1, 0

    def wait(self, now: float) -> float:
        window = int(now // self._within)
        if window != self._window:
            self._window, self._taken = window, 0
        if self._taken >= self._most:
            return (window + 1) * self._within - now
        self._taken += 1
        return 0.0


class TokenBucket:
    """So many at once, and then as many as are filled in again."""

    def __init__(self, most: int = 50, within: float = 1.0) -> None:
        self._most, self._rate = most, most / within
        self._left, self._at = float(most), 0.0

    def wait(self, now: float) -> float:
        self._left = min(self._most, self._left + (now - self._at) * self._rate)
        self._at = now
        # Added up from many small parts, a whole one may be a hair less than one.
        if self._left < 1.0 - 1e-9:
            return (1.0 - self._left) / self._rate
        self._left -= 1.0
        return 0.0


# By the names a seed or a table of cases may draw them by.
FORMS: Mapping[str, Callable[[], Limit]] = {
    "sliding log": SlidingLog,
    "fixed window": FixedWindow,
    "token bucket": TokenBucket,
}


@dataclass(slots=True)
class Bucket:
    """What is left on one route, in one channel, until `ends`."""

    name: str
    most: int
    within: float
    left: int = 0
    ends: float = 0.0

    def wait(self, now: float) -> float:
        if now >= self.ends:
            self.left, self.ends = self.most, now + self.within
        if not self.left:
            return self.ends - now
        self.left -= 1
        return 0.0

    def headers(self, now: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(self.most),
            "X-RateLimit-Remaining": str(self.left),
            "X-RateLimit-Reset": f"{time.time() + self.ends - now:.3f}",
            "X-RateLimit-Reset-After": f"{max(self.ends - now, 0.0):.3f}",
            "X-RateLimit-Bucket": self.name,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What stands in the headers of an answer; and the answer, where it is a refusal."""

    headers: Mapping[str, str] = field(default_factory=dict)
    refusal: Any = None


class Limits:
    """Counts one bot's requests, and what was refused to it."""

    def __init__(
        self,
        whole: Limit | None = None,
        *,
        most_invalid: int = MOST_INVALID,
        now: Callable[[], float] | None = None,
    ) -> None:
        self.refused = 0
        self._whole = whole or SlidingLog()
        # Without one of its own, that of the town it is put up in.
        self.now = now
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._invalid: deque[float] = deque()
        self._most_invalid = most_invalid

    @property
    def invalid(self) -> int:
        """How many requests of the last ten minutes counted against the bot."""
        while self._invalid and self._seconds() - self._invalid[0] > INVALID_WITHIN:
            self._invalid.popleft()
        return len(self._invalid)

    def asked(self, method: str, path: str) -> Verdict:
        """Whether this may be asked now."""
        if self.invalid >= self._most_invalid:
            # No `Via` and no JSON: whoever says this stands before Discord.
            return Verdict({"Retry-After": "3600"}, BANNED)
        now = self._seconds()
        # What answers an interaction is not counted among the fifty a second.
        apart = path.startswith(("/interactions/", "/webhooks/"))
        if not apart and (wait := self._whole.wait(now)):
            return self._refused(wait, "global", {"X-RateLimit-Global": "true"})
        bucket = self._bucket(method, path)
        if bucket is None:
            return Verdict()
        wait = bucket.wait(now)
        headers = bucket.headers(now)
        return self._refused(wait, "user", headers) if wait else Verdict(headers)

    def answered(self, status: int, scope: str = "") -> None:
        """What it was told in the end."""
        if status in INVALID and scope != SHARED:
            self._invalid.append(self._seconds())

    def _seconds(self) -> float:
        return (self.now or time.monotonic)()

    def _bucket(self, method: str, path: str) -> Bucket | None:
        for its, route, most, within in ROUTES:
            if its in {method, "*"} and (found := re.fullmatch(route, path)):
                name = blake2s(f"{its} {route}".encode(), digest_size=16).hexdigest()
                new = Bucket(name, most, within)
                return self._buckets.setdefault((name, found.group(1)), new)
        return None

    def _refused(self, wait: float, scope: str, headers: Mapping[str, str]) -> Verdict:
        self.refused += 1
        return Verdict({**headers, **told(wait, scope)}, body(wait, scope))


def told(wait: float, scope: str) -> dict[str, str]:
    """The headers of a 429. discord.py believes it only with a `Via`."""
    return {
        "Via": "1.1 loopback",
        "Retry-After": f"{wait:.3f}",
        "X-RateLimit-Scope": scope,
    }


def body(wait: float, scope: str) -> dict[str, Any]:
    """What a 429 says."""
    return {
        "message": "You are being rate limited.",
        "retry_after": round(wait, 3),
        "global": scope == "global",
    }
