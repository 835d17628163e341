"""The one place where the parts are put together: a client, and a process around it."""

import functools
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord

from bot.context import Context
from bot.discord import reconnect, sync
from bot.discord.client import Parts, QuietPage, Sync
from bot.discord.dispatch import Dispatcher
from bot.discord.outbox import Outbox
from bot.features.listing import features
from bot.features.mydata.briefs import teller
from bot.features.reminders.sender import ReminderSender
from bot.instance import RATE, Instance
from bot.isolation import Repeated, isolated
from bot.kept import retention
from bot.languages import Languages
from bot.ops import admin
from bot.ops.scheduler import scheduled_jobs
from bot.ops.settings import GivenSettings
from bot.router import Router
from bot.schedule.counters import Counters
from bot.store import Store, StorePaths


def client(  # noqa: PLR0913 - what it is put together from
    store: Store,
    languages: Languages,
    instance: Instance | None = None,
    *,
    sync: Sync | None = None,
    rate: float = RATE,
    now: Callable[[], datetime] = discord.utils.utcnow,
    **options: Any,  # noqa: ANN401
) -> QuietPage:
    """A client with everything that answers, reminds and counts. `rate`: nudges in a second."""

    def parts(made: QuietPage) -> Parts:
        outbox = Outbox(made, languages)
        context = Context(store, languages, instance or Instance(), outbox, now)
        reminders = ReminderSender(store.reminders, outbox, languages, now, rate=rate)
        counters = Counters(reminders.counts)
        router = Router(context, features(context))
        return Parts(Dispatcher(router, outbox, languages, counters), reminders, counters)

    return QuietPage(languages, parts, sync=sync, **options)


async def stay(
    given: GivenSettings, token: str, languages: Languages, opened: Callable[[], None]
) -> None:
    """Be there for as long as the process is: open the store, sign in, see to what is due.

    `opened` is called once the store is open.
    """
    chosen = given.settings
    places = StorePaths(data=chosen.data_dir, key=chosen.key_file)
    store = await Store.open(places, teller(languages.library))
    try:
        opened()
        if store.first_run:
            _tell_of_the_key(chosen.key_file, store.fingerprint)
        told = functools.partial(sync.commands, told=chosen.data_dir / "commands.sha256")
        clients: list[QuietPage] = []

        def build() -> QuietPage:
            rate = chosen.nudges_per_second
            clients[:] = [client(store, languages, chosen.instance, sync=told, rate=rate)]
            return clients[0]

        async def look() -> None:
            with isolated(Repeated.CHORE):
                store.lock.tick()
            for one in clients:
                await one.look()

        async def daily() -> None:
            # Before the backup: what goes is not in the newest one then.
            with isolated(Repeated.CHORE):
                await retention.night(store, datetime.now(UTC))
            await admin.daily(chosen, store)

        async with (
            _health(given, store, clients),
            admin.rotating_when_asked(chosen, store),
            scheduled_jobs(store.advance_generation, look, daily),
        ):
            await reconnect.stay(build, token)
    finally:
        await store.close()


@asynccontextmanager
async def _health(
    given: GivenSettings, store: Store, clients: list[QuietPage]
) -> AsyncIterator[None]:
    """Say on the port that was chosen whether all is well; with none, no server is loaded."""
    port = given.settings.health_port
    if port is None:
        yield
        return
    from bot.ops.health import Health, served  # noqa: PLC0415

    health = Health(store, lambda: next(iter(clients), None), given.settings.backup_dir)
    async with served(health, port, given.origin.of("health_port")):
        yield


def _tell_of_the_key(key: Path, fingerprint: str) -> None:
    print(  # noqa: T201
        f"A new key was made: {key.resolve()} (fingerprint {fingerprint}). Copy this file to a"
        " second place now; without it nobody, you included, can read anything.",
        file=sys.stderr,
    )
