"""People to talk to, right now."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.attendant import Attendant

if TYPE_CHECKING:
    from bot.client import QuietPage


class HelpNow(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @app_commands.command(name="help-now", description="People to talk to, right now")
    async def help_now(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "help-now")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(HelpNow(bot.attendant))
