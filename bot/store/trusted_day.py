"""Which day the house believes it is, for what can't be taken back.

A machine without a clock of its own may wake up in any year. A day far from the last one is
believed once it has gone on for a few more, and nothing is deleted before.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from bot.store.backend import SmallFile

# So many days a machine may be switched off without anything being put off.
FEW = timedelta(days=3)
# Another day is believed with so many, none of them much later than the one before.
ENOUGH, APART = 4, timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The newest day that is believed; and another that is said to be, on how many days so far."""

    last: date | None = None
    other: date | None = None
    count: int = 0

    def after(self, today: date) -> "_Seen":
        """What is seen once a day's round has come."""
        if self.last and self.last - FEW <= today <= self.last + FEW:
            return _Seen(max(self.last, today))
        if self.other == today:
            return self
        goes_on = self.other is not None and self.other < today <= self.other + APART
        count = self.count + 1 if goes_on else 1
        return _Seen(today) if count >= ENOUGH else _Seen(self.last, today, count)

    def written(self) -> bytes:
        days = (day.isoformat() if day else "-" for day in (self.last, self.other))
        return f"{' '.join(days)} {self.count}\n".encode()

    @staticmethod
    def read(written: bytes) -> "_Seen":
        last, other, count = written.decode("ascii").split()
        first, second = (None if d == "-" else date.fromisoformat(d) for d in (last, other))
        return _Seen(first, second, int(count))


class Days:
    """Kept in a file of its own, so that a restart does not make a wrong day right."""

    def __init__(self, file: SmallFile) -> None:
        self._file = file
        self._seen = _Seen()
        # Without a file, or with one that can't be read, no day has been believed yet.
        with suppress(OSError, ValueError, TypeError):
            self._seen = _Seen.read(file.read())

    def believes(self, today: date) -> bool:
        """Whether what is old by this day may go."""
        last = self._seen.last
        return last is not None and last - FEW <= today <= last + FEW

    def note(self, today: date) -> bool:
        """A day's round has come. Whether its day is believed. Raises OSError."""
        after = self._seen.after(today)
        if after != self._seen:
            self._file.write(after.written())
            self._seen = after
        return self.believes(today)
