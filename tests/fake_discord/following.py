"""The bot's side of the clock that the stand-in moves: what the launcher puts in place.

The time of day, the loop's own time and the scheduler's are read from the clock's file, and
there it is told when the bot waits, and until when: so the stand-in may let that time pass.
"""

import asyncio
import math
import os
import selectors
import time
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import apscheduler.schedulers.base  # type: ignore[import-untyped]
import discord

from tests.fake_discord.process import CLOCK
from tests.fake_discord.slots import Slot, Slots, seconds, slots

# How soon a leap of the time is noticed.
A_GLANCE = 0.004


class _Followed:
    """The clock that is followed, once there is one; before, it is as anywhere."""

    slots: "Slots | None" = None
    # How much had passed when this process began.
    before = 0.0

    @classmethod
    def seconds(cls) -> float:
        return seconds(cls.slots) if cls.slots else time.monotonic()

    @classmethod
    def passed(cls) -> timedelta:
        since = cls.slots[Slot.PASSED] - cls.before if cls.slots else 0.0
        return timedelta(seconds=since)


class _Told(selectors.DefaultSelector):
    """Waits as always, and tells of it."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        held = _Followed.slots
        if not (held and held[Slot.HURRIED]) or (timeout is not None and timeout <= 0):
            return super().select(timeout)
        due = math.inf if timeout is None else _Followed.seconds() + timeout
        held[Slot.DUE] = due
        held[Slot.TURNS] += 1
        try:
            while True:
                left = due - _Followed.seconds()
                ready = super().select(max(min(left, A_GLANCE), 0))
                if ready or left <= 0:
                    return ready
        finally:
            held[Slot.TURNS] += 1


class _Scheduled(datetime):
    """What the scheduler takes for the time."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + _Followed.passed()


def follow() -> None:
    """From now on the time is what the file says that this process was given, if it was."""
    discord.utils.utcnow = _utcnow
    asyncio.SelectorEventLoop.time = _time  # type: ignore[method-assign]
    selectors.DefaultSelector = _Told  # type: ignore[misc]
    apscheduler.schedulers.base.datetime = _Scheduled
    if CLOCK in os.environ:
        _Followed.slots = slots(Path(os.environ[CLOCK]))
        _Followed.before = _Followed.slots[Slot.PASSED]


def looked() -> None:
    """The bot has looked at what is due, and seen to it."""
    if _Followed.slots:
        _Followed.slots[Slot.LOOKS] += 1


def nap(length: float) -> None:
    """Let a thread sleep for so many seconds."""
    until = _Followed.seconds() + length
    if _Followed.slots:
        _Followed.slots[Slot.NAP] = until
    while _Followed.seconds() < until:
        time.sleep(A_GLANCE)
    if _Followed.slots:
        _Followed.slots[Slot.NAP] = math.inf


def _time(self: asyncio.BaseEventLoop) -> float:
    del self
    return _Followed.seconds()


def _utcnow() -> datetime:
    held = _Followed.slots
    ahead = held[Slot.AHEAD] + held[Slot.PASSED] if held else 0.0
    return datetime.now(UTC) + timedelta(seconds=ahead)
