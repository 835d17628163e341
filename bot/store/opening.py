"""Opening the store: everything is looked at first, and every refusal is one kind sentence."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.store.book import DATA, KEYRING, Book
from bot.store.errors import StoreRefused, StoreUnavailable
from bot.store.examining import BOTH_MISSING, NO_DATABASE, READ_ONLY, examine
from bot.store.files import held, make_directory
from bot.store.first_run import begin, is_first
from bot.store.keyfile import check_place, read_key
from bot.store.keys import MasterKey
from bot.store.places import Places
from bot.store.upgrading import drop_what_was_before, upgrade

FULL = "The disk that holds {path} is full: make room, then start again."
FAILING = "The files in {path} can't be worked with: look after the disk, then start again."
OUT_OF_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
REASONS = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CANTOPEN": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_AUTH": READ_ONLY,
    "SQLITE_CORRUPT": NO_DATABASE,
    "SQLITE_NOTADB": NO_DATABASE,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """Both books, the key to them, and whether they are new."""

    data: Book
    keyring: Book
    master: MasterKey
    key: Path
    first_run: bool


async def open_books(places: Places, stack: AsyncExitStack) -> Opened:
    """Open both files, or refuse and leave them as they are. Closed with the stack."""
    with refusing(places):
        check_place(places)
        if is_first(places):
            make_directory(places.data)
        elif not places.data.is_dir():
            raise StoreRefused(BOTH_MISSING, places.data)
        stack.enter_context(held(places))
        first_run = is_first(places)
        if first_run:
            begin(places)
        master = read_key(places.key)
        examine(places, master)
        upgrade(places, master)
        data = await stack.enter_async_context(Book(places.database, DATA, master))
        keyring = await stack.enter_async_context(Book(places.keyring, KEYRING, master))
        drop_what_was_before(places)
    return Opened(data, keyring, master, places.key, first_run)


@contextmanager
def refusing(places: Places) -> Iterator[None]:
    """Whatever goes wrong in here ends in one sentence."""
    path = places.data
    try:
        yield
    except StoreRefused:
        raise
    except sqlite3.Error as error:
        reason = getattr(error, "sqlite_errorname", "")
    except StoreUnavailable as error:
        reason = error.args[0]
    except OSError as error:
        path = Path(error.filename or path)
        reason = "SQLITE_FULL" if error.errno in OUT_OF_ROOM else "SQLITE_READONLY"
    else:
        return
    kinds = [sentence for name, sentence in REASONS.items() if reason.startswith(name)]
    raise StoreRefused(kinds[0] if kinds else FAILING, path)
