"""Half a minute to notice where you are."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher

if TYPE_CHECKING:
    from bot.discord.client import QuietPage


class CheckinCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    @app_commands.command(name="checkin", description="Half a minute to notice where you are")
    async def checkin(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "checkin")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(CheckinCog(bot.dispatcher))
