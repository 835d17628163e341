"""W1: what it takes to keep one answer, sealed and durable, while many others are kept.

Beside it the same with a commit for each, and bare inserts of ready blobs through aiosqlite.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.row import Row
from benchmarks.running import ROOT
from benchmarks.saving import WRITERS
from tests.process.slow_flush import compiler, slow_flush

ROUNDS = 5
WAYS = ("grouped", "each", "plain")
# Microseconds of a flush, as on a consumer's disk.
SLOW = 3000

Figures = dict[str, float]


def run() -> Iterator[Row]:
    """Two parts of one goal."""
    if compiler() is None:
        print("W1  needs a C compiler: a flush can't be made as long as in the goal")
        return
    with tempfile.TemporaryDirectory() as folder:
        around = slow_flush(Path(folder), SLOW)
        rounds = [[_saved(way, around) for way in WAYS] for _ in range(ROUNDS)]
    times = statistics.median(g["rate"] / e["rate"] for g, e, _ in rounds)
    part = statistics.median(g["processor"] / p["processor"] for g, _, p in rounds)
    rate, processor = (
        [statistics.median(of[n][what] for of in rounds) for n in range(len(WAYS))]
        for what in ("rate", "processor")
    )
    yield Row(
        "W1",
        f"{WRITERS} writers at once, sealed and durable, where a flush takes {SLOW / 1000:.0f} ms",
        f"{rate[0]:,.0f} saves/s, {times:.1f}x",
        f"a commit for each: {rate[1]:,.0f}/s; bare inserts through aiosqlite: {rate[2]:,.0f}/s",
        "at least 15x",
        times >= 15,
    )
    yield Row(
        "W1",
        "processor time of one such save",
        f"{processor[0]:.0f} µs, {part:.2f}x",
        f"a bare insert through aiosqlite: {processor[2]:.0f} µs; sealed, a commit for each:"
        f" {processor[1]:.0f} µs",
        "at most 0.5x",
        part <= 0.5,
    )


def _saved(way: str, around: Mapping[str, str]) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.saving", way, folder]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | around, capture_output=True, check=True
        )
    figures: Figures = json.loads(done.stdout)
    return figures
