"""Everything there is, and what is kept of yours."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher

if TYPE_CHECKING:
    from bot.discord.client import QuietPage


class HomeCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    @app_commands.command(name="page", description="Home: what is open, and every way to begin")
    async def page(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "menu")

    @app_commands.command(name="my-words", description="See, save or delete what you wrote")
    async def my_words(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "my-words")

    @app_commands.command(name="privacy", description="How your words are kept")
    async def privacy(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "privacy")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(HomeCog(bot.dispatcher))
