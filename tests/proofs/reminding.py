"""`python -m tests.proofs.reminding FOLDER KILLS DUE MODE`: a sender that is killed many times.

Prints what was lost, doubled and late. Discord is a file to which every request is
appended in one write before it is answered; twice the same mark within two minutes is one
message, as there. MODE `ours` is the bot's own way; `delete` marks as sent and then sends; `send`
sends under a mark of its own each time, and then marks: both have to fail.
"""

import asyncio
import json
import math
import os
import random
import secrets
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.content import load
from bot.features.reminders.sender import ReminderSender
from bot.languages import Languages
from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Claim, Reminder, ReminderKind
from bot.schedule.timing import GRACE, instant, is_quiet, local, sent
from bot.store import Store, StorePaths
from bot.store.records import Record, Shelf
from bot.ui.model import Nudge

ZONES = ("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Auckland")
REMEMBERED = 120.0
RATE, CLAIMED = 5_000.0, 50
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as Discord has it."""

    person: int
    mark: str
    at: float


class Discord:
    """A door whose every request is on record before it is answered."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._marks = {asked.mark for asked in messages(path)}

    async def address_of(self, person: PersonId) -> Address:
        return Address(person, person)

    async def nudge(self, to: Address, nudge: Nudge, mark: str) -> None:
        assert nudge.line
        await asyncio.sleep(random.uniform(0, 0.01))  # noqa: S311
        os.write(self._file, f"{json.dumps([to.person, mark, time.time()])}\n".encode())
        # The answer takes its time, and the sender may be dead by then.
        await asyncio.sleep(random.uniform(0, 0.01))  # noqa: S311
        self._marks.add(mark)

    async def was_nudged(self, to: Address, mark: str) -> bool:
        del to
        await asyncio.sleep(0.001)
        return mark in self._marks


def messages(path: Path) -> list[Asked]:
    """What stands in people's chats: a mark said again soon is no new message."""
    there: dict[str, Asked] = {}
    found = []
    for line in path.read_text().splitlines() if path.exists() else []:
        asked = Asked(*json.loads(line))
        before = there.get(asked.mark)
        if before is None or asked.at - before.at > REMEMBERED:
            found.append(asked)
            there[asked.mark] = asked
    return found


class DeletesFirst(ReminderSender):
    """The usual way: what is due is marked, then said."""

    async def _see_to(self, claims: Sequence[Claim], group: asyncio.TaskGroup) -> None:
        await self._reminders.settle([(claim, sent(claim.entry)) for claim in claims])
        for claim in claims:
            group.create_task(self._say_anew(claim))

    async def _say_anew(self, claim: Claim) -> None:
        mark = secrets.token_urlsafe(18)
        await self._door.nudge(claim.entry.to, self._nudge(claim.entry, mark), mark)


class SendsFirst(DeletesFirst):
    """The other usual way: it is said, under a mark that nobody knows again, and then marked."""

    async def _see_to(self, claims: Sequence[Claim], group: asyncio.TaskGroup) -> None:
        del group
        await asyncio.gather(*map(self._say_anew, claims))
        await self._reminders.settle([(claim, sent(claim.entry)) for claim in claims])


WAYS = {"ours": ReminderSender, "delete": DeletesFirst, "send": SendsFirst}


def main(folder: Path, kills: int, due: int, mode: str) -> None:
    rng = random.Random(kills)  # noqa: S311
    places, log = StorePaths(folder / "data", folder / "keys" / "master.key"), folder / "discord"
    began = asyncio.run(fill(places, due))
    killed = 0
    for _ in range(kills):
        # Some die while they start, most while they send.
        early = rng.random() < 0.1
        more, wait = (-1, 0.4) if early else (rng.uniform(0, 2 * due / kills), 0.02)
        killed += life(places, log, mode, lines(log) + more, rng.uniform(0, wait))
    life(places, log, mode, math.inf, 0)
    said = messages(log)
    times = Counter(asked.person for asked in said)
    figures = {
        "kills": killed,
        "due": due,
        "lost": due - len(times),
        "doubled": sum(n - 1 for n in times.values()),
        "late": sum(asked.at > began + GRACE.total_seconds() for asked in said),
        "asked": lines(log),
    }
    print(json.dumps(figures))  # noqa: T201


def lines(log: Path) -> int:
    return log.read_bytes().count(b"\n") if log.exists() else 0


def life(places: StorePaths, log: Path, mode: str, until: float, wait: float) -> bool:
    """Fork a sender, and kill it once so much was asked; whether there was anything to kill."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            asyncio.run(send(places, log, mode))
            os._exit(0)
        os._exit(1)
    while lines(log) <= until:
        time.sleep(0.002)
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if status:
                sys.exit("a sender failed")
            return False
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


async def fill(places: StorePaths, due: int) -> float:
    """Everybody has one for this very minute, wherever it is no time of quiet; when that was."""
    store, now = await Store.open(places), datetime.now(UTC)
    zone = next(z for z in ZONES if not is_quiet(z, now) and not is_quiet(z, now + GRACE))
    wall = local(zone, now)
    minute = wall.hour * 60 + wall.minute
    for first in range(1, due + 1, AT_ONCE):
        people = [PersonId(n) for n in range(first, min(first + AT_ONCE, due + 1))]
        await asyncio.gather(*(enrol(store, person) for person in people))
        for person in people:
            to, at = Address(person, person), instant(zone, wall.date(), minute)
            entry = Reminder(
                *(
                    person.to_bytes(16),
                    ReminderKind.DAILY,
                    to,
                    at,
                    wall.date(),
                    zone,
                    minute,
                    EVERY_DAY,
                )
            )
            await store.reminders.put(entry)
    await store.close()
    return now.timestamp()


async def enrol(store: Store, person: PersonId) -> None:
    """Somebody of whom something is kept."""
    async with store.session(person) as session:
        session.keep(Shelf.SETTINGS, session.named("asked"), Record({}))


async def send(places: StorePaths, log: Path, mode: str) -> None:
    store = await Store.open(places)
    reminders = WAYS[mode](store.reminders, Discord(log), Languages(load()), utc_now, rate=RATE)
    # Two seconds' worth of it would be all of them.
    reminders._most = CLAIMED
    await reminders.tick()
    await store.close()


def utc_now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
