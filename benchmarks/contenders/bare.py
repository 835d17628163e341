"""The floor: a discord.py client that answers with a page like ours and saves nothing."""

import sys

import discord
from discord import ui

from benchmarks.contenders.loopback import point_at


class Bare(discord.Client):
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        view = ui.LayoutView()
        view.stop()
        view.add_item(ui.TextDisplay("What is my goal for communication? " * 12))
        for row in range(3):
            buttons = (ui.Button(label=f"Button {n}", custom_id=f"{row}{n}") for n in range(3))
            view.add_item(ui.ActionRow(*buttons))
        await interaction.response.edit_message(view=view)


if __name__ == "__main__":
    point_at(sys.argv[1])
    client = Bare(intents=discord.Intents.none(), max_messages=None, guild_ready_timeout=0)
    client.run("bench", log_handler=None)
