"""Lines you kept."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher

if TYPE_CHECKING:
    from bot.discord.client import QuietPage


class TakeawaysCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    @app_commands.command(name="takeaways", description="Lines you kept")
    async def takeaways(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "takeaways")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(TakeawaysCog(bot.dispatcher))
