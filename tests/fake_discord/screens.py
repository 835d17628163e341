"""What each member has before them in the browser, live, and what they do there."""

import asyncio
import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web
from simcord.backend import Backend, serializers
from simcord.backend.models import Message

from tests.fake_discord.acts import Acts, Outcome
from tests.fake_discord.forms import Unfit
from tests.fake_discord.gateway import Gateway
from tests.fake_discord.members import Member
from tests.fake_discord.panel import Panel
from tests.fake_discord.world import SERVER, World

PAGE = Path(__file__).resolve().parent / "page"
# As much of a place as is shown at once.
NEWEST = 60
# Several changes at once are shown at once.
TOGETHER = 0.01
# A file of 4 MB, as text, and what is around it.
LARGEST = 8 * 2**20
SAFE = {
    "Content-Security-Policy": "default-src 'self'; connect-src 'self' ws:; img-src 'self' data:",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


class Screens:
    """Serves the page, and keeps every open one up to date."""

    def __init__(
        self,
        world: World,
        acts: Acts,
        gateway: Gateway,
        members: Mapping[str, Member],
        panel: Panel,
    ) -> None:
        self._panel = panel
        self._world = world
        self._acts = acts
        self._gateway = gateway
        self._members = members
        self._clock = panel.clock
        self._open: dict[web.WebSocketResponse, asyncio.Event] = {}
        self._doing: set[asyncio.Task[None]] = set()
        # How often something changed.
        self.turn = 0

    def routes(self) -> list[web.RouteDef]:
        own = [web.get(f"/{name}", self._page) for name in self._members]
        files = [web.get("/page/{name}", self._asset), web.get("/live/{name}", self._live)]
        return [*own, *files]

    def refresh(self) -> None:
        """Something changed."""
        self.turn += 1
        for changed in self._open.values():
            changed.set()

    async def close(self) -> None:
        for socket in list(self._open):
            await socket.close(code=1001)
        for task in self._doing:
            task.cancel()

    async def _page(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers=SAFE)

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        file = PAGE / request.match_info["name"]
        if file.parent != PAGE or not file.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(file, headers=SAFE)

    async def _live(self, request: web.Request) -> web.StreamResponse:
        member = self._members.get(request.match_info["name"])
        # Another page in the same browser has no business here.
        if member is None or request.headers.get("Origin") != f"http://{request.host}":
            raise web.HTTPForbidden
        socket = web.WebSocketResponse(max_msg_size=LARGEST)
        await socket.prepare(request)
        changed = self._open[socket] = asyncio.Event()
        changed.set()
        showing = asyncio.create_task(self._show(socket, member, changed))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._begin(socket, member, json.loads(message.data))
        finally:
            showing.cancel()
            del self._open[socket]
        return socket

    async def _show(
        self, socket: web.WebSocketResponse, member: Member, changed: asyncio.Event
    ) -> None:
        while not socket.closed:
            await changed.wait()
            await asyncio.sleep(TOGETHER)
            changed.clear()
            await socket.send_json(self._state(member))

    def _state(self, member: Member) -> dict[str, Any]:
        backend = self._world.backend
        return {
            "turn": self.turn,
            "me": {"id": str(member.id), "name": member.name},
            "bot": {"id": str(backend.bot_user.id), "name": backend.bot_user.name},
            "online": self._gateway.online.is_set(),
            "server": SERVER,
            "ahead": self._clock.ahead.total_seconds(),
            "trouble": self._panel.state(member),
            "places": [
                self._place(member, self._world.channel.id, f"#{self._world.channel.name}"),
                self._place(member, member.dm, backend.bot_user.name),
            ],
        }

    def _place(self, member: Member, channel: int, name: str) -> dict[str, Any]:
        backend = self._world.backend
        commands = backend.visible_commands(user_id=member.id, channel_id=channel)
        asked = (i for i in backend.interactions.values() if i.command_name)
        used = {
            i.message_id: {"name": i.command_name, "by": _name(backend, i.user_id)} for i in asked
        }
        return {
            "id": str(channel),
            "name": name,
            "dm": channel == member.dm,
            "messages": [self._message(m, used) for m in member.sees(channel)[-NEWEST:]],
            "commands": [_command(c) for c in commands],
        }

    def _message(
        self, message: Message, used: Mapping[int | None, dict[str, Any]]
    ) -> dict[str, Any]:
        payload = serializers.message_payload(self._world.backend, message)
        return {**payload, "used": used.get(message.id)}

    def _begin(self, socket: web.WebSocketResponse, member: Member, said: dict[str, Any]) -> None:
        task = asyncio.create_task(self._do(socket, member, said))
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def _do(
        self, socket: web.WebSocketResponse, member: Member, said: dict[str, Any]
    ) -> None:
        try:
            if said["do"] == "clock":
                answer: dict[str, Any] = await self._panel.move(said)
            else:
                answer = _answer(await self._act(member, said))
        except Unfit as problem:
            answer = {"refused": str(problem)}
        self.refresh()
        if not socket.closed:
            await socket.send_json(answer | {"re": said["n"]})

    async def _act(self, member: Member, said: dict[str, Any]) -> Outcome | None:
        channel = int(said.get("place") or 0)
        match said["do"]:
            case "slash":
                options = said.get("options") or {}
                return await self._acts.slash(member.id, channel, said["name"], options)
            case "offer":
                options, focused = said["options"], said["focused"]
                return await self._acts.offers(member.id, channel, said["name"], options, focused)
            case "press":
                message = self._find(member, channel, said)
                return await self._acts.press(member.id, message, said["custom_id"])
            case "choose":
                message, values = self._find(member, channel, said), said["values"]
                return await self._acts.choose(member.id, message, said["custom_id"], values)
            case "submit":
                given = {key: _filled(value) for key, value in said["given"].items()}
                return await self._acts.submit(member.id, int(said["opened"]), given)
            case "type":
                self._acts.type(member.id, channel, said["text"])
                return None
            case "trouble":
                await self._panel.press(member, said["what"])
                return None
            case _:
                raise Unfit("nobody can do that")

    def _find(self, member: Member, channel: int, said: dict[str, Any]) -> Message:
        for message in member.sees(channel):
            if message.id == int(said["message"]):
                return message
        raise Unfit("That message is no longer there.")


def _answer(outcome: Outcome | None) -> dict[str, Any]:
    answer: dict[str, Any] = {"failed": bool(outcome and outcome.failed)}
    if outcome and outcome.choices is not None:
        answer["choices"] = outcome.choices
    if outcome and outcome.form:
        answer["form"] = outcome.form | {"opened": str(outcome.id)}
    return answer


def _name(backend: Backend, person: int) -> str:
    user = backend.users[person]
    return user.global_name or user.name


def _filled(value: Any) -> Any:  # noqa: ANN401
    """As it was given; a file comes as its name and what is in it, in Base64."""
    if isinstance(value, dict):
        return [(value["name"], base64.b64decode(value["content"]))]
    return value


def _command(command: dict[str, Any]) -> dict[str, Any]:
    options = [
        {
            "name": option["name"],
            "about": option["description"],
            "required": bool(option.get("required")),
            "autocomplete": bool(option.get("autocomplete")),
        }
        for option in command.get("options") or []
    ]
    return {"name": command["name"], "about": command["description"], "options": options}
