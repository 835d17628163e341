"""A stand-in for a small board: one core, limited to a fifth of its speed by the system (cgroups).

Of the processor alone: memory, the disk and what lies near the core are those of this machine.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FIFTH, PERIOD = 20_000, 100_000
ROOT = Path("/sys/fs/cgroup")
# Where the first version keeps what it knows of processors; the second has all in one place.
FIRST = ROOT / "cpu"


class Board:
    """One core at a fifth, for the processes that are put onto it."""

    def __init__(self, group: Path, core: int) -> None:
        self._group, self._core = group, core

    def take(self, process: int) -> None:
        """Put a process onto it that was just started."""
        os.sched_setaffinity(process, {self._core})
        (self._group / "cgroup.procs").write_text(str(process), "ascii")

    def held_back(self) -> float:
        """Seconds for which the limit let nothing on it run."""
        stat = (self._group / "cpu.stat").read_text("ascii").split()
        found = dict(zip(stat[::2], map(int, stat[1::2]), strict=True))
        nanoseconds = found.get("throttled_time", found.get("throttled_usec", 0) * 1000)
        return nanoseconds / 1e9


@contextmanager
def board(n: int = 0) -> Iterator[Board]:
    """The n-th of them. Raises OSError where none can be had: only root may make one."""
    cores = sorted(os.sched_getaffinity(0))
    where = FIRST if FIRST.exists() else ROOT
    group = where / f"quiet-page-{os.getpid()}-{n}"
    group.mkdir()
    try:
        if where == FIRST:
            (group / "cpu.cfs_period_us").write_text(str(PERIOD), "ascii")
            (group / "cpu.cfs_quota_us").write_text(str(FIFTH), "ascii")
        else:
            (ROOT / "cgroup.subtree_control").write_text("+cpu", "ascii")
            (group / "cpu.max").write_text(f"{FIFTH} {PERIOD}", "ascii")
        yield Board(group, cores[n % len(cores)])
    finally:
        group.rmdir()


def why_not() -> str:
    """Why there is none here; nothing where there is."""
    try:
        with board():
            return ""
    except OSError as error:
        return f"no core can be limited here ({error.strerror}): it takes root and cgroups of Linux"
