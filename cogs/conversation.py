"""The single router of presses and forms, and of what somebody types instead."""

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.discord.dispatch import Dispatcher

if TYPE_CHECKING:
    from bot.discord.client import QuietPage


class ConversationCog(commands.Cog):
    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await self._dispatcher.press(interaction)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if isinstance(message.channel, discord.DMChannel) and not message.author.bot:
            await self._dispatcher.typed(message)


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(ConversationCog(bot.dispatcher))
