"""Everything there is, and what is kept of yours."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.attendant import Attendant

if TYPE_CHECKING:
    from bot.client import QuietPage


class Home(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @app_commands.command(name="page", description="Home: what is open, and every way to begin")
    async def page(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "menu")

    @app_commands.command(name="my-words", description="See, save or delete what you wrote")
    async def my_words(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "my-words")

    @app_commands.command(name="privacy", description="How your words are kept")
    async def privacy(self, interaction: Interaction) -> None:
        await self._attendant.command(interaction, "privacy")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(Home(bot.attendant))
