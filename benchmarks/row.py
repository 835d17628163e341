"""One goal, and what became of it in this run."""

import importlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `beside` is the floor, or the usual way, in the same run."""

    id: str
    what: str
    ours: str
    beside: str
    goal: str
    met: bool

    def __str__(self) -> str:
        met = "met" if self.met else "SHORT OF IT"
        return f"{self.id}  {self.what}: {self.ours}; beside it {self.beside}; {self.goal}: {met}"


def rows_of(module: str) -> list[Row]:
    """What one of the benchmarks found."""
    return list(importlib.import_module(f"benchmarks.{module}").run())
