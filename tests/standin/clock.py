"""The time in this Discord, which can be moved on: the bot's process reads from a file how far.

The bot has one clock, discord.py's `utcnow`; the launcher puts ours in its place.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
from simcord._clock import Clock

# An hour passes in so many steps, so that nothing that fell due is already too late to be sent.
STEP = timedelta(minutes=30)
# The bot looks every five seconds what is due.
A_LOOK = 6.0


class MovedClock(Clock):
    """Real time, and as much as it was moved on."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ahead = timedelta()
        # Who wants to know.
        self.watched: list[Callable[[], None]] = []
        self._file = file
        self._moving = asyncio.Lock()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def advance(self, seconds: float) -> None:
        """Move it on, at once."""
        self._set(self.ahead + timedelta(seconds=seconds))

    def back(self) -> None:
        """Real time again."""
        self._set(timedelta())

    async def pass_by(self, seconds: float) -> None:
        """Let time pass in steps, each long enough to be noticed."""
        async with self._moving:
            left = timedelta(seconds=seconds)
            while left > timedelta():
                step = min(left, STEP)
                left -= step
                self.advance(step.total_seconds())
                if left:
                    await asyncio.sleep(A_LOOK)

    def _set(self, ahead: timedelta) -> None:
        self.ahead = ahead
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(ahead.total_seconds()))
        fresh.replace(self._file)
        for look in self.watched:
            look()


def follow(file: Path) -> None:
    """Whatever asks discord.py for the time from now on is told the one in that file."""
    discord.utils.utcnow = _reader(file)


def _reader(file: Path) -> Callable[[], datetime]:
    def now() -> datetime:
        ahead = float(file.read_text()) if file.exists() else 0.0
        return datetime.now(UTC) + timedelta(seconds=ahead)

    return now
