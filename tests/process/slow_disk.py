"""The bot on a disk that takes its time: a file says how many seconds each commit waits for it."""

import functools
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

from tests.fake_discord.following import follow, nap
from tests.fake_discord.pointing import point_at

SLOW = "STANDIN_SLOW_DISK"


class SlowConnection(sqlite3.Connection):
    """Waits in its own thread, as fdatasync would."""

    def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:  # noqa: ANN401
        file = Path(os.environ[SLOW])
        if sql == "COMMIT" and file.exists():
            nap(float(file.read_text()))
        return super().execute(sql, *given)


if __name__ == "__main__":
    point_at(sys.argv[1])
    follow()
    sqlite3.connect = functools.partial(sqlite3.connect, factory=SlowConnection)  # type: ignore[assignment]
    # The bot takes the clock it finds when it is imported.
    from bot.__main__ import main

    sys.exit(main(sys.argv[2:]))
