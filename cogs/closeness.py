"""A quiet look at one relationship, without a score."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher

if TYPE_CHECKING:
    from bot.discord.client import QuietPage


class ClosenessCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    @app_commands.command(
        name="closeness", description="A quiet look at one relationship, without a score"
    )
    async def closeness(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "closeness")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(ClosenessCog(bot.dispatcher))
