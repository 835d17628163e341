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
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def card(self, interaction: Interaction) -> None:
        await self._dispatcher.card(interaction)


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(ServerCog(bot.dispatcher))
