"""Things to read before writing anything."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher

if TYPE_CHECKING:
    from bot.discord.client import QuietPage


class ReadingCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    @app_commands.command(name="original", description="Read the original 20 questions")
    async def original(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "original")

    @app_commands.command(name="example", description="Read a finished example, start to finish")
    async def example(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "example")

    @app_commands.command(name="about", description="What this is, and what it is not")
    async def about(self, interaction: Interaction) -> None:
        await self._dispatcher.command(interaction, "about")


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(ReadingCog(bot.dispatcher))
