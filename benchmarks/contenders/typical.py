"""A bot as it is usually written: discord.py and aiosqlite, in plain text, a commit a step.

It looks up what is there, puts the answer in, commits, and answers with a view of nine buttons.
With `alone` behind the folder they take turns at the one connection, so that a step is one commit.
Without it the bot is careless, as many are: whoever commits takes along what others have begun.
"""

import asyncio
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import aiosqlite
import discord
from discord import ui
from discord.ext import commands

from benchmarks.contenders.loopback import point_at
from benchmarks.contenders.plain_text import QUESTION, keep, opened


class Nine(ui.View):
    """Nine buttons, kept by discord.py until nobody has pressed one for three minutes."""

    def __init__(self) -> None:
        super().__init__()
        for n in range(9):
            self.add_item(ui.Button(label=f"Button {n}", row=n // 3))


class Typical(commands.Bot):
    def __init__(self, folder: Path, *, alone: bool) -> None:
        super().__init__(
            "!",
            help_command=None,
            intents=discord.Intents.none(),
            max_messages=None,
            guild_ready_timeout=0,
        )
        self._folder = folder
        self._turn = asyncio.Lock() if alone else nullcontext()
        self._db: aiosqlite.Connection

    async def setup_hook(self) -> None:
        self._db = await opened(self._folder)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        said = data["components"][0]["component"]["value"]
        async with self._turn:
            await keep(self._db, interaction.user.id, said)
        await interaction.response.edit_message(content=QUESTION, view=Nine())


if __name__ == "__main__":
    point_at(sys.argv[1])
    Typical(Path(sys.argv[2]), alone="alone" in sys.argv).run("bench", log_handler=None)
