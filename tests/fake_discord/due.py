"""When the bot's reminders fall due: read from its file, beside it, and from nothing else."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

WAITING = "SELECT due_at FROM schedule WHERE claimed_at IS NULL AND due_at IS NOT NULL"


def dues(keyring: Path) -> list[datetime]:
    """Every one that waits; none where the bot has no file yet."""
    if not keyring.exists():
        return []
    with closing(sqlite3.connect(f"{keyring.as_uri()}?mode=ro", uri=True)) as file:
        return sorted(datetime.fromtimestamp(at, UTC) for (at,) in file.execute(WAITING))
