"""`python -m tests.soak MINUTES`: prints the figures, and what the bot said; 1 where it failed.

A long run that went well is kept for docs/performance.md, which `make bench` writes.
"""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.soak.figures import Figures, wrong_with
from tests.soak.load import run

KEPT = Path(__file__).resolve().parent.parent.parent / "benchmarks" / "soak.md"
LONG = 60


def main(minutes: float) -> int:
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(run(Path(folder), minutes))
        print(figures)  # noqa: T201
        if wrong_with(figures):
            said = (Path(folder) / "bot.log").read_text("utf-8")
            print(*wrong_with(figures), *figures.complaints[:3], said[-5000:], sep="\n")  # noqa: T201
    if wrong_with(figures):
        return 1
    if minutes >= LONG:
        keep(figures)
    return 0


def keep(figures: Figures) -> None:
    """For the page of figures."""
    KEPT.write_text(
        "## A long run\n\nThe real process on two cores, against a Discord on loopback, on"
        f" {datetime.now(UTC):%Y-%m-%d} (`make soak`). Nothing was wrong. {figures}.\n",
        "utf-8",
    )


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
