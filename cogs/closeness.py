"""A quiet look at one relationship, without a score."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.attendant import Attendant

if TYPE_CHECKING:
    from bot.client import QuietPage


class Closeness(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @app_commands.command(
        name="closeness", description="A quiet look at one relationship, without a score"
    )
    async def closeness(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "closeness")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(Closeness(bot.attendant))
