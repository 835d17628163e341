"""A command for every walkthrough there is, as its file names it."""

from typing import TYPE_CHECKING, Any

from discord import Interaction, app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher
from bot.forms.script import Command, Script

if TYPE_CHECKING:
    from bot.discord.client import QuietPage


class WalkthroughsCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    def begins(self, script: Script, command: Command) -> app_commands.Command[Any, [], None]:
        """The command that begins it."""

        async def begin(interaction: Interaction) -> None:
            await self._dispatcher.command(interaction, script.id)

        return app_commands.Command(
            name=command.name, description=command.description, callback=begin
        )


async def setup(bot: "QuietPage") -> None:
    cog = WalkthroughsCog(bot.dispatcher)
    await bot.add_cog(cog)
    for script in bot.library.offered:
        if script.command:
            bot.tree.add_command(cog.begins(script, script.command))
