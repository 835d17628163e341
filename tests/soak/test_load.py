"""Two minutes of what `make soak` does for an hour."""

import os
from pathlib import Path

import pytest

from tests.soak.figures import wrong_with
from tests.soak.load import run

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="pins cores as Linux does"),
]


async def test_fifty_people_walk_while_five_thousand_reminders_fall_due(tmp_path: Path) -> None:
    figures = await run(tmp_path, minutes=2)
    print(f"\n{figures}")  # noqa: T201
    assert wrong_with(figures) == []
