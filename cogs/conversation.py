"""The single router of presses and forms, and of what somebody types instead."""

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.attendant import Attendant

if TYPE_CHECKING:
    from bot.client import QuietPage


class Conversation(commands.Cog):
    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await self._attendant.press(interaction)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if isinstance(message.channel, discord.DMChannel) and not message.author.bot:
            await self._attendant.typed(message)


async def setup(bot: "QuietPage") -> None:
    await bot.add_cog(Conversation(bot.attendant))
