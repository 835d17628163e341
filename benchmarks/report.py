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
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.row import Row

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
GROWTH = HERE / "growth.md"
GROWTH_HEAD = """## As it grows

By how much one person keeps, and by how many people there are (`make bench ONLY=growing`, and
`ONLY=crowd`; G1 to G4). Ten things fill ten lines of `/my-words`, and more fill its twenty-five.
"""
LIBRARIES = ("discord.py", "aiohttp", "aiosqlite", "cryptography")
FLUSHES = 200
HEAD = """# What it costs, in figures

Every goal of the design, measured by `make bench` (`make bench ONLY=R3` for one of them), which
writes this page. Each figure stands beside its floor or beside the usual way, measured in the
same run, a pair at a time: compare within a row. Times belong to the machine and to what else it
was doing; the ratios are what counts. Everything is on loopback against a stand-in, never Discord.
"""


def write(rows: Sequence[Row], seconds: float) -> None:
    """Write the page anew."""
    short = [row for row in rows if not row.met]
    met = f"{len(rows) - len(short)} of {len(rows)} goals met."
    parts = [HEAD, machine(seconds), table(rows), met, *_falls_short(short), *_kept()]
    PAGE.write_text("\n".join(part.strip() + "\n" for part in parts if part), "utf-8")


def keep_growth(rows: Sequence[Row], seconds: float) -> None:
    """Keep what a run says of growing, and put it in the place of what an earlier one said."""
    before = _read(GROWTH)
    short = [row for row in rows if not row.met]
    parts = [GROWTH_HEAD, machine(seconds), table(rows), *_falls_short(short, "###")]
    GROWTH.write_text("\n".join(part.strip() + "\n" for part in parts), "utf-8")
    page = PAGE.read_text("utf-8")
    if before and before in page:
        PAGE.write_text(page.replace(before, _read(GROWTH)), "utf-8")
    else:
        PAGE.write_text(f"{page}\n{_read(GROWTH)}", "utf-8")


def table(rows: Sequence[Row]) -> str:
    head = "| | what | ours | beside it | goal | |\n|---|---|---|---|---|---|\n"
    lines = [(r.id, r.what, r.ours, r.beside, r.goal, "met" if r.met else "short") for r in rows]
    return head + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _falls_short(short: Sequence[Row], level: str = "##") -> list[str]:
    if not short:
        return []
    causes = tomllib.loads((HERE / "causes.toml").read_text("utf-8"))
    unknown = "the cause is not known yet."
    ids = dict.fromkeys(row.id for row in short)
    named = "\n".join(f"- **{id}**: {causes.get(id, unknown)}" for id in ids)
    return [f"{level} What falls short, and why\n\n{named}"]


def _kept() -> list[str]:
    """Figures of other runs: of a long one, and of how it grows."""
    return [_read(HERE / "soak.md"), _read(GROWTH)]


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
