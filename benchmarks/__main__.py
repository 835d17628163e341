"""Measure everything and write docs/performance.md, or only what is named: a module or a goal.

How it grows has a section of its own there, which is written whenever that is measured.
"""

import importlib
import sys
import time
from collections.abc import Iterator, Sequence

from benchmarks import report
from benchmarks.row import Row

# What there is, and which goals each answers.
ALL = {
    "interactions": ("I1", "I2", "I3"),
    "store": ("W1", "I2"),
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
    began = time.monotonic()
    rows = list(_measured(names))
    took = time.monotonic() - began
    if grown := [row for row in rows if row.id.startswith("G")]:
        report.keep_growth(grown, took)
    if not names:
        report.write([row for row in rows if row not in grown], took)


def _measured(names: Sequence[str]) -> Iterator[Row]:
    for module, goals in ALL.items():
        if names and not {module, *goals} & set(names):
            continue
        for row in importlib.import_module(f"benchmarks.{module}").run():
            print(row, flush=True)
            yield row


if __name__ == "__main__":
    main(sys.argv[1:])
