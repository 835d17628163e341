"""Bar 10, the store's part: nothing in logs at DEBUG, in failures, in files it should not open."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.prove


def test_nothing_leaks_by_the_side(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.proofs.leaking", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    expected = (f"{tmp_path}/data/", f"{tmp_path}/keys/", f"file://{tmp_path}/data/")
    # A file without a name, made to see whether one could be, goes by the name of its folder.
    nameless = f"{tmp_path}/data"
    elsewhere = [f for f in figures["files"] if not (f.startswith(expected) or f == nameless)]
    print(  # noqa: T201
        f"\nbar 10: {figures['leaks']} leaks in {figures['records']} log records, failures and"
        f" reprs, {len(elsewhere)} files opened elsewhere; control: a plain insert is logged"
        f" {figures['control']} times"
    )
    assert figures["leaks"] == 0
    assert figures["records"] > 100
    assert elsewhere == []
    assert done.stderr == ""
    assert figures["control"] > 0
