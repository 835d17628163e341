"""R7: a sender that is killed at any moment loses nothing, says nothing twice and nothing late."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

KILLS, DUE = 200, 50_000
CONTROL_KILLS, CONTROL_DUE = 20, 5_000

pytestmark = pytest.mark.prove


def killed(folder: Path, kills: int, due: int, mode: str) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.proofs.reminding", str(folder), f"{kills}", f"{due}"]
    done = subprocess.run([*command, mode], stdout=subprocess.PIPE, timeout=900, check=True)
    figures: dict[str, int] = json.loads(done.stdout)
    return figures


def test_two_hundred_kills_lose_double_and_delay_nothing(tmp_path: Path) -> None:
    began = time.monotonic()
    figures = killed(tmp_path, KILLS, DUE, "ours")
    print(f"\nR7, ours: {figures}, {time.monotonic() - began:.0f} s")  # noqa: T201
    assert figures["kills"] > KILLS * 0.9
    assert (figures["lost"], figures["doubled"], figures["late"]) == (0, 0, 0)


@pytest.mark.parametrize(("mode", "fails"), [("delete", "lost"), ("send", "doubled")])
def test_it_would_notice_the_usual_ways(tmp_path: Path, mode: str, fails: str) -> None:
    figures = killed(tmp_path, CONTROL_KILLS, CONTROL_DUE, mode)
    print(f"\nR7, {mode} first: {figures}")  # noqa: T201
    assert figures[fails] > 0
