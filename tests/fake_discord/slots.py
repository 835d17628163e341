"""A clock's file: a few numbers that the stand-in and the bot's process see at once, and alike."""

import math
import mmap
import time
from enum import IntEnum
from pathlib import Path
from typing import TypeAlias

Slots: TypeAlias = "memoryview[float]"


class Slot(IntEnum):
    """What each number is. Seconds, where nothing else is said."""

    # How far the clock on the wall was set ahead.
    AHEAD = 0
    # How much time has passed that nobody waited for.
    PASSED = 1
    # Goes up by one whenever the bot begins to wait, or ends: odd while it waits.
    TURNS = 2
    # When it will go on by itself, on the clock that nobody sets; never is infinity.
    DUE = 3
    # The same for a thread of its own.
    NAP = 4
    # How often it has looked at what is due, and seen to it.
    LOOKS = 5
    # Whether time is leapt over at all: 1 or 0.
    HURRIED = 6


def slots(file: Path) -> Slots:
    """Open it; as long as it is held, it is there."""
    if not file.exists():
        fresh = file.with_suffix(".new")
        fresh.write_bytes(bytes(8 * len(Slot)))
        fresh.replace(file)
    with file.open("r+b") as opened:
        return memoryview(mmap.mmap(opened.fileno(), 0)).cast("d")


def begin(held: Slots) -> None:
    """For a new process: nothing is known of it yet."""
    held[Slot.TURNS] = 0
    held[Slot.DUE] = held[Slot.NAP] = math.inf


def seconds(held: Slots) -> float:
    """The clock that nobody sets: it only goes on, and now and then by a leap."""
    return time.monotonic() + held[Slot.PASSED]
