"""A very small bot that uses everything ours uses of Discord, and nothing of ours.

With it the stand-in is tested for itself. Run like the launcher: `toy <origin> run`.
"""

import asyncio
import io
import signal
import sys
from typing import Any

import aiohttp
import discord
from discord import app_commands, ui

from tests.fake_discord.following import follow
from tests.fake_discord.pointing import point_at
from tests.fake_discord.town import TOKEN

PLACES = {"Berlin, Germany": "Europe/Berlin", "Bern, Switzerland": "Europe/Zurich"}
# What opens a form, and so leaves its menu as it was: what no bot should do.
DEAD_END = "warm"
OPTIONS = ("Warm", "Tense", "Numb")


class Toy(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(dm_messages=True), guild_ready_timeout=0)
        self.tree = app_commands.CommandTree(self)
        for act in (prepare, takeout, clear, nudge):
            self.tree.add_command(
                app_commands.Command(name=act.__name__, description=act.__name__, callback=act)
            )

        place: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="place", description="place", callback=settle
        )
        place.autocomplete("name")(places)
        self.tree.add_command(place)

    async def setup_hook(self) -> None:
        await self.tree.sync()
        await self.tree.fetch_commands()

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot and message.guild is None:
            await message.channel.send("I read nothing.")

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        data: dict[str, Any] = dict(interaction.data or {})
        match interaction.type, data.get("custom_id"):
            case discord.InteractionType.component, "write":
                await interaction.response.send_modal(form())
            case discord.InteractionType.component, "later":
                await interaction.response.defer()
                await interaction.edit_original_response(view=page("Much later"))
            case discord.InteractionType.component, "jump":
                chosen = data["values"]
                if chosen == [DEAD_END]:
                    await interaction.response.send_modal(form())
                else:
                    await interaction.response.edit_message(view=page(f"You chose {chosen}"))
            case discord.InteractionType.modal_submit, _:
                said = data["components"]
                await interaction.response.edit_message(view=page(f"Kept:\n{told(said)}"))


async def prepare(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer(ephemeral=True)
    dm = await interaction.client.create_dm(discord.Object(interaction.user.id))
    try:
        await dm.send(
            view=page("## Question 1 of 20\nWhat **is** it about?\n-# Nobody else sees this."),
            silent=True,
        )
        await interaction.edit_original_response(view=texts("Look at your messages."))
    except discord.Forbidden as error:
        await interaction.edit_original_response(view=texts(f"Closed: {error.code}"))


async def takeout(interaction: discord.Interaction[Any]) -> None:
    view = texts("Here it is.")
    view.add_item(ui.File("attachment://card.md"))
    file = discord.File(io.BytesIO("# A card\nfor ä person".encode()), "card.md")
    await interaction.response.send_message(view=view, file=file)


async def nudge(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer(ephemeral=True)
    dm = await interaction.client.create_dm(discord.Object(interaction.user.id))
    try:
        sent = await dm.send("Whenever you're ready.", nonce="the-same-mark", silent=True)
        outcome = f"Sent as {sent.nonce}"
    except discord.HTTPException as error:
        outcome = f"Refused: {error.status} {error.code}"
    except (OSError, aiohttp.ClientError):
        outcome = "Nobody knows"
    await interaction.edit_original_response(view=texts(outcome))


async def settle(interaction: discord.Interaction[Any], name: str = "nowhere") -> None:
    await interaction.response.send_message(view=texts(f"You live in {name}."), ephemeral=True)


async def places(
    interaction: discord.Interaction[Any], typed: str
) -> list[app_commands.Choice[str]]:
    del interaction
    found = [name for name in PLACES if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=name, value=PLACES[name]) for name in found]


async def clear(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    dm = await interaction.client.create_dm(discord.Object(interaction.user.id))
    async for message in dm.history(limit=None):
        if message.author == interaction.client.user:
            await message.delete()
    await interaction.followup.send("All gone.", ephemeral=True)


def page(text: str) -> ui.LayoutView:
    view = texts(text)
    view.add_item(
        ui.ActionRow(
            ui.Button(label="Write", custom_id="write", style=discord.ButtonStyle.primary),
            ui.Button(label="Later", custom_id="later"),
        )
    )
    options = [
        discord.SelectOption(label=o, value=o.lower(), description=f"As in {o}") for o in OPTIONS
    ]
    view.add_item(ui.ActionRow(ui.Select(custom_id="jump", placeholder="Jump to", options=options)))
    return view


def texts(text: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.stop()
    view.add_item(ui.TextDisplay(text))
    return view


def form() -> ui.Modal:
    modal = ui.Modal(title="Question 1", custom_id="form")
    modal.stop()
    radios: ui.RadioGroup[ui.Modal] = ui.RadioGroup(custom_id="how", required=False)
    for option in OPTIONS:
        radios.add_option(label=option, value=option.lower())
    several: ui.Select[ui.Modal] = ui.Select(
        custom_id="also",
        required=False,
        min_values=0,
        max_values=3,
        options=[discord.SelectOption(label=o, value=o.lower()) for o in OPTIONS],
    )
    long = ui.TextInput[ui.Modal](custom_id="words", style=discord.TextStyle.long, max_length=2000)
    modal.add_item(ui.TextDisplay("Take your time."))
    modal.add_item(
        ui.Label(text="In your words", description="As long as you like", component=long)
    )
    modal.add_item(ui.Label(text="How is it?", component=radios))
    modal.add_item(ui.Label(text="And also?", component=several))
    return modal


def told(components: list[Any]) -> str:
    fields = [part["component"] for part in components if "component" in part]
    return "\n".join(str(field.get("value", field.get("values"))) for field in fields)


async def run() -> None:
    async with Toy() as toy:
        loop = asyncio.get_running_loop()
        running = asyncio.create_task(toy.start(TOKEN))
        loop.add_signal_handler(signal.SIGTERM, running.cancel)
        await asyncio.wait({running})


if __name__ == "__main__":
    point_at(sys.argv[1])
    follow()
    asyncio.run(run())
