"""Prepare a conversation."""

from discord import Interaction, app_commands
from discord.ext import commands

from bot.attendant import Attendant


class Prepare(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @app_commands.command(name="prepare", description="Prepare a conversation, in private")
    async def prepare(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "prepare")


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Prepare(bot.attendant))  # type: ignore[attr-defined]
