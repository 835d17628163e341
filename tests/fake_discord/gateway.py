"""The WebSocket half of the wire: sessions that outlive a dropped socket, as Discord's do."""

import asyncio
import json
from collections.abc import Callable, Mapping
from enum import IntEnum
from functools import partial
from typing import Any, TypeAlias
from uuid import uuid4

import discord
from aiohttp import WSMsgType, web
from simcord.backend import serializers
from simcord.gateway import FakeGateway

from tests.fake_discord.world import World

AUTHENTICATION_FAILED = 4004
HEARTBEAT_EVERY = 41_250

Frame: TypeAlias = dict[str, Any]


class Op(IntEnum):
    """What a frame is for."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Session:
    """What was dispatched in it, and the line to the bot while there is one."""

    def __init__(self, world: World, intents: int) -> None:
        self.id = uuid4().hex
        self.line: asyncio.Queue[Frame] | None = None
        self.intents = discord.Intents.none()
        self.intents.value = intents
        self._sent: list[Frame] = []
        # simcord decides what a bot with these intents gets to know, and in which words.
        self.feed = FakeGateway(world.backend, self).feed

    @property
    def parsers(self) -> "Session":
        """Where simcord looks up what takes an event: here, all of them."""
        return self

    def __getitem__(self, event: str) -> Callable[[Mapping[str, Any]], None]:
        return partial(self.dispatch, event)

    def dispatch(self, event: str, payload: Mapping[str, Any]) -> None:
        frame = {"op": Op.DISPATCH, "t": event, "s": len(self._sent) + 1, "d": payload}
        self._sent.append(frame)
        if self.line:
            self.line.put_nowait(frame)

    def resume(self, line: "asyncio.Queue[Frame]", seen: int, repeats: int) -> list[Frame]:
        """Say what the bot has not seen, and some of what it has; the latter comes back."""
        first = max(seen - repeats, 0)
        for frame in self._sent[first:]:
            line.put_nowait(frame)
        again = self._sent[first:seen]
        self.line = line
        self.dispatch("RESUMED", {})
        return again


class Gateway:
    """Every bot process has its session; `log` tells what the bots asked for."""

    def __init__(self, world: World, token: str) -> None:
        self.online = asyncio.Event()
        # Hears of it when somebody comes or goes.
        self.changed: Callable[[], None] = lambda: None
        # Down: nobody is let in.
        self.closed = False
        # Where a line is to be taken up again, if not here.
        self.resume_at: str | None = None
        # Nobody who signs in is given a session.
        self.full = False
        # How much of what the bot has seen is said again when it resumes; and who hears of it.
        self.repeats = 0
        self.repeated: Callable[[str, Mapping[str, Any]], None] = lambda *_: None
        self.log: list[str] = []
        self._world = world
        self._token = token
        self._sessions: dict[str, Session] = {}
        self._sockets: set[web.WebSocketResponse] = set()
        world.backend.subscribers.append(self._tell)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.closed:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(heartbeat=None)
        await socket.prepare(request)
        self._sockets.add(socket)
        line: asyncio.Queue[Frame] = asyncio.Queue()
        line.put_nowait({"op": Op.HELLO, "d": {"heartbeat_interval": HEARTBEAT_EVERY}})
        speaking = asyncio.create_task(_speak(socket, line))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._hear(socket, line, json.loads(message.data))
        finally:
            speaking.cancel()
            self._sockets.discard(socket)
            self._hang_up(line)
        return socket

    async def drop(self, code: int = 4000) -> None:
        """Close every socket with this code; 0 tears the connection."""
        for socket in list(self._sockets):
            if code:
                await socket.close(code=code)
            elif socket._req is not None and socket._req.transport is not None:
                socket._req.transport.abort()

    def ask_to_reconnect(self) -> None:
        """Op 7, as Discord says it when a machine of its own goes down."""
        for session in self._sessions.values():
            if session.line:
                session.line.put_nowait({"op": Op.RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Op 9: the session is over, or has only to be taken up again."""
        for session in list(self._sessions.values()):
            if session.line:
                session.line.put_nowait({"op": Op.INVALID_SESSION, "d": resumable})
        if not resumable:
            self.forget_sessions()

    def forget_sessions(self) -> None:
        """After this, a RESUME is answered with op 9."""
        self._sessions.clear()

    @property
    def _here(self) -> str:
        return self._world.files.origin.replace("http", "ws", 1)

    def revoke_token(self) -> None:
        """From now on, who signs in or comes back with it is shown the door."""
        self._token = ""

    def _tell(self, event: str, payload: Mapping[str, Any]) -> None:
        for session in self._sessions.values():
            session.feed(event, payload)

    async def _hear(
        self, socket: web.WebSocketResponse, line: "asyncio.Queue[Frame]", frame: Frame
    ) -> None:
        match frame["op"]:
            case Op.HEARTBEAT:
                line.put_nowait({"op": Op.HEARTBEAT_ACK, "d": None})
            case Op.IDENTIFY | Op.RESUME if frame["d"]["token"] != self._token:
                await socket.close(code=AUTHENTICATION_FAILED)
            case Op.IDENTIFY:
                self.log.append("IDENTIFY")
                if self.full:
                    line.put_nowait({"op": Op.INVALID_SESSION, "d": False})
                else:
                    self._identify(line, frame["d"])
            case Op.RESUME:
                self.log.append("RESUME")
                self._resume(line, frame["d"])
            case _:
                return  # presence and the like

    def _identify(self, line: "asyncio.Queue[Frame]", said: Frame) -> None:
        self._sessions = {id: s for id, s in self._sessions.items() if s.line}
        session = Session(self._world, said["intents"])
        self._sessions[session.id] = session
        session.line = line
        backend = self._world.backend
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": serializers.user_payload(backend.bot_user),
                "guilds": [{"id": str(id), "unavailable": True} for id in backend.guilds],
                "session_id": session.id,
                "resume_gateway_url": self.resume_at or self._here,
                "application": {"id": str(backend.application_id), "flags": 0},
                "shard": said.get("shard") or [0, 1],
            },
        )
        for guild in backend.guilds.values():
            session.feed("GUILD_CREATE", serializers.guild_create_payload(backend, guild))
        self.online.set()
        self.changed()

    def _resume(self, line: "asyncio.Queue[Frame]", said: Frame) -> None:
        session = self._sessions.get(said["session_id"])
        if session is None:
            line.put_nowait({"op": Op.INVALID_SESSION, "d": False})
            return
        for frame in session.resume(line, said["seq"], self.repeats):
            self.repeated(frame["t"], frame["d"])
        self.online.set()
        self.changed()

    def _hang_up(self, line: "asyncio.Queue[Frame]") -> None:
        for session in self._sessions.values():
            if session.line is line:
                session.line = None
        if not any(session.line for session in self._sessions.values()):
            self.online.clear()
            self.changed()


async def _speak(socket: web.WebSocketResponse, line: "asyncio.Queue[Frame]") -> None:
    while True:
        await socket.send_str(json.dumps(await line.get()))
