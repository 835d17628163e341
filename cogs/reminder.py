"""A quiet nudge, at your own time, or none."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.attendant import Attendant


class Reminder(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @app_commands.command(name="reminder", description="A quiet nudge, at your own time, or none")
    async def reminder(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "reminder")


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Reminder(bot.attendant))  # type: ignore[attr-defined]
