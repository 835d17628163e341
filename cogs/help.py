"""People to talk to, right now."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.attendant import Attendant


class HelpNow(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @app_commands.command(name="help-now", description="People to talk to, right now")
    async def help_now(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "help-now")


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(HelpNow(bot.attendant))  # type: ignore[attr-defined]
