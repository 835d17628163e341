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

TABLE = """
CREATE TABLE answers (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL
)
"""
LATEST = "SELECT id, answer FROM answers WHERE person = ? AND question = ? ORDER BY id DESC LIMIT 1"
INSERT = "INSERT INTO answers (person, question, answer) VALUES (?, ?, ?)"
QUESTION = "What is my goal for communication? " * 12


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
        self._file = folder / "typical.db"
        self._turn = asyncio.Lock() if alone else nullcontext()
        self._db: aiosqlite.Connection

    async def setup_hook(self) -> None:
        self._db = await aiosqlite.connect(self._file)
        await self._db.execute("PRAGMA journal_mode=WAL")
        await self._db.execute("PRAGMA synchronous=FULL")
        await self._db.execute(TABLE)
        await self._db.execute("CREATE INDEX whose ON answers (person, question)")
        await self._db.commit()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        said, who = data["components"][0]["component"]["value"], interaction.user.id
        async with self._turn:
            async with self._db.execute(LATEST, (who, "goal")) as found:
                await found.fetchone()
            await self._db.execute(INSERT, (who, "goal", said))
            await self._db.commit()
        await interaction.response.edit_message(content=QUESTION, view=Nine())


if __name__ == "__main__":
    point_at(sys.argv[1])
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    Typical(folder, alone="alone" in sys.argv).run("bench", log_handler=None)
