"""A bot in a process of its own, and what it has used: on the processor, and waiting for it."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(os.environ.get("PEERS", ROOT / ".venv-peers")) / "bin" / "python"


class Used(NamedTuple):
    """Seconds so far: of the loop's thread, of all others, and waiting for a free processor.

    And those on the wall.
    """

    loop: float
    beside: float
    waiting: float
    wall: float

    @property
    def processor(self) -> float:
        return self.loop + self.beside

    def since(self, before: "Used") -> "Used":
        return Used(*(now - then for now, then in zip(self, before, strict=True)))


def used(process: int) -> Used:
    """What a process has used, of the threads that are there now."""
    loop = beside = waiting = 0
    for task in Path(f"/proc/{process}/task").iterdir():
        ran, waited, _ = map(int, (task / "schedstat").read_text("ascii").split())
        waiting += waited
        if task.name == str(process):
            loop += ran
        else:
            beside += ran
    return Used(loop / 1e9, beside / 1e9, waiting / 1e9, time.perf_counter())


def resident(process: int | str = "self") -> float:
    """What a process holds in memory now, in MiB."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


class Running:
    """Somebody's process, seen from outside."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.id = process.pid

    def used(self) -> Used:
        return used(self.id)

    def memory(self) -> float:
        return resident(self.id)


@contextmanager
def running(
    command: Sequence[str], python: Path | str = sys.executable, **around: str
) -> Iterator[Running]:
    """Start a program of Python's from the root of the project; it ends with the block."""
    process = subprocess.Popen(
        [str(python), *command], cwd=ROOT, env=os.environ | around, stdout=subprocess.DEVNULL
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.wait()
