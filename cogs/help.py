"""People to talk to, right now."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher

if TYPE_CHECKING:
    from bot.discord.client import QuietPage


class HelpCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    @app_commands.command(name="help-now", description="People to talk to, right now")
    async def help_now(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "help-now")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(HelpCog(bot.dispatcher))
