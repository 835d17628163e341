"""One card in a channel, so that people can begin in private. Fixed texts, nothing else."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher

if TYPE_CHECKING:
    from bot.discord.client import QuietPage


class ServerCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    @app_commands.command(name="card", description="Post one card here, to begin in private from")
    # Not `guild_only`: beside what holds for all commands Discord would go by that, and offer it in
    # private chats.
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.default_permissions(manage_guild=True)
    async def card(self, interaction: Interaction) -> None:
        await self._dispatcher.card(interaction)


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(ServerCog(bot.dispatcher))
