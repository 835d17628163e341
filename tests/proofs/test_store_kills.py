"""Bar 1: whatever was acknowledged is there after a SIGKILL at any moment."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

KILLS = 1000
FRESH = 10
CONTROL = 60

pytestmark = pytest.mark.prove


def killed(folders: list[Path], kills: int, mode: str) -> Counter[str]:
    """All figures, of several families of savers at once."""
    command = [sys.executable, "-m", "tests.proofs.killing"]
    families = [
        subprocess.Popen([*command, str(folder), str(kills), mode], stdout=subprocess.PIPE)
        for folder in folders
    ]
    said = [family.communicate(timeout=240)[0] for family in families]
    assert all(family.returncode == 0 for family in families)
    return sum((Counter(json.loads(figures)) for figures in said), Counter())


def test_a_thousand_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    began = time.monotonic()
    # Most on files that grow older, the rest each on files that do not exist yet.
    figures = killed([tmp_path / "a", tmp_path / "b"], (KILLS - 100) // 2, "honest")
    for n in range(100 // (2 * FRESH)):
        figures += killed([tmp_path / f"fresh {n} {m}" for m in "ab"], FRESH, "honest")
    print(  # noqa: T201
        f"\nbar 1: {KILLS} kills, {figures['starts']} of them after the start,"
        f" {figures['saves']:,} saves and {figures['forgotten']:,} forgettings acknowledged,"
        f" {figures['lost']} lost, {time.monotonic() - began:.0f} s"
    )
    assert figures["lost"] == 0
    assert figures["shut"] == 0
    assert figures["saves"] > KILLS


def test_it_would_notice_a_store_that_acknowledges_too_early(tmp_path: Path) -> None:
    figures = killed([tmp_path / "a", tmp_path / "b"], CONTROL, "early")
    print(  # noqa: T201
        f"\nbar 1, control: acknowledged before the commit, {figures['lost']} of"
        f" {figures['saves']:,} lost in {2 * CONTROL} kills"
    )
    assert figures["lost"] > 0
