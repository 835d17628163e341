"""Measure everything and write docs/performance.md, or only what is named: a module or a goal."""

import compileall
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from benchmarks import report
from benchmarks.row import Row, rows_of
from benchmarks.running import ROOT

# What there is, and which goals each answers.
ALL = {
    "interactions": ("I1", "I2", "I3", "I4", "I5"),
    "store": ("W1",),
    "agenda": ("R1", "R3", "R5"),
    "growing": ("G1", "G2"),
    "everything": ("G3",),
    "crowd": ("G4", "G5"),
    "starting": ("M1", "M2"),
    "paper": ("P1",),
    "hosting": ("H1", "H2", "H3", "H4", "H5", "H6", "H7"),
    "clocks": ("R6",),
    "kills": ("R7",),
    "sending": ("S1", "S4"),
}
# These count and time nothing, so they may run beside each other: once all that is timed is over.
COUNTED = {"clocks", "kills", "sending"}


def main(names: Sequence[str]) -> None:
    _compile()
    began = time.monotonic()
    rows = list(_measured(names))
    took = time.monotonic() - began
    if not names:
        report.write(rows, took)


def _compile() -> None:
    """Nobody is measured while Python reads their code for the first time."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for folder in ("bot", "cogs", "benchmarks", "tests"):
        compileall.compile_dir(ROOT / folder, quiet=1)


def _measured(names: Sequence[str]) -> Iterator[Row]:
    wanted = [m for m, goals in ALL.items() if not names or {m, *goals} & set(names)]
    for module in wanted:
        if module not in COUNTED:
            yield from map(_printed, rows_of(module))
    # Beside each other however few cores there are: most of it is waiting.
    with ProcessPoolExecutor(len(COUNTED), multiprocessing.get_context("spawn")) as pool:
        for rows in pool.map(rows_of, [module for module in wanted if module in COUNTED]):
            yield from map(_printed, rows)


def _printed(row: Row) -> Row:
    print(row, flush=True)
    return row


if __name__ == "__main__":
    main(sys.argv[1:])
