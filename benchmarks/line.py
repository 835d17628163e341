"""The lean end of a line: just enough of Discord to send forms and time the answers.

It runs in a process of its own, so that what is measured is the bot and not the measuring.
"""

import asyncio
import json
import multiprocessing
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from aiohttp import WSMsgType, web

JSON = {"Content-Type": "application/json"}
APP = "1"
# Sent in the place of a form to whoever answers commands.
COMMAND = "/answer"
# What ends a piece of a compressed stream, as Discord sends it.
SYNC = zlib.Z_SYNC_FLUSH


@dataclass(frozen=True, slots=True)
class Order:
    """Send `total` forms, `in_flight` at a time, `people` taking turns."""

    total: int
    in_flight: int


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of the whole, and of each answer in order."""

    seconds: float
    answers: tuple[float, ...]

    @property
    def rate(self) -> float:
        return len(self.answers) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        ordered = sorted(self.answers)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


Press = Callable[[int, int], str]


class Line:
    """Discord's side: one bot, some people, and their forms."""

    def __init__(self, presses: list[str]) -> None:
        # One per person; {turn} is filled in.
        self._presses = presses
        self._turns = [0] * len(presses)
        self._socket: web.WebSocketResponse | None = None
        self._ready = asyncio.Event()
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._number = 1000
        self._stream = zlib.compressobj()
        self._sequence = 0

    def app(self) -> web.Application:
        app = web.Application(client_max_size=2**24)
        for path in ("/", "/gateway/"):
            app.router.add_get(path, self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        return app

    async def _rest(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        if path.startswith("interactions/"):
            await request.read()
            waiting = self._waiting.pop(path.split("/")[1], None)
            if waiting and not waiting.done():
                waiting.set_result(None)
            answer = {"interaction": {"id": path.split("/")[1], "type": 5}}
            return web.Response(body=json.dumps(answer).encode(), headers=JSON)
        if path.endswith("/messages"):
            said = sent_message(path.split("/")[-2])
            return web.Response(body=json.dumps(said).encode(), headers=JSON)
        if path.endswith("/commands"):
            return web.Response(body=b"[]", headers=JSON)
        if path == "gateway/bot":
            url = str(request.url.with_scheme("ws").with_path("/gateway/"))
            begins = {"total": 1000, "remaining": 1000, "reset_after": 1, "max_concurrency": 1}
            where = {"url": url, "shards": 1, "session_start_limit": begins}
            return web.Response(body=json.dumps(where).encode(), headers=JSON)
        me: dict[str, Any] = {
            "id": APP, "username": "Bench", "discriminator": "0", "avatar": None, "bot": True
        }  # fmt: skip
        if path == "oauth2/applications/@me":
            me = {"id": APP, "name": "Bench", "icon": None, "description": "", "bot_public": False,
                  "bot_require_code_grant": False, "verify_key": "", "flags": 0, "owner": me,
                  "team": None}  # fmt: skip
        return web.Response(body=json.dumps(me).encode(), headers=JSON)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        self._stream = zlib.compressobj()
        await socket.prepare(request)
        await self._say(socket, 10, {"heartbeat_interval": 45000})
        async for message in socket:
            if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                continue
            event = json.loads(message.data)
            if event["op"] == 1:
                await self._say(socket, 11, None)
            elif event["op"] == 2:
                user = {"id": APP, "username": "Bench", "discriminator": "0", "avatar": None}
                ready = {"v": 10, "user": user, "guilds": [], "session_id": "s",
                         "resume_gateway_url": str(request.url.with_scheme("ws")),
                         "application": {"id": APP, "flags": 0}}  # fmt: skip
                await self._dispatch(socket, "READY", ready)
                self._socket = socket
                self._ready.set()
        return socket

    async def _say(self, socket: web.WebSocketResponse, op: int, data: Any) -> None:  # noqa: ANN401
        await self._send(socket, {"op": op, "d": data, "s": None, "t": None})

    async def _dispatch(self, socket: web.WebSocketResponse, name: str, data: Any) -> None:  # noqa: ANN401
        self._sequence += 1
        await self._send(socket, {"op": 0, "d": data, "s": self._sequence, "t": name})

    async def _send(self, socket: web.WebSocketResponse, event: dict[str, Any]) -> None:
        text = json.dumps(event).encode()
        await socket.send_bytes(self._stream.compress(text) + self._stream.flush(SYNC))

    async def carry_out(self, order: Order) -> Timing:
        """Keep `in_flight` people busy until `total` forms were answered."""
        await asyncio.wait_for(self._ready.wait(), 20)
        left = iter(range(order.total))
        answers: list[float] = []
        began = time.perf_counter()
        people = range(order.in_flight)
        await asyncio.gather(*(self._person(n, left, answers) for n in people))
        return Timing(time.perf_counter() - began, tuple(answers))

    async def _person(self, n: int, left: Iterator[int], answers: list[float]) -> None:
        for _ in left:
            began = time.perf_counter()
            await asyncio.wait_for(self._sends(n), 10)
            answers.append(time.perf_counter() - began)

    async def _sends(self, n: int) -> None:
        assert self._socket
        self._number += 1
        id = str(self._number)
        self._waiting[id] = asyncio.get_running_loop().create_future()
        press = self._presses[n].replace("{turn}", str(self._turns[n]))
        self._turns[n] += 1
        waiting = self._waiting[id]
        said = _command(id, n) if press == COMMAND else _form(id, n, press)
        await self._dispatch(self._socket, "INTERACTION_CREATE", said)
        await waiting


def person(n: int) -> int:
    """The Discord id of the n-th person."""
    return 10_000 + n


def _form(id: str, n: int, press: str) -> dict[str, Any]:
    entry = {"type": 4, "id": 2, "custom_id": "text", "value": _text(id)}
    channel = _channel(n)
    message = {
        "id": "5", "channel_id": channel["id"], "author": _user(n), "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False,
        "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": [], "pinned": False, "type": 0, "flags": 32768, "components": [],
    }  # fmt: skip
    components = [{"type": 18, "id": 1, "component": entry}]
    data = {"custom_id": press, "components": components}
    return _interaction(id, n, 5, data) | {"message": message}


def _command(id: str, n: int) -> dict[str, Any]:
    option = {"name": "text", "type": 3, "value": _text(id)}
    return _interaction(id, n, 2, {"id": "7", "name": "answer", "type": 1, "options": [option]})


def _interaction(id: str, n: int, kind: int, data: dict[str, Any]) -> dict[str, Any]:
    channel = _channel(n)
    return {
        "id": id, "application_id": APP, "type": kind, "token": f"t{id}", "version": 1,
        "locale": "en-US", "context": 1, "authorizing_integration_owners": {"0": "0"},
        "entitlements": [], "attachment_size_limit": 10_485_760, "app_permissions": "0",
        "user": _user(n), "channel": channel, "channel_id": channel["id"], "data": data,
    }  # fmt: skip


def _text(id: str) -> str:
    return f"What I have told no one, number {id}. " * 6


def sent_message(channel: str) -> dict[str, Any]:
    """What Discord answers once something was said in a chat."""
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


def _user(n: int) -> dict[str, Any]:
    return {"id": str(person(n)), "username": f"p{n}", "discriminator": "0", "avatar": None}


def _channel(n: int) -> dict[str, Any]:
    return {"id": str(20_000 + n), "type": 1, "recipients": [_user(n)], "last_message_id": None}


def _serve(presses: list[str], pipe: Connection) -> None:
    async def serve() -> None:
        line = Line(presses)
        runner = web.AppRunner(line.app(), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        sockets = site._server.sockets  # type: ignore[union-attr] # noqa: SLF001
        pipe.send(sockets[0].getsockname()[1])
        loop = asyncio.get_running_loop()
        while (order := await loop.run_in_executor(None, pipe.recv)) is not None:
            pipe.send(await line.carry_out(order))
        await runner.cleanup()

    asyncio.run(serve())


@contextmanager
def line(presses: list[str]) -> Iterator[tuple[int, Callable[[Order], Timing]]]:
    """A line in a process of its own: its port, and how to give it orders."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(presses, theirs), daemon=True)
    process.start()

    def carry_out(order: Order) -> Timing:
        ours.send(order)
        timing: Timing = ours.recv()
        return timing

    try:
        yield ours.recv(), carry_out
    finally:
        ours.send(None)
        process.join(5)
