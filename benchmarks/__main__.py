"""Measure everything and write docs/performance.md, or only what is named: a module or a goal.

How it grows has a section of its own there, which is written whenever that is measured.
"""

import compileall
import importlib
import os
import sys
import time
from collections.abc import Iterator, Sequence

from benchmarks import report
from benchmarks.row import Row
from benchmarks.running import ROOT

# What there is, and which goals each answers.
ALL = {
    "interactions": ("I1", "I2", "I3", "I4", "I5"),
    "store": ("W1",),
    "agenda": ("R1", "R3", "R4", "R5"),
    "proofs": ("R6", "R7"),
    "growing": ("G1", "G2"),
    "crowd": ("G4", "G5"),
    "sending": ("S1", "S4"),
    "starting": ("M1", "M2"),
    "paper": ("P1",),
    "hosting": ("H1", "H2", "H3"),
}


def main(names: Sequence[str]) -> None:
    _compile()
    began = time.monotonic()
    rows = list(_measured(names))
    took = time.monotonic() - began
    if grown := [row for row in rows if row.id.startswith("G")]:
        report.keep_growth(grown, took)
    if not names:
        report.write([row for row in rows if row not in grown], took)


def _compile() -> None:
    """Nobody is measured while Python reads their code for the first time."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for folder in ("bot", "cogs", "benchmarks", "tests"):
        compileall.compile_dir(ROOT / folder, quiet=1)


def _measured(names: Sequence[str]) -> Iterator[Row]:
    for module, goals in ALL.items():
        if names and not {module, *goals} & set(names):
            continue
        for row in importlib.import_module(f"benchmarks.{module}").run():
            print(row, flush=True)
            yield row


if __name__ == "__main__":
    main(sys.argv[1:])
