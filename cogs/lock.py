"""The lock, from one command."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.attendant import Attendant


class Lock(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @app_commands.command(
        name="lock", description="A lock of your own: open it, or see how it works"
    )
    async def lock(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "lock")


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Lock(bot.attendant))  # type: ignore[attr-defined]
