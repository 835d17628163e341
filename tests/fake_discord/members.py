"""Somebody in the server, acting without a browser: what they can do, and what they have.

What they do comes back when the bot has answered, what it put off included.
"""

from collections.abc import Coroutine, Iterator, Mapping
from typing import Any

from simcord.backend.models import Message, User

from tests.fake_discord.acts import Acts, Outcome
from tests.fake_discord.faults import Fault, Faults
from tests.fake_discord.forms import Given, Unfit
from tests.fake_discord.world import World
from tests.invariants.parts import BUTTON, SELECT, Part, every

MANAGE_SERVER = 1 << 5


class Member:
    """One member. Buttons and menus are named by what stands on them, or by `custom_id`."""

    def __init__(self, world: World, user: User, acts: Acts, faults: Faults) -> None:
        self.id = user.id
        self.name = user.global_name or user.name
        self.dm = world.backend.get_dm_channel(user.id).id
        # Their page in the browser; known once the stand-in serves.
        self.address = ""
        self._world = world
        self._acts = acts
        self._faults = faults

    async def slash(self, name: str, /, *, where: int | None = None, **options: str) -> Outcome:
        """Give a command in the channel, or in another place: `where=mara.dm`."""
        channel = where or self._world.channel.id
        name = name.removeprefix("/")
        return await self._done(self._acts.slash(self.id, channel, name, options))

    async def choices(
        self, name: str, option: str, typed: str, *, where: int | None = None
    ) -> dict[str, str]:
        """Type into a command's option; what is offered: label -> value."""
        channel = where or self._world.channel.id
        outcome = await self._acts.offers(self.id, channel, name, {option: typed}, option)
        assert outcome.choices is not None, "loading the options failed"
        return {choice["name"]: choice["value"] for choice in outcome.choices}

    def manages_the_server(self) -> None:
        """From now on they have the permission Manage Server."""
        guild, backend = self._world.guild, self._world.backend
        role = backend.create_role(guild.id, "Keeper", permissions=MANAGE_SERVER)
        backend.add_member_role(guild.id, self.id, role.id)

    async def press(self, name: str, *, on: Message | None = None) -> Outcome:
        """Press a button: on the newest message that has it, or on an older one."""
        message, part = self._find(BUTTON, name, on)
        return await self._done(self._acts.press(self.id, message, part["custom_id"]))

    async def choose(self, name: str, *values: str, on: Message | None = None) -> Outcome:
        """Choose in a menu."""
        message, part = self._find(SELECT, name, on)
        act = self._acts.choose(self.id, message, part["custom_id"], list(values))
        return await self._done(act)

    async def submit(self, opened: Outcome, given: Given) -> Outcome:
        """Fill the form that was the answer, by `custom_id`, and send it."""
        return await self._done(self._acts.submit(self.id, opened.id, given))

    def write(self, text: str, *, where: int | None = None) -> Message:
        """Type an ordinary message: to the bot, or elsewhere."""
        return self._acts.type(self.id, where or self.dm, text)

    async def waits(self, seconds: float) -> None:
        """Only look at what is there, for so long."""
        await self._acts.clock.sleep(seconds)

    def close_dms(self) -> None:
        """From now on nothing can be sent to this person."""
        message = "Cannot send messages to this user"
        refused = Fault("POST", self._dm_path, 403, 50007, message, times=None)
        self._faults.waiting.append(refused)

    def open_dms(self) -> None:
        """From now on it can again."""
        waiting = self._faults.waiting
        waiting[:] = [fault for fault in waiting if fault.path != self._dm_path]

    @property
    def inbox(self) -> list[Message]:
        """The bot's messages in their private messages, oldest first."""
        bot = self._world.backend.bot_user.id
        return [message for message in self.sees(self.dm) if message.author_id == bot]

    def sees(self, channel: int | None = None) -> list[Message]:
        """Everything they can read in a place, oldest first; the server's channel by default."""
        messages = self._world.backend.messages[channel or self._world.channel.id]
        return [messages[id] for id in sorted(messages) if messages[id].visible_to(self.id)]

    def files(self) -> Mapping[str, bytes]:
        """Every file in their private messages; of two with one name, the newer."""
        attachments = [a for message in self.inbox for a in message.attachments]
        return {a["filename"]: self._world.files.get(a["url"]) or b"" for a in attachments}

    async def _done(self, act: Coroutine[Any, Any, Outcome]) -> Outcome:
        outcome = await act
        return outcome if outcome.failed else await self._acts.finished(outcome)

    @property
    def _dm_path(self) -> str:
        return f"/channels/{self.dm}/messages"

    def _find(self, kind: int, name: str, on: Message | None) -> tuple[Message, Part]:
        messages = [on] if on else [*self.sees(), *self.sees(self.dm)]
        for message in sorted(messages, key=lambda m: m.edited_timestamp or m.timestamp)[::-1]:
            for part in every(message.components):
                if part["type"] == kind and name in _names(part):
                    return message, part
        raise Unfit(f"nothing is called {name!r} before {self.name}")


def text_of(message: Message) -> str:
    """What stands in a message."""
    texts = [message.content, *(part.get("content") for part in every(message.components))]
    return "\n".join(text for text in texts if text)


def _names(part: Part) -> Iterator[str]:
    yield from (str(part[key]) for key in ("custom_id", "label", "placeholder") if part.get(key))
