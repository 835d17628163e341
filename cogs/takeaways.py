"""Lines you kept."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.attendant import Attendant

if TYPE_CHECKING:
    from bot.client import QuietPage


class Takeaways(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @app_commands.command(name="takeaways", description="Lines you kept")
    async def takeaways(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "takeaways")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(Takeaways(bot.attendant))
