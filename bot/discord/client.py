"""The Discord client: intents, cogs by name, the command tree, and nothing kept in memory."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher
from bot.discord.translating import CommandTexts
from bot.features.reminders.sender import ReminderSender
from bot.languages import ENGLISH, Languages
from bot.schedule.counters import Counters

COGS = (
    "checkin",
    "closeness",
    "conversation",
    "help",
    "home",
    "lock",
    "reading",
    "reminder",
    "server",
    "takeaways",
    "walkthroughs",
)

Sync = Callable[[app_commands.CommandTree[Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What answers, reminds and counts."""

    dispatcher: Dispatcher
    reminders: ReminderSender
    counters: Counters


class QuietPage(commands.Bot):
    """The bot. `parts` puts together what it needs; bot/app.py does.

    `sync` tells Discord which commands there are, if they changed.
    """

    def __init__(
        self,
        languages: Languages,
        parts: "Callable[[QuietPage], Parts]",
        *,
        sync: Sync | None = None,
        **options: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            # Presses need no intent; this one only tells us that somebody typed.
            intents=discord.Intents(dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            # Nothing anybody types stays in memory. Zero would mean a thousand.
            max_messages=None,
            activity=discord.CustomActivity(languages.library.say("identity.status_line")),
            **options,
        )
        self.languages = languages
        made = parts(self)
        self.dispatcher, self.reminders, self.counters = (
            made.dispatcher,
            made.reminders,
            made.counters,
        )
        self._sync = sync
        # Whether a sign-in waits for its welcome.
        self._signing_in = False

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Sign in once. One that came to nothing is left to `process.stay`, which waits longer."""
        if self._signing_in:
            raise ConnectionAbortedError
        self._signing_in = True
        await super().before_identify_hook(shard_id, initial=initial)

    async def on_connect(self) -> None:
        """Discord has welcomed us."""
        self._signing_in = False

    async def setup_hook(self) -> None:
        for name in COGS:
            await self.load_extension(f"cogs.{name}")
        if self.languages.names != (ENGLISH,):
            await self.tree.set_translator(CommandTexts(self.languages))
        if self._sync:
            await self._sync(self.tree)

    async def close(self) -> None:
        await self.reminders.rest()
        await super().close()

    async def look(self) -> None:
        """See to what is due, if Discord can be reached."""
        if self.is_ready():
            await self.reminders.tick()
        self.counters.looked = time.monotonic()

    async def on_message(self, message: discord.Message, /) -> None:
        """No prefix commands: what is typed goes to the conversation cog alone."""
