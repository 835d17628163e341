"""A quiet nudge, at your own time, or none."""

from typing import TYPE_CHECKING

from discord import Interaction, app_commands
from discord.ext import commands

from bot.confidential import Confidential
from bot.discord.dispatch import Dispatcher

if TYPE_CHECKING:
    from bot.discord.client import QuietPage

# What Discord takes.
LONGEST = 100


class ReminderCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    @app_commands.command(
        name="reminder", description="A quiet nudge, at your own time, on the days you choose"
    )
    @app_commands.describe(place="A city or a country, so that I know what time it is there")
    async def reminder(self, interaction: Interaction, place: str | None = None) -> None:
        given = None if place is None else Confidential(place)
        await self._dispatcher.command(interaction, "reminder", given)

    @reminder.autocomplete("place")
    async def offer(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        found = self._dispatcher.places(interaction, Confidential(current))
        return [app_commands.Choice(name=name[:LONGEST], value=key) for key, name in found]


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(ReminderCog(bot.dispatcher))
