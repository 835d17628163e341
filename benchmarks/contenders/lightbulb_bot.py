"""The typical bot once more, in another house: hikari, its command handler lightbulb, aiosqlite.

It needs what requirements-peers.txt names, and nothing of ours. A slash command with the same
words stands for the form, as that is what a command handler hands on.
"""

import logging
import sys
from pathlib import Path

import aiosqlite
import hikari
import lightbulb

TABLE = """
CREATE TABLE answers (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL
)
"""
LATEST = "SELECT id, answer FROM answers WHERE person = ? AND question = ? ORDER BY id DESC LIMIT 1"
INSERT = "INSERT INTO answers (person, question, answer) VALUES (?, ?, ?)"
QUESTION = "What is my goal for communication? " * 12

logging.disable(logging.CRITICAL)
port, folder = sys.argv[1], Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
bot = hikari.GatewayBot(
    "MQ.bench.bench",
    rest_url=f"http://127.0.0.1:{port}/api/v10",
    intents=hikari.Intents.NONE,
    banner=None,
    suppress_optimization_warning=True,
)
client = lightbulb.client_from_app(bot, sync_commands=False)
databases: list[aiosqlite.Connection] = []


@client.register
class Answer(
    lightbulb.SlashCommand, name="answer", description="An answer to the question before you."
):
    text = lightbulb.string("text", "What you would say")

    @lightbulb.invoke
    async def invoke(self, ctx: lightbulb.Context) -> None:
        db, who = databases[0], int(ctx.user.id)
        async with db.execute(LATEST, (who, "goal")) as found:
            await found.fetchone()
        await db.execute(INSERT, (who, "goal", self.text))
        await db.commit()
        rows = [hikari.impl.MessageActionRowBuilder() for _ in range(3)]
        for n in range(9):
            rows[n // 3].add_interactive_button(
                hikari.ButtonStyle.SECONDARY, f"b{n}", label=f"Button {n}"
            )
        await ctx.respond(QUESTION, components=rows)


@bot.listen(hikari.StartingEvent)
async def begin(_: hikari.StartingEvent) -> None:
    db = await aiosqlite.connect(folder / "typical.db")
    await db.execute("PRAGMA journal_mode=WAL")
    await db.execute("PRAGMA synchronous=FULL")
    await db.execute(TABLE)
    await db.execute("CREATE INDEX whose ON answers (person, question)")
    await db.commit()
    databases.append(db)
    await client.start()


bot.run(check_for_updates=False)
