"""The lock, from one command."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.attendant import Attendant

if TYPE_CHECKING:
    from bot.client import QuietPage


class Lock(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @app_commands.command(
        name="lock", description="A lock of your own: open it, or see how it works"
    )
    async def lock(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "lock")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(Lock(bot.attendant))
