"""Copies of both files, made beside a running bot and proved by opening them; and restoring.

Copies of data.db are kept, a few of them. Of keyring.db there is one, overwritten each time:
whoever was forgotten since is then forgotten in every copy.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.folders import lies_in
from bot.instance import KEEP
from bot.store.errors import StoreRefused
from bot.store.sqlite.connection import as_it_is, has_header
from bot.store.sqlite.disk import FAR, refusing, why
from bot.store.sqlite.files import alone_in, make_directory, put_in_place, write_whole
from bot.store.sqlite.keyfile import read_key
from bot.store.sqlite.paths import StorePaths
from bot.store.sqlite.verify_backup import Proof, verify_backup

AMONG_DATA = (
    "The backup must not lie among the data: choose a directory for it outside of {path},"
    " best on another disk."
)
NOTHING = "There is nothing to back up in {path} yet: start the bot once."
NO_COPY = "{path} is not there: name one of the copies of data.db that `backup` made."
NO_MIRROR = "{path} is missing: without the keyring beside it, a copy opens for nobody."
DAMAGED = "{path} is not a database, or a damaged one: it was not used."
NOT_COPIED = "{path} could not be copied: make room and look after the disk, then try again."
BUSY = "A backup is being made in {path} at this moment: wait until it is there."
# Bytes between two flushes of a copy, and steps of SQLite's machine between two looks at its size.
AT_ONCE, A_LITTLE = 2 * 2**20, 5_000


@dataclass(frozen=True, slots=True)
class Backup:
    """What was made, and what is in it. `beside_key`: a thief of one would have both."""

    path: Path
    proof: Proof
    beside_key: bool


def back_up(places: StorePaths, folder: Path, keep: int = KEEP) -> Backup:
    """Copy both files as they are at one moment each, prove the copies, drop the oldest.

    Raises StoreRefused; whatever copies there were are then as they were.
    """
    if lies_in(folder, places.data):
        raise StoreRefused(AMONG_DATA, places.data)
    if not (places.database.exists() and places.keyring.exists()):
        raise StoreRefused(NOTHING, places.data)
    read_key(places.key)
    with refusing(folder):
        make_directory(folder)
        with alone_in(folder, BUSY):
            return _back_up(places, folder, keep)


def proved(places: StorePaths, copy: Path) -> Proof:
    """A restore test: open all of a copy with the keyring beside it. Touches nothing.

    Raises StoreRefused where it would be of no use on the day it is needed.
    """
    if not copy.is_file():
        raise StoreRefused(NO_COPY, copy)
    keyring = copy.parent / places.keyring.name
    if not keyring.is_file():
        raise StoreRefused(NO_MIRROR, keyring)
    for path in (copy, keyring):
        if not has_header(path):
            raise StoreRefused(DAMAGED, path)
    return verify_backup(copy, keyring, read_key(places.key).for_copies())


def _back_up(places: StorePaths, folder: Path, keep: int) -> Backup:
    # Of one that was killed: nobody else makes one here now.
    for left in folder.glob("data-*.db.new*"):
        left.unlink()
    copy = folder / f"data-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
    data, keyring = _draft(copy), _draft(folder / places.keyring.name)
    try:
        proof = _drafted(places, data, keyring)
    except StoreRefused:
        # The master key may have been changed between the copies and the look at it.
        proof = _drafted(places, data, keyring)
    put_in_place(keyring, folder / places.keyring.name)
    put_in_place(data, copy)
    for old in copies_in(folder)[:-keep]:
        old.unlink()
    copy_texts(places.walkthroughs, folder / places.walkthroughs.name)
    return Backup(copy, proof, beside_key(places, folder))


def beside_key(places: StorePaths, folder: Path) -> bool:
    """Whether whoever gets hold of the folder has the key as well."""
    return lies_in(places.key, folder)


def _drafted(places: StorePaths, data: Path, keyring: Path) -> Proof:
    # The data first: whoever has rows in the copy has their key in the other, unless they
    # were forgotten in between.
    copy_whole(places.database, data)
    copy_whole(places.keyring, keyring)
    return verify_backup(data, keyring, read_key(places.key))


def copy_texts(source: Path, folder: Path) -> None:
    """Every edition of a walkthrough that is not in the folder yet, or says something else."""
    for text in sorted(source.glob("*.toml")):
        if text.is_symlink() or not text.is_file():
            continue  # nothing of ours
        content, there = text.read_bytes(), folder / text.name
        if not there.is_file() or there.read_bytes() != content:
            make_directory(folder)
            write_whole(there, content)


def copies_in(folder: Path) -> list[Path]:
    """The copies of data.db, the oldest first."""
    return sorted(folder.glob("data-*.db"))


def copy_whole(source: Path, draft: Path) -> None:
    """A copy without free pages, in which nothing that was deleted is left. Raises StoreRefused."""
    if not has_header(source):
        raise StoreRefused(DAMAGED, source)
    for left in draft.parent.glob(draft.name + "*"):
        left.unlink()
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with (
            closing(sqlite3.connect(as_it_is(source), uri=True, isolation_level=None)) as db,
            draft.open("rb") as file,
        ):
            db.execute("PRAGMA busy_timeout=5000")
            db.set_progress_handler(_flushing(file.fileno()), A_LITTLE)
            db.execute("VACUUM INTO ?", (str(draft),))
    except sqlite3.Error as error:
        draft.unlink(missing_ok=True)
        sentence, folder = why(error, draft.parent)
        if sentence is FAR:
            raise StoreRefused(FAR, folder) from None
        raise StoreRefused(NOT_COPIED, source) from None
    with draft.open("rb") as file:
        os.fsync(file.fileno())


def _flushing(file: int) -> Callable[[], None]:
    """Take to the disk what was written since, whenever it has become a megabyte or two.

    At the end alone it would be all of it at once, and everybody's answers would wait behind it.
    """
    flushed = 0

    def go_on() -> None:
        nonlocal flushed
        size = os.fstat(file).st_size
        if size - flushed >= AT_ONCE:
            os.fsync(file)
            flushed = size

    return go_on


def _draft(path: Path) -> Path:
    return path.with_name(path.name + ".new")
