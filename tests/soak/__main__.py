"""`python -m tests.soak MINUTES`: prints the figures, and what the bot said; 1 where it failed."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.soak.figures import wrong_with
from tests.soak.load import run


def main(minutes: float) -> int:
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(run(Path(folder), minutes))
        print(figures)  # noqa: T201
        if wrong_with(figures):
            said = (Path(folder) / "bot.log").read_text("utf-8")
            print(*wrong_with(figures), *figures.complaints[:3], said[-5000:], sep="\n")  # noqa: T201
    return 1 if wrong_with(figures) else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
