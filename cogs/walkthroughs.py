"""A command for every walkthrough that has one, as its file names it; and one for all of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from discord import Interaction, app_commands
from discord.ext import commands

from bot.discord.dispatch import Dispatcher
from bot.discord.translating import SCRIPT
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

        name, description = (
            app_commands.locale_str(text, **{SCRIPT: script.id})
            for text in (command.name, command.description)
        )
        return app_commands.Command(name=name, description=description, callback=begin)

    def walk(self, offered: Sequence[Script]) -> app_commands.Command[Any, ..., None]:
        """The command that begins any of them. There is nothing to type: one is chosen."""
        known = {script.id for script in offered}

        @app_commands.describe(name="Which one; leave it out to see them all")
        @app_commands.choices(name=[app_commands.Choice(name=s.title, value=s.id) for s in offered])
        async def walk(interaction: Interaction, name: str = "walk") -> None:
            await self._dispatcher.command(interaction, name if name in known else "walk")

        return app_commands.Command(
            name="walk",
            description="Think something through, one question at a time",
            callback=walk,
        )


async def setup(bot: "QuietPage") -> None:
    cog = WalkthroughsCog(bot.dispatcher)
    await bot.add_cog(cog)
    bot.tree.add_command(cog.walk(bot.languages.base.offered))
    for script in bot.languages.base.by_name:
        if script.command:
            bot.tree.add_command(cog.begins(script, script.command))
