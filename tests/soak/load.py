"""Fifty people walk while five thousand reminders fall due; what that did to the bot."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
from bot.schedule.timing import GRACE, instant, is_quiet, local
from bot.store import Store, StorePaths
from bot.store.records import Record, Shelf
from tests.invariants import audit, contract
from tests.soak.figures import DUE, PEOPLE, Figures, judged
from tests.soak.launch import WATCH
from tests.soak.timed import TimedTown
from tests.soak.walker import Walker

CORES = 2
LAUNCHER = "tests.soak.launch"
ZONES = ("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Auckland")
AT_ONCE = 500
A_MINUTE = 60.0


async def run(folder: Path, minutes: float) -> Figures:
    """The bot has two cores for itself, where there are more."""
    watched = folder / "watched"
    people = tuple(f"Walker{n}" for n in range(PEOPLE))
    async with TimedTown(folder, people, hurried=False) as town:
        town.begin()
        town.bot.settings[WATCH] = str(watched)
        await _fall_due(town)
        with _pinned():
            await town.start_bot(LAUNCHER)
        over = asyncio.Event()
        walkers = [Walker(member, n) for n, member in enumerate(town.members.values())]
        walking = [asyncio.create_task(walker.walk(over)) for walker in walkers]
        began = time.monotonic()
        while (left := began + minutes * A_MINUTE - time.monotonic()) > 0:
            town.let_go()
            await asyncio.sleep(min(left, A_MINUTE))
        over.set()
        await asyncio.gather(*walking)
        await town.stop_bot()
        bot = town.world.backend.bot_user.id
        complaints = contract.complaints(town.record)
        complaints += audit.complaints(town.record, town.words, bot)
        complaints += audit.disk_complaints(folder, town.words)
        return judged(town, walkers, minutes, complaints, watched)


async def _fall_due(town: TimedTown) -> None:
    """Thousands who are not here just now asked for the minute after next."""
    now = datetime.now(UTC)
    then = (now + timedelta(minutes=1)).replace(second=0, microsecond=0)
    zone = next(z for z in ZONES if not is_quiet(z, now) and not is_quiet(z, now + GRACE))
    wall = local(zone, then)
    minute, day = wall.hour * 60 + wall.minute, wall.date()
    folder, backend = town.folder, town.world.backend
    store = await Store.open(StorePaths(folder / "data", folder / "keys" / "quiet-page.key"))
    for first in range(0, DUE, AT_ONCE):
        people = [PersonId(backend.make_user(f"far{first + n}").id) for n in range(AT_ONCE)]
        await asyncio.gather(*(_known(store, person) for person in people))
        for person in people:
            to = Address(person, backend.get_dm_channel(person).id)
            due = instant(zone, day, minute)
            id = os.urandom(16)
            entry = Reminder(id, ReminderKind.DAILY, to, due, day, zone, minute, EVERY_DAY)
            await store.reminders.put(entry)
    await store.close()


async def _known(store: Store, person: PersonId) -> None:
    async with store.session(person) as session:
        session.keep(Shelf.SETTINGS, session.named("asked"), Record({}))


@contextmanager
def _pinned() -> Iterator[None]:
    """Whatever is started in here gets the first cores, and we the others."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > CORES:
        os.sched_setaffinity(0, cores[:CORES])
    yield
    if len(cores) > CORES:
        os.sched_setaffinity(0, cores[CORES:])
