"""The typical bot once more, in another house: hikari, its command handler lightbulb, aiosqlite.

It needs what requirements-peers.txt names, and nothing of the bot. A slash command with the same
words stands for the form, as that is what a command handler hands on.
"""

import logging
import sys
from pathlib import Path

import aiosqlite
import hikari
import lightbulb

from benchmarks.contenders.plain_text import QUESTION, keep, opened

logging.disable(logging.CRITICAL)
port, folder = sys.argv[1], Path(sys.argv[2])
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
        await keep(databases[0], int(ctx.user.id), self.text)
        rows = [hikari.impl.MessageActionRowBuilder() for _ in range(3)]
        for n in range(9):
            rows[n // 3].add_interactive_button(
                hikari.ButtonStyle.SECONDARY, f"b{n}", label=f"Button {n}"
            )
        await ctx.respond(QUESTION, components=rows)


@bot.listen(hikari.StartingEvent)
async def begin(_: hikari.StartingEvent) -> None:
    databases.append(await opened(folder))
    await client.start()


bot.run(check_for_updates=False)
