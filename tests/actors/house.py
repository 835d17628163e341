"""A running bot, a server with one channel, its people, and a note of everything that happened."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import discord
import simcord

from bot.instance import Instance
from bot.ui.press import Press
from tests.actors.person import Person
from tests.fake_discord.copying import quicken_simcord
from tests.invariants import audit, contract
from tests.invariants.record import Record
from tests.invariants.traces import Ear, temporary_files_in
from tests.invariants.words import Words


async def _nobody(person: int) -> bool:
    del person
    return False


async def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Awake:
    """A client that is ready to log in, and a way to ask whether it keeps anything of somebody."""

    client: discord.Client
    knows: Callable[[int], Awaitable[bool]] = _nobody
    # It looks what is due; when the next thing is.
    look: Callable[[], Awaitable[None]] = _nothing
    next_due: Callable[[], Awaitable[datetime | None]] = _nothing
    # What is wrong with how it answered: a session too many, say.
    complaints: Callable[[], list[str]] = list
    # Whether what a press means is answered by anything.
    leads: Callable[[Press], bool] = lambda _: True
    # What it does by itself once a day.
    daily: Callable[[], Awaitable[None]] = _nothing


# What could not be said is tried again after a while.
A_WHILE = timedelta(minutes=1)
A_DAY = timedelta(days=1)
# Long enough for a machine that is busy with something else; what hangs is found all the same.
PATIENCE = 60.0

# On the files in a folder, for this host.
Build = Callable[[Path, Instance], AbstractAsyncContextManager[Awake]]


class House:
    """Everything a behaviour test stands in."""

    def __init__(self, build: Build, folder: Path) -> None:
        self.folder = folder
        self.words = Words()
        self._build = build
        self.log = Ear()
        self._files = ExitStack()
        self._bot = AsyncExitStack()
        self._on_disk: list[str] = []
        # When the bot last did what it does once a day.
        self._night = datetime.min.replace(tzinfo=UTC)

    async def __aenter__(self) -> Self:
        quicken_simcord()
        self._files.enter_context(temporary_files_in(self.folder / "temp"))
        self._files.enter_context(self.log.listening())
        await self._wake(Instance())
        self.env = _Env(self._awake.client, check_errors=False, settle_timeout=PATIENCE)
        guild = self.env.create_guild("Lantern Street")
        self.channel = guild.create_text_channel("general")
        self.guild = guild
        await self.env.start()
        self._night = self.env.now()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            await self._sleep()
        finally:
            self._files.close()

    def person(self, name: str) -> Person:
        """Somebody new in the server."""
        return Person(
            self.env, self.guild.add_member(self.env.create_user(name)), self.channel, self.words
        )

    def builds(self, build: Build) -> None:
        """Another bot, from the next start on."""
        self._build = build

    async def restart(self, **instance: str) -> None:
        """Stop the bot, and start another on the same files, perhaps with another host."""
        await self._sleep()
        await self._wake(Instance(**instance))
        self.env.bot = self._awake.client
        await self.env.start()

    async def knows(self, person: Person) -> bool:
        """Whether anything of this person is kept."""
        return await self._awake.knows(person.id)

    async def passes(self, seconds: float) -> None:
        """Let time pass, for the bot as for Discord. Whatever falls due meanwhile is seen to."""
        end = self.env.now() + timedelta(seconds=seconds)
        while True:
            # The bot looks every few seconds: here, whenever there is something to be seen.
            with self.env.time_context():
                await self._awake.look()
                due = await self._awake.next_due()
            await self.env.settle()
            now = self.env.now()
            if now >= end:
                return
            if now - self._night >= A_DAY:
                self._night = now
                await self.a_night()
            step = min(end - now, A_DAY)
            if due is not None:
                step = min(step, max(due - now, A_WHILE))
            await self.env.advance_time(step.total_seconds())

    async def a_night(self) -> None:
        """Let the bot do what it does once a day."""
        with self.env.time_context():
            await self._awake.daily()

    def complaints(self) -> list[str]:
        """What both locks, and the bot itself, have to complain of."""
        record = self.record()
        errors = [f"the bot raised {type(error).__name__}" for error in self.env.errors]
        return [
            *errors,
            *contract.complaints(record),
            *audit.complaints(record, self.words, self.env.backend.bot_user.id),
            *audit.file_complaints(self._handed_over(), self.words),
            *audit.log_complaints(self.log.records, self.words),
            *self._on_disk,
            *self._awake.complaints(),
            *self._leads_nowhere(record),
        ]

    def _leads_nowhere(self, record: Record) -> Iterator[str]:
        """What was offered and no feature knows."""
        for id in sorted({str(id) for said in record.said for id in _ids(said.body)}):
            press = Press.parse(id)
            if press and not self._awake.leads(press):
                yield f"{id} is offered, and nothing answers it"

    def record(self) -> Record:
        """What simcord saw, as the locks read it."""
        backend = self.env.backend
        record = Record(self._whose_dm)
        requests = iter(backend.http_requests)
        for kind, name, payload in backend.transcript:
            if kind == "HTTP":
                said = next(requests)
                body = said.json if said.json is not None else said.params or None
                record.says(said.method, said.path, body)
            elif kind == "GATEWAY":
                record.hears(name, payload)
        return record

    def _whose_dm(self, channel: int) -> int | None:
        owners = self.env.backend.dm_channels
        return next((person for person, dm in owners.items() if dm == channel), None)

    def _handed_over(self) -> Iterator[tuple[str, bytes, int | None]]:
        for url, content in self.env.backend.cdn._blobs.items():
            _, _, channel, _, name = urlsplit(url).path.split("/")
            yield name, content, self._whose_dm(int(channel))

    async def _wake(self, instance: Instance) -> None:
        self._awake = await self._bot.enter_async_context(self._build(self.folder, instance))

    async def _sleep(self) -> None:
        # While the store is open its journals lie beside it; closed, they are folded in.
        self._on_disk += audit.disk_complaints(self.folder, self.words)
        await self.env.shutdown()
        await self._bot.aclose()
        self._on_disk += audit.disk_complaints(self.folder, self.words)


class _Env(simcord.Env):
    async def _settle_internal(self, **options: Any) -> None:  # noqa: ANN401
        # It looks every 50 ms whether the bot is done, at least once per act: most of a test.
        await super()._settle_internal(**(options | {"idle": 0.001}))


def _ids(part: object) -> Iterator[object]:
    """The custom_id of everything that can be pressed or sent."""
    if isinstance(part, dict):
        if "custom_id" in part:
            yield part["custom_id"]
        for inner in part.values():
            yield from _ids(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _ids(inner)
