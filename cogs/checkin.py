"""Half a minute to notice where you are."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.attendant import Attendant

if TYPE_CHECKING:
    from bot.client import QuietPage


class Checkin(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @app_commands.command(name="checkin", description="Half a minute to notice where you are")
    async def checkin(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "checkin")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(Checkin(bot.attendant))
