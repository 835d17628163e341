"""A year of ten thousand people: one for each day they chose, none late, quiet or unwanted."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.proofs.year import WRONG

PEOPLE, DAYS, SEEDS = 10_000, 365, (1, 2)

pytestmark = pytest.mark.prove


def test_a_year_of_ten_thousand_people(tmp_path: Path) -> None:
    began = time.monotonic()
    command = [sys.executable, "-m", "tests.proofs.year"]
    halves = [
        subprocess.Popen(
            [*command, str(tmp_path / f"{seed}"), f"{PEOPLE // len(SEEDS)}", f"{DAYS}", f"{seed}"],
            stdout=subprocess.PIPE,
        )
        for seed in SEEDS
    ]
    said = [half.communicate()[0] for half in halves]
    assert all(half.returncode == 0 for half in halves)
    figures = sum((Counter(json.loads(figures)) for figures in said), Counter[str]())
    print(f"\na year: {dict(figures)}, {time.monotonic() - began:.0f} s")  # noqa: T201
    assert {what: figures[what] for what in WRONG} == dict.fromkeys(WRONG, 0)
    assert figures["judged"] > PEOPLE * DAYS / 7
