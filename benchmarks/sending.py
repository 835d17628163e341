"""S1, S4: saying something to many people, under Discord's limit of fifty requests a second.

The server counts strictly: whoever asks for more than fifty within any second is told to wait.
Beside our pacer the usual way: `asyncio.gather` over `user.send`, and over chats that are open
already. These are counts; it is waiting that takes so long.
"""

import asyncio
import json
import logging
import multiprocessing
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import NamedTuple

import discord
from aiohttp import web
from discord.http import Route

from benchmarks.line import sent_message
from benchmarks.row import Row
from bot.content import load
from bot.discord.outbox import Outbox
from bot.features.reminders.sender import ReminderSender
from bot.languages import Languages
from bot.person import Address, PersonId
from bot.schedule.reminder import Claim, Reminder, ReminderKind

SENDS, AT_ONCE, ANEW = 10_000, 600, 200
LIMIT = 50
# The most a host may choose: `nudges_per_second` in `bot/ops/settings.py`.
RATE = 25.0
# Seconds until an answer.
ANSWERS = 0.03, 0.5
TOKEN = "made.up.for-the-benchmark"  # noqa: S105


class _Discord:
    """Answers as slowly as Discord does, and counts."""

    def __init__(self) -> None:
        self.asked: deque[float] = deque()
        self.requests = self.refused = self.sent = 0

    async def serve(self, request: web.Request) -> web.Response:
        self.requests += 1
        now = time.monotonic()
        while self.asked and now - self.asked[0] > 1:
            self.asked.popleft()
        if len(self.asked) >= LIMIT:
            self.refused += 1
            wait = 1 - (now - self.asked[0])
            body = {"message": "slow down", "retry_after": wait, "global": True}
            return _json(body, 429, {"Via": "1.1 loopback", "Retry-After": str(wait)})
        self.asked.append(now)
        await asyncio.sleep(random.uniform(*ANSWERS))  # noqa: S311
        if request.path.endswith("/messages"):
            self.sent += 1
            return _json(sent_message(request.path.split("/")[-2]))
        if request.path.endswith("/channels"):
            who = (await request.json())["recipient_id"]
            recipient = {"id": who, "username": "x", "discriminator": "0", "avatar": None}
            return _json({"id": who, "type": 1, "recipients": [recipient]})
        return _json({"id": "1", "username": "bot", "discriminator": "0", "avatar": None})


def _json(body: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    text = json.dumps(body).encode()
    return web.Response(
        body=text, status=status, content_type="application/json", headers=headers or {}
    )


def _serve(pipe: Connection) -> None:
    async def run() -> None:
        city = _Discord()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", city.serve)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        pipe.send(runner.addresses[0][1])
        await asyncio.to_thread(pipe.recv)
        pipe.send((city.requests, city.refused, city.sent))

    asyncio.run(run())


class _Due:
    """An agenda in which everybody is due at once; what is settled is counted."""

    def __init__(self, people: int) -> None:
        now = datetime.now(UTC).replace(second=0, microsecond=0)
        self.open = deque(Claim(_entry(n, now), now) for n in range(people))
        self.settled = 0

    async def claimed(self) -> list[Claim]:
        return []

    async def claim(self, now: datetime, most: int) -> list[Claim]:
        taken = [self.open.popleft() for _ in range(min(most, len(self.open)))]
        return [replace(c, since=now) for c in taken]

    async def still_stands(self, _: Claim) -> bool:
        return True

    async def settle(self, done: Sequence[object]) -> None:
        self.settled += len(done)


def _entry(n: int, due: datetime) -> Reminder:
    to = Address(PersonId(10**17 + n), 10**17 + n)
    days = frozenset(range(7))
    id = n.to_bytes(16)
    return Reminder(
        id, ReminderKind.DAILY, to, due, due.date(), _awake(), due.hour * 60 + due.minute, days
    )


def _awake() -> str:
    """A zone where it is daytime now."""
    ahead = 13 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "UTC"


async def _ours(client: discord.Client) -> int:
    due = _Due(SENDS)
    clock = lambda: datetime.now(UTC)  # noqa: E731
    texts = Languages(load())
    reminders = ReminderSender(due, Outbox(client, texts), texts, clock, rate=RATE)  # type: ignore[arg-type]
    await reminders.tick()
    return SENDS - due.settled


async def _usual(client: discord.Client) -> int:
    """As `user.send` does it for whoever was not written to since the start."""

    async def one(n: int) -> None:
        channel = await client.create_dm(discord.Object(10**17 + n))
        await channel.send("hello")

    return await _lost(map(one, range(ANEW)))


async def _at_once(client: discord.Client) -> int:
    """The same, where each chat is open already."""

    async def one(n: int) -> None:
        await client.get_partial_messageable(10**17 + n).send("hello")

    return await _lost(map(one, range(AT_ONCE)))


async def _lost(sends: Iterable[Awaitable[None]]) -> int:
    """How many were given up, of all of them at once."""
    done = await asyncio.gather(*sends, return_exceptions=True)
    return sum(isinstance(one, discord.HTTPException) for one in done)


class _Counts(NamedTuple):
    """What the server saw, but for the login, and how many were given up."""

    seconds: float
    lost: int
    requests: int
    refused: int
    sent: int


def _counted(act: Callable[[discord.Client], Awaitable[int]]) -> _Counts:
    # It would tell of each refusal.
    logging.disable(logging.CRITICAL)
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(theirs,))
    server.start()
    Route.BASE = f"http://127.0.0.1:{ours.recv()}/api/v10"

    async def run() -> tuple[float, int]:
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.http.static_login(TOKEN)
            began = time.perf_counter()
            lost = await act(client)
            return time.perf_counter() - began, lost

    seconds, lost = asyncio.run(run())
    ours.send("stop")
    requests, refused, sent = ours.recv()
    server.join()
    return _Counts(seconds, lost, requests - 1, refused, sent)


def run() -> list[Row]:
    """Each goal beside the usual way."""
    ways = _ours, _usual, _at_once
    with ProcessPoolExecutor(len(ways)) as pool:
        ours, usual, at_once = pool.map(_counted, ways)
    rate = ours.sent / ours.seconds
    slow, each = "30 to 500 ms", ours.requests / SENDS
    return [
        Row(
            "S1",
            f"{SENDS:,} nudges at {RATE:.0f} a second, answered after {slow}, against a strict"
            f" limit of {LIMIT}",
            f"{rate:.1f}/s; {ours.refused} refused, {ours.lost} lost",
            f"gather over {AT_ONCE} chats that are open: {at_once.refused:,} refused,"
            f" {at_once.lost} lost, {at_once.seconds:.0f} s",
            "0 refused, 0 lost, at that rate",
            (ours.sent, ours.lost, ours.refused) == (SENDS, 0, 0) and rate >= 0.98 * RATE,
        ),
        Row(
            "S4",
            "requests for each nudge",
            f"{each:.2f}",
            f"gather over user.send, {ANEW} people: {usual.requests / ANEW:.2f}",
            "1",
            each < 1.01,
        ),
    ]
