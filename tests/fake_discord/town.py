"""Everything together: the loopback Discord, its people, and the bot as a process of its own.

`async with Town(folder) as town:`, then `start_bot()`, then `town.members["mara"]` may begin.
"""

import asyncio
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from aiohttp import web

from tests.fake_discord.acts import Acts
from tests.fake_discord.clock import MovedClock
from tests.fake_discord.due import dues
from tests.fake_discord.faults import Fault
from tests.fake_discord.gateway import Gateway
from tests.fake_discord.limits import Limits
from tests.fake_discord.members import Member
from tests.fake_discord.panel import Panel
from tests.fake_discord.process import LAUNCHER, BotProcess
from tests.fake_discord.rest import Request, Rest
from tests.fake_discord.screens import Screens
from tests.fake_discord.weather import Weather
from tests.fake_discord.world import World
from tests.invariants import audit, contract
from tests.invariants.record import Record
from tests.invariants.words import Words

HOST = "127.0.0.1"
# It has the shape of one, and opens nothing.
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.made-up.for-the-stand-in-alone"  # noqa: S105
# Long enough for a machine that is busy with something else; what hangs is found all the same.
STOP_PATIENCE = 60.0


class Town:
    """A server with its people. What the bot asked and what was seen is kept in order.

    Hurried, it waits for nothing but what is done: see its clock, and `ready`.
    """

    def __init__(
        self,
        folder: Path,
        people: tuple[str, ...] = ("Mara", "Ben"),
        *,
        port: int = 0,
        hurried: bool = True,
    ) -> None:
        self.folder = folder
        self.bot = BotProcess(folder, TOKEN, copied=hurried)
        self.clock = MovedClock(self.bot.clock, lambda: self.bot, hurried=hurried)
        self.world = World.build(self.clock)
        self.words = Words()
        # Every request of the bot's with its answer; every event, before anybody's intents.
        self.requests: list[Request] = []
        self.events: list[tuple[str, Mapping[str, Any]]] = []
        # The same as the locks read it.
        self.record = Record(self.world.owner_of)
        self._acts = Acts(self.world, self.words, self.clock)
        self._rest = Rest(self.world, TOKEN, self.record.says, self._answered, self.clock)
        self.gateway = Gateway(self.world, TOKEN)
        self.members = {name.lower(): self._settle(name) for name in people}
        waiting = partial(dues, self.bot.data / "keyring.db")
        panel = Panel(self.clock, self._rest.faults, self.gateway, self.cut_power, waiting)
        self.screens = Screens(self.world, self._acts, self.gateway, self.members, panel)
        self.gateway.changed = self.screens.refresh
        self.gateway.repeated = self._repeated
        # Clear while the power is cut: the bot's end is meant then.
        self.powered = asyncio.Event()
        self.powered.set()
        self.world.backend.subscribers.append(self._happened)
        self.clock.watched.append(self.screens.refresh)
        self._port = port
        self._weather: Weather | None = None

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def open(self) -> None:
        """Serve. Everybody has an address from now on."""
        application = web.Application(client_max_size=30 * 2**20)
        application.add_routes([*self._rest.routes(), *self.screens.routes()])
        application.router.add_get("/", self._door)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        listener = _listener(self._port)
        self.origin = f"http://{HOST}:{listener.getsockname()[1]}"
        await web.SockSite(self._runner, listener).start()
        self.world.files.origin = self.origin
        for name, member in self.members.items():
            member.address = f"{self.origin}/{name}"

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close(STOP_PATIENCE)
        gaps = self._rest.gaps
        assert kind or not gaps, f"the stand-in can't do what the bot asked: {gaps}"

    async def close(self, patience: float) -> None:
        """End the bot, then everything else."""
        if self.bot.started:
            await self.stop_bot(patience)
        await self.screens.close()
        await self.gateway.drop(1001)
        await self._runner.cleanup()

    @property
    def channel(self) -> int:
        """Where everybody can see what is said."""
        return self.world.channel.id

    @property
    def bot_log(self) -> str:
        return self.bot.said

    async def start_bot(self, launcher: str = LAUNCHER) -> None:
        """Start it and wait until it is there. Raises BotDied with the last thing it said."""
        # A killed one may not have been missed yet.
        self.gateway.online.clear()
        self.clock.begin()
        await self.bot.start(self.origin, launcher)
        with suppress(TimeoutError):
            await self.clock.until(lambda: self.gateway.online.is_set() or not self.bot.runs)
        if not self.bot.runs:
            raise self.bot.death(await self.bot.ended())
        if not self.gateway.online.is_set():
            raise self.bot.death(1)
        # It knows by now that it is there.
        await self.clock.rest()
        self.screens.refresh()

    async def stop_bot(self, patience: float = STOP_PATIENCE) -> int:
        """SIGTERM; the exit code."""
        with self.clock.waiting():
            code = await self.bot.stop(patience)
        self.screens.refresh()
        return code

    async def kill_bot(self) -> None:
        """SIGKILL, and gone."""
        self.bot.kill()
        await self.bot.ended()
        self.screens.refresh()

    async def cut_power(self) -> None:
        """SIGKILL, and started again on what is left on the disk."""
        self.powered.clear()
        try:
            await self.kill_bot()
            await self.start_bot()
        finally:
            self.powered.set()

    def revoke_token(self) -> None:
        """Somebody has made a new token; the bot has the old one."""
        self.gateway.revoke_token()
        self._rest.revoke_token()

    def all_is_well(self) -> None:
        """No fault waits any more."""
        self._rest.faults.waiting.clear()

    def fault(self, fault: Fault) -> None:
        """Something will go wrong with a request that fits."""
        self._rest.faults.waiting.append(fault)

    @property
    def weather(self) -> Weather | None:
        """What befalls any request; None: nothing but the faults asked for."""
        return self._weather

    @weather.setter
    def weather(self, weather: Weather | None) -> None:
        self._weather = weather
        self._rest.faults.weather = weather.draw if weather else None

    @property
    def limits(self) -> Limits | None:
        """How much the bot may ask; None: nothing is counted."""
        return self._rest.limits

    @limits.setter
    def limits(self, limits: Limits | None) -> None:
        if limits:
            limits.now = limits.now or self.clock.seconds
        self._rest.limits = limits

    def complaints(self) -> list[str]:
        """What both locks have to complain of, and what the bot's log and disk hold."""
        bot = self.world.backend.bot_user.id
        return [
            *contract.complaints(self.record),
            *audit.complaints(self.record, self.words, bot),
            *audit.file_complaints(self._handed_over(), self.words),
            *audit.disk_complaints(self.folder, self.words),
        ]

    async def _door(self, request: web.Request) -> web.StreamResponse:
        # The bot's gateway; who comes with a browser is shown in.
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return await self.gateway.serve(request)
        raise web.HTTPFound(f"/{next(iter(self.members))}")

    def _settle(self, name: str) -> Member:
        return Member(self.world, self.world.settle(name), self._acts, self._rest.faults)

    def _answered(self, request: Request) -> None:
        self.requests.append(request)
        self._acts.answered(request.method, request.path, request.came_to)
        self.screens.refresh()

    def _happened(self, event: str, payload: Mapping[str, Any]) -> None:
        self.events.append((event, payload))
        self.record.hears(event, payload)
        self.screens.refresh()

    def _repeated(self, event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            self.record.hears(event, payload)

    def _handed_over(self) -> Iterator[tuple[str, bytes, int | None]]:
        for url, content in self.world.files._blobs.items():
            _, _, channel, _, name = urlsplit(url).path.split("/")
            yield name, content, self.world.owner_of(int(channel))


def _listener(port: int) -> socket.socket:
    """The wished-for port, or any other where it is taken."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.bind((HOST, 0))
    return listener
