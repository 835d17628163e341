"""Bringing an existing store up to the newest SQL: on copies, which are looked at, then swapped in.

What was there stays beside it as <name>.before-<version> for a day, or until the next backup.
Killed at any point, either file is the old one or the new one, whole.
"""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bot.store.audit import audited
from bot.store.crypto.keys import MasterKey
from bot.store.errors import StoreRefused, Tampered
from bot.store.sqlite.backup import copy_whole
from bot.store.sqlite.connection import checkpoint, configure, reading
from bot.store.sqlite.database import AnyFile, both
from bot.store.sqlite.files import put_in_place, settle
from bot.store.sqlite.migrations import migrate, steps, version
from bot.store.sqlite.paths import StorePaths

FAILED = (
    "{path} could not be brought up to this version and is as it was: run the version of before,"
    " and report this."
)
# Seconds.
A_DAY = 86_400.0


def upgrade(places: StorePaths, master: MasterKey) -> None:
    """Take whatever steps are left. Raises StoreRefused; the old files are then in place."""
    pairs = both(places.database, places.keyring)
    before = {path: _version(path) for path, _ in pairs}
    if all(before[path] >= len(steps(spec.name)) for path, spec in pairs):
        return
    # Both are made ready before either is touched: they belong together.
    drafts = {path: _upgraded(path, spec, master) for path, spec in pairs}
    for path, draft in drafts.items():
        _fold(path)
        kept = path.with_name(f"{path.name}.before-{before[path]}")
        kept.unlink(missing_ok=True)
        # The same file under a second name: there is no moment without it.
        os.link(path, kept)
        settle(path.parent)
        put_in_place(draft, path)


def drop_what_was_before(places: StorePaths, *, older_than: float = A_DAY) -> None:
    """Let go of what an upgrade kept: an old keyring would bring back whoever was forgotten."""
    for path in (places.database, places.keyring):
        for kept in path.parent.glob(f"{path.name}.before-*"):
            if time.time() - kept.stat().st_ctime >= older_than:
                kept.unlink()
    settle(places.data)


def _version(path: Path) -> int:
    with reading(path) as db:
        return version(db)


def _upgraded(path: Path, spec: AnyFile, master: MasterKey) -> Path:
    draft = path.with_name(f"{path.name}.upgraded")
    copy_whole(path, draft)
    try:
        done = _taken(draft, spec, master)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
            raise
        done = False
    finally:
        for left in draft.parent.glob(draft.name + "-*"):
            left.unlink()
    if not done:
        draft.unlink()
        raise StoreRefused(FAILED, path)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    return draft


def _taken(draft: Path, spec: AnyFile, master: MasterKey) -> bool:
    """Take the steps on a copy; whether all that was in it is still there, and vouched for."""
    with closing(sqlite3.connect(draft, isolation_level=None)) as db:
        rows = spec.reader(db)
        before = sorted(rows.entries())
        configure(db)
        migrate(db, steps(spec.name))
        whole = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        try:
            audited(rows, master)
        except Tampered:
            return False
        return whole and sorted(rows.entries()) == before


def _fold(path: Path) -> None:
    """Fold the write-ahead log into the file: it must not be taken for the new one's."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        if not checkpoint(db):
            raise StoreRefused(FAILED, path)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
