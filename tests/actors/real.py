"""The bot itself, unmodified, on files in a folder."""

import functools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from discord.utils import utcnow

from bot import app
from bot.content import Library, load
from bot.discord import sync
from bot.discord.dispatch import AGAIN
from bot.features.mydata.briefs import teller
from bot.instance import Instance
from bot.kept import retention
from bot.languages import Languages
from bot.person import PersonId
from bot.store import Session, Store, StorePaths
from bot.store.records import Shelf
from tests.actors.house import Awake
from tests.invariants.sessions import Sessions
from tests.store.people import soonest


@asynccontextmanager
async def quiet_page(
    folder: Path,
    instance: Instance,
    library: Library | None = None,
    others: Sequence[Library] = (),
) -> AsyncIterator[Awake]:
    """As `python -m bot run` would make it, short of the token; perhaps with other texts.

    `others`: the same in other languages.
    """
    library = library or _library()
    data = folder / "data"
    store = await Store.open(
        StorePaths(data=data, key=folder / "keys" / "master.key"), teller(library)
    )

    async def knows(person: int) -> bool:
        async with store.session(PersonId(person)) as session:
            return any(session.read(shelf) for shelf in Shelf)

    async def next_due() -> datetime | None:
        due = await soonest(store)
        return datetime.fromtimestamp(due, UTC) if due else None

    async def daily() -> None:
        await retention.night(store, utcnow())

    told = functools.partial(sync.commands, told=data / "commands.sha256")
    try:
        client = app.client(store, Languages(library, *others), instance, sync=told)
        router = client.dispatcher._router
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
    tell = teller(library)
    pages = [p for p in store._cache._rows.values() if p.contents is not None]
    return sum(p.contents != Session(replace(p, contents=None), tell).contents for p in pages)


@functools.cache
def _library() -> Library:
    return load()
