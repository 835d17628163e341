"""Which day the house believes it is, for what can't be taken back.

A machine without a clock of its own may wake up in any year. A day far ahead of the last one is
believed once it has gone on for a few rounds, and nothing is deleted before.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.store.files import write_whole

# So many days a machine may be switched off without anything being put off.
FEW = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The newest day that is believed; and since when another is said to be, and until when."""

    last: date | None = None
    since: date | None = None
    until: date | None = None

    def after(self, today: date) -> "_Seen":
        """What is seen once a day's round has come."""
        if self.last and self.last - FEW <= today <= self.last + FEW:
            return _Seen(max(self.last, today))
        goes_on = self.since and self.until and self.until <= today <= self.until + FEW
        since = self.since if goes_on and self.since else today
        if today >= since + FEW:
            return _Seen(today)
        return _Seen(self.last, since, today)

    def written(self) -> bytes:
        days = (self.last, self.since, self.until)
        return " ".join(day.isoformat() if day else "-" for day in days).encode() + b"\n"

    @staticmethod
    def read(written: bytes) -> "_Seen":
        days = written.decode("ascii").split()
        return _Seen(*(None if day == "-" else date.fromisoformat(day) for day in days))


class Days:
    """Kept in a file of its own, so that a restart does not make a wrong day right."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen = _Seen()
        # Without a file, or with one that can't be read, no day has been believed yet.
        with suppress(OSError, ValueError, TypeError):
            self._seen = _Seen.read(file.read_bytes())

    def believes(self, today: date) -> bool:
        """Whether what is old by this day may go."""
        last = self._seen.last
        return last is not None and last - FEW <= today <= last + FEW

    def note(self, today: date) -> bool:
        """A day's round has come. Whether its day is believed. Raises OSError."""
        after = self._seen.after(today)
        if after != self._seen:
            write_whole(self._file, after.written())
            self._seen = after
        return self.believes(today)
