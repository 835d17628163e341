"""Opening the store: everything is looked at first, and every refusal is one kind sentence."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.store.book import DATA, KEYRING, Book
from bot.store.errors import StoreRefused
from bot.store.examining import BOTH_MISSING, examine
from bot.store.files import held, make_directory
from bot.store.first_run import begin, is_first
from bot.store.keyfile import check_place, read_key
from bot.store.keys import MasterKey
from bot.store.places import Places
from bot.store.trouble import refusing
from bot.store.upgrading import drop_what_was_before, upgrade


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
    with refusing(places.data):
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
