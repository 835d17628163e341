"""The one place where the parts are put together: a client, and a process around it."""

import functools
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord

from bot import process, sync, upkeep
from bot.apart import Part, apart
from bot.attendant import Attendant
from bot.chores import chores
from bot.client import Parts, QuietPage, Sync
from bot.content import Library
from bot.context import Context
from bot.features import features
from bot.health import Health, served
from bot.host import Host
from bot.journeys import aging
from bot.journeys.briefs import teller
from bot.outbox import Outbox
from bot.reminders import RATE, Reminders
from bot.router import Router
from bot.settings import Settings
from bot.store import Store, StorePaths
from bot.watch import Watch


def client(  # noqa: PLR0913 - what it is put together from
    store: Store,
    library: Library,
    host: Host | None = None,
    *,
    sync: Sync | None = None,
    rate: float = RATE,
    now: Callable[[], datetime] = discord.utils.utcnow,
    **options: Any,  # noqa: ANN401
) -> QuietPage:
    """A client with everything that answers, reminds and counts. `rate`: nudges in a second."""

    def parts(made: QuietPage) -> Parts:
        outbox = Outbox(made, library)
        context = Context(store, library, host or Host(), outbox, now)
        reminders = Reminders(store.agenda, outbox, library, now, rate=rate)
        watch = Watch(reminders.counts)
        router = Router(context, features(context))
        return Parts(Attendant(router, outbox, library, watch), reminders, watch)

    return QuietPage(library, parts, sync=sync, **options)


async def stay(chosen: Settings, token: str, library: Library) -> None:
    """Be there for as long as the process is: open the store, sign in, see to what is due."""
    places = StorePaths(data=chosen.data_dir, key=chosen.key_file)
    store = await Store.open(places, teller(library.scripts))
    try:
        if store.first_run:
            _tell_of_the_key(chosen.key_file, store.fingerprint)
        told = functools.partial(sync.commands, told=chosen.data_dir / "commands.sha256")
        clients: list[QuietPage] = []

        def build() -> QuietPage:
            rate = chosen.nudges_per_second
            clients[:] = [client(store, library, chosen.host, sync=told, rate=rate)]
            return clients[0]

        async def look() -> None:
            with apart(Part.CHORE):
                store.lock.tick()
            for one in clients:
                await one.look()

        async def daily() -> None:
            # Before the backup: what goes is not in the newest one then.
            with apart(Part.CHORE):
                await aging.night(store, datetime.now(UTC))
            await upkeep.daily(chosen, store)

        health = Health(store, lambda: next(iter(clients), None), chosen.backup_dir)
        async with (
            served(health, chosen.health_port),
            upkeep.rotating_when_asked(chosen, store),
            chores(store.advance_generation, look, daily),
        ):
            await process.stay(build, token)
    finally:
        await store.close()


def _tell_of_the_key(key: Path, fingerprint: str) -> None:
    print(  # noqa: T201
        f"A new key was made: {key.resolve()} (fingerprint {fingerprint}). Copy this file to a"
        " second place now; without it nobody, you included, can read anything.",
        file=sys.stderr,
    )
