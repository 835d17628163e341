"""The bot itself, unmodified, on files in a folder."""

import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from discord.utils import utcnow

from bot import app, sync
from bot.attendant import AGAIN
from bot.content import Library, load
from bot.doors import PersonId
from bot.host import Host
from bot.journeys import aging
from bot.journeys.briefs import teller
from bot.store import Journal, Store, StorePaths
from bot.store.records import Shelf
from tests.locks.sessions import Sessions
from tests.people.house import Awake
from tests.store.people import soonest


@asynccontextmanager
async def quiet_page(
    folder: Path, host: Host, library: Library | None = None
) -> AsyncIterator[Awake]:
    """As `python -m bot run` would make it, short of the token; perhaps with other texts."""
    library = library or _library()
    data = folder / "data"
    store = await Store.open(
        StorePaths(data=data, key=folder / "keys" / "master.key"), teller(library.scripts)
    )

    async def knows(person: int) -> bool:
        async with store.journal(PersonId(person)) as journal:
            return any(journal.read(shelf) for shelf in Shelf)

    async def next_due() -> datetime | None:
        due = await soonest(store)
        return datetime.fromtimestamp(due, UTC) if due else None

    async def daily() -> None:
        await aging.night(store, utcnow())

    told = functools.partial(sync.commands, told=data / "commands.sha256")
    try:
        client = app.client(store, library, host, sync=told)
        router = client.attendant._router
        yield Awake(
            client, knows, client.look, next_due, Sessions.of(router, store).complaints,
            lambda press: press.verb == AGAIN or router.registry.action(press) is not None, daily,
        )  # fmt: skip
    finally:
        told_otherwise = _told_otherwise(store, library)
        await store.close()
    assert not told_otherwise, f"the contents of {told_otherwise} people were not what they keep"


def _told_otherwise(store: Store, library: Library) -> int:
    """Of how many who were here lately the contents differ from what stands in their pages."""
    tell = teller(library.scripts)
    pages = [p for p in store._cache._rows.values() if p.contents is not None]
    return sum(p.contents != Journal(replace(p, contents=None), tell).contents for p in pages)


@functools.cache
def _library() -> Library:
    return load()
