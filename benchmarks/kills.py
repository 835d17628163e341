"""R7: the proof of `make prove` that kills senders, and what the usual ways do beside it.

A count, and no time.
"""

import tempfile
from pathlib import Path

from benchmarks.row import Row
from tests.proofs.test_reminders_kills import CONTROL_DUE, CONTROL_KILLS, DUE, KILLS, killed


def run() -> list[Row]:
    """The goal beside the usual ways."""

    def figures(mode: str, kills: int, due: int) -> dict[str, int]:
        with tempfile.TemporaryDirectory() as folder:
            return killed(Path(folder), kills, due, mode)

    ours = figures("ours", KILLS, DUE)
    delete, send = (figures(mode, CONTROL_KILLS, CONTROL_DUE) for mode in ("delete", "send"))
    return [
        Row(
            "R7",
            f"{ours['kills']} SIGKILLs while {DUE:,} fall due",
            f"{ours['lost']} lost, {ours['doubled']} doubled, {ours['late']} late",
            f"marked first, then sent: {delete['lost']} lost in {delete['kills']} kills; sent"
            f" first, then marked: {send['doubled']} doubled in {send['kills']}",
            "none",
            not any(ours[what] for what in ("lost", "doubled", "late")),
        ),
    ]
