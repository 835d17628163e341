"""Opening the store: everything is looked at first, and every refusal is one kind sentence."""

from contextlib import AsyncExitStack
from dataclasses import dataclass

from bot.store.backend import DataFile, KeyHolder, KeyringFile, SmallFile
from bot.store.crypto.keys import MasterKey
from bot.store.errors import StoreRefused
from bot.store.sqlite.database import DATA, KEYRING, Database
from bot.store.sqlite.disk import refusing
from bot.store.sqlite.files import WholeFile, held, make_directory
from bot.store.sqlite.first_run import begin, is_first
from bot.store.sqlite.keyfile import KeyFile, check_place, read_key
from bot.store.sqlite.paths import StorePaths
from bot.store.sqlite.upgrade import drop_what_was_before, upgrade
from bot.store.sqlite.verify import BOTH_MISSING, verify


@dataclass(frozen=True, slots=True)
class OpenFiles:
    """Both files, the key to them, and whether they are new."""

    data: DataFile
    keyring: KeyringFile
    master: MasterKey
    key: KeyHolder
    # The day that is believed, and what is seen of another.
    days: SmallFile
    first_run: bool


async def open_files(places: StorePaths, stack: AsyncExitStack) -> OpenFiles:
    """Both files, closed with the stack. Raises StoreRefused, and leaves them as they are then."""
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
        verify(places, master)
        upgrade(places, master)
        data = await stack.enter_async_context(Database(places.database, DATA, master))
        keyring = await stack.enter_async_context(Database(places.keyring, KEYRING, master))
        drop_what_was_before(places)
    key = KeyFile(places.key.resolve())
    return OpenFiles(data, keyring, master, key, WholeFile(places.days), first_run)
