"""S1, S4: saying something to many people, under Discord's limit of fifty requests a second.

The server counts strictly: whoever asks for more than fifty within any second is told to wait.
Beside our pacer the usual way: `asyncio.gather` over `user.send`.
"""

import asyncio
import json
import multiprocessing
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection

import discord
from aiohttp import web
from discord.http import Route

from benchmarks.row import Row
from bot.content import load
from bot.discord.outbox import Outbox
from bot.features.reminders.sender import ReminderSender
from bot.person import Address, PersonId
from bot.schedule.reminder import Claim, Reminder, ReminderKind
from bot.ui.model import TryAgainLater

SENDS, NAIVE = 10_000, 600
LIMIT = 50
RATE = 49.0
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
        await asyncio.sleep(random.uniform(0.04, 0.06))  # noqa: S311
        if request.path.endswith("/messages"):
            self.sent += 1
            return _json(_message(request.path.split("/")[-2]))
        if request.path.endswith("/channels"):
            who = (await request.json())["recipient_id"]
            recipient = {"id": who, "username": "x", "discriminator": "0", "avatar": None}
            return _json({"id": who, "type": 1, "recipients": [recipient]})
        return _json({"id": "1", "username": "bot", "discriminator": "0", "avatar": None})


def _message(channel: str) -> dict[str, object]:
    author = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None, "bot": True}
    return {
        "id": str(time.time_ns()),
        "channel_id": channel,
        "author": author,
        "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        "components": [],
    }


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
    reminders = ReminderSender(due, Outbox(client, load()), load(), clock, rate=RATE)  # type: ignore[arg-type]
    await reminders.tick()
    return SENDS - due.settled


async def _usual(client: discord.Client) -> int:
    async def one(n: int) -> bool:
        try:
            channel = await client.create_dm(discord.Object(10**17 + n))
            await channel.send("hello")
        except (discord.HTTPException, TryAgainLater):
            return False
        return True

    return (await asyncio.gather(*map(one, range(NAIVE)))).count(False)


def _measured(act: Callable[[discord.Client], Awaitable[int]]) -> tuple[float, int, int, int, int]:
    """Seconds, requests, refusals, messages there, and how many were given up."""
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
    return seconds, requests, refused, sent, lost


def run() -> list[Row]:
    """Each goal beside the usual way."""
    seconds, requests, refused, sent, lost = _measured(_ours)
    u_seconds, _, u_refused, _, u_lost = _measured(_usual)
    rate, each = sent / seconds, (requests - 1) / SENDS
    return [
        Row(
            "S1",
            f"{SENDS:,} nudges at {RATE:.0f} a second, against a strict limit of {LIMIT}",
            f"{rate:.1f}/s, {rate / RATE:.1%}; {refused} refusals, {lost} lost",
            f"gather over user.send, {NAIVE} messages: {u_refused:,} refusals, {u_lost} lost,"
            f" {u_seconds:.0f} s",
            "at least 98 %, no refusal, none lost",
            rate >= 0.98 * RATE and not refused and not lost,
        ),
        Row("S4", "requests for each nudge", f"{each:.2f}", "user.send: 2", "1", each < 1.01),
    ]
