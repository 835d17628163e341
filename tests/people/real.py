"""The bot itself, unmodified, on files in a folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from discord import app_commands

from bot.client import QuietPage
from bot.content import Library, load
from bot.doors import PersonId
from bot.host import Host
from bot.store import Places, Store
from bot.store.records import Shelf
from tests.people.house import Awake


@asynccontextmanager
async def quiet_page(folder: Path, host: Host) -> AsyncIterator[Awake]:
    """As `python -m bot run` would make it, short of the token."""
    async with Store(Places(folder / "data", folder / "keys" / "quiet-page.key")) as store:

        async def knows(person: int) -> bool:
            async with store.journal(PersonId(person)) as journal:
                return any(journal.read(shelf) for shelf in Shelf)

        yield Awake(QuietPage(store, _library(), host, sync=_sync), knows)


async def _sync(tree: app_commands.CommandTree[Any]) -> None:
    await tree.sync()


@cache
def _library() -> Library:
    return load()
