"""The lock, from one command."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher

if TYPE_CHECKING:
    from bot.discord.client import QuietPage


class LockCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    @app_commands.command(
        name="lock", description="A lock of your own: open it, or see how it works"
    )
    async def lock(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "lock")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(LockCog(bot.dispatcher))
