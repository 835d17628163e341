"""docs/performance.md: every goal, the machine it was measured on, and what falls short.

Nothing in it names a path, a person or a host.
"""

import os
import platform
import sqlite3
import statistics
import tempfile
import time
import tomllib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.row import Row

HERE = Path(__file__).parent
STEP, SOAK = HERE / "step.md", HERE / "soak.md"
PAGE = HERE.parent / "docs" / "performance.md"
LIBRARIES = ("discord.py", "aiohttp", "aiosqlite", "cryptography")
FLUSHES = 200
HEAD = """# What it costs, in figures

Every goal, measured by `make bench` (`make bench ONLY=R3` for one of them), which writes this page.
Each figure stands beside its floor or beside the usual way, measured in the same run, one after the
other in rounds, and is the median of those: compare within a row. Times belong to the machine and
to what else it was doing; the ratios are what counts. All code is compiled first. Processor time is
what threads spent on a processor, as the system counts it; waiting for a free one is told apart.
Everything is on loopback against a stand-in, never Discord.

- *The typical bot* is discord.py and aiosqlite, in plain text: a step looks up what is there, puts
  the answer in, commits, and answers with nine buttons (`benchmarks/contenders/typical.py`).
- *A careless one* is the same without turns at its one connection: whoever commits takes along what
  others have begun, so that many steps are one commit by accident, and one that fails takes others
  with it. Many bots are written so, and it stands beside the other in each row.
- *The floor* is a client that imports the five required packages and does nothing with them.
- *A flush of 3 ms* is made by a library that lets every `fsync` take that long
  (`tests/process/slow_flush.py`).
"""


def write(rows: Sequence[Row], seconds: float) -> None:
    """Write the page anew."""
    goals = dict.fromkeys(row.id for row in rows)
    missed = dict.fromkeys(row.id for row in rows if not row.met)
    met = f"{len(goals) - len(missed)} of {len(goals)} goals met."
    parts = [
        HEAD,
        machine(seconds),
        table(rows),
        met,
        *_falls_short(missed),
        _read(STEP),
        _read(SOAK),
    ]
    PAGE.write_text("\n".join(part.strip() + "\n" for part in parts if part), "utf-8")


def table(rows: Sequence[Row]) -> str:
    head = "| | what | ours | beside it | goal | |\n|---|---|---|---|---|---|\n"
    lines = [(r.id, r.what, r.ours, r.beside, r.goal, "met" if r.met else "short") for r in rows]
    return head + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _falls_short(missed: Iterable[str]) -> list[str]:
    causes = tomllib.loads((HERE / "causes.toml").read_text("utf-8"))
    named = [f"- **{id}**: {causes.get(id, 'the cause is not known yet.')}" for id in missed]
    return ["## What falls short, and why\n\n" + "\n".join(named)] if named else []


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def machine(seconds: float) -> str:
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    system = f"{platform.system()} {platform.release()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} in {seconds / 60:.0f} minutes, on"
        f" {_processor()}, {os.cpu_count()} cores, {system}, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, {libraries}. A flush to this disk takes"
        f" {_flush():.2f} ms. Other work on the machine at the end: a load of {load}."
    )


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _flush() -> float:
    """Milliseconds until a page of 4 KiB is on the disk; the median."""
    took = []
    with tempfile.TemporaryFile() as file:
        for _ in range(FLUSHES):
            os.pwrite(file.fileno(), os.urandom(4096), 0)
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000
