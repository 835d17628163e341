"""What a run came to, and what of it is not as it has to be."""

import json
import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.soak.timed import TimedTown
from tests.soak.walker import Walker

PEOPLE, DUE = 50, 5_000
# Milliseconds: Discord waits three seconds.
P99, LONGEST = 500.0, 2_500.0
# MiB between the second quarter and the last.
GROWN = 16.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds, MiB, and how many."""

    minutes: float
    answers: int
    p50: float
    p99: float
    longest: float
    walks: int
    nudged: int
    nudged_twice: int
    refused: dict[int, int]
    troubles: dict[str, int]
    complaints: list[str]
    # The bot's loop: how late for the slowest in a hundred, and at most.
    late: float
    latest: float
    # The share of one core.
    busy: float
    # Once warm, and at the end: medians of the second and the last quarter.
    memory: tuple[float, float]
    blocks: tuple[float, float]
    tasks: tuple[float, float]

    def __str__(self) -> str:
        grown = self.memory[1] - self.memory[0]
        return (
            f"{PEOPLE} people for {self.minutes:g} minutes: {self.answers:,} answers"
            f" ({self.answers / self.minutes / 60:.0f}/s), p50 {self.p50:.1f} ms,"
            f" p99 {self.p99:.1f} ms, longest {self.longest:.0f} ms; {self.walks} walks finished;"
            f" {DUE:,} fell due, {self.nudged:,} nudged, {self.nudged_twice} twice;"
            f" loop late by {self.late:.1f} ms for the slowest in a hundred, {self.latest:.0f} ms"
            f" at most; {self.busy:.0%} of a core; memory {self.memory[0]:.1f} MiB once warm,"
            f" {self.memory[1]:.1f} at the end ({grown:+.1f}); blocks {self.blocks[0]:,.0f} and"
            f" {self.blocks[1]:,.0f}; tasks {self.tasks[0]:.0f} and {self.tasks[1]:.0f};"
            f" refused: {self.refused or 'none'}; troubles: {self.troubles or 'none'};"
            f" complaints of the locks: {len(self.complaints) or 'none'}"
        )


def judged(
    town: TimedTown, walkers: list[Walker], minutes: float, complaints: list[str], watched: Path
) -> Figures:
    """What the stop-watch, the people and the bot itself noted."""
    took = sorted(1000 * seconds for seconds in town.took)
    noted = [json.loads(line) for line in watched.read_text("ascii").splitlines()]
    busy = (noted[-1]["busy"] - noted[0]["busy"]) / (minutes * 60)

    def early_and_late(what: str) -> tuple[float, float]:
        figures = [float(note[what]) for note in noted]
        quarter = len(figures) // 4
        parts = figures[quarter : 2 * quarter], figures[3 * quarter :]
        return statistics.median(parts[0]), statistics.median(parts[1])

    return Figures(
        minutes=minutes,
        answers=len(took),
        p50=statistics.median(took),
        p99=took[int(len(took) * 0.99)],
        longest=took[-1],
        walks=sum(walker.finished for walker in walkers),
        nudged=len(town.nudged),
        nudged_twice=sum(n > 1 for n in town.nudged.values()),
        refused=dict(town.refused),
        troubles=dict(Counter(t for walker in walkers for t in walker.troubles)),
        complaints=complaints,
        late=statistics.median(note["late"] for note in noted),
        latest=max(note["latest"] for note in noted),
        busy=busy,
        memory=early_and_late("memory"),
        blocks=early_and_late("blocks"),
        tasks=early_and_late("tasks"),
    )


def wrong_with(figures: Figures) -> list[str]:
    """What is not as it has to be."""
    checks = {
        "answers took too long": figures.p99 < P99 and figures.longest < LONGEST,
        "memory grew": figures.memory[1] - figures.memory[0] < GROWN,
        "somebody was nudged twice": not figures.nudged_twice,
        "nobody was nudged": figures.nudged > 0,
        "somebody was stuck": not figures.troubles,
        "Discord refused something": not figures.refused,
        "the locks complain": not figures.complaints,
    }
    return [what for what, well in checks.items() if not well]
