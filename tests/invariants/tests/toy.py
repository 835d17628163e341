"""A bot of forty lines that keeps its promises, except the one it is told to break.

It proves that the locks notice: a lock nobody ever saw closed may be a painted one.
"""

import base64
import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum, auto
from pathlib import Path
from typing import Any, TypeVar

import discord
from discord import Interaction, app_commands, ui

from bot.instance import Instance
from tests.actors.house import Awake, Build

log = logging.getLogger("toy")

V = TypeVar("V", bound=ui.View | ui.LayoutView | ui.Modal)


class Slip(Enum):
    """One way to break a promise."""

    NONE = auto()
    DEFERS_IN_PUBLIC = auto()
    ECHOES_IN_THE_CHANNEL = auto()
    TYPES_IN_THE_CHANNEL = auto()
    TELLS_THE_OTHER = auto()
    LOGS = auto()
    LOGS_AN_ERROR = auto()
    LEAVES_A_FILE = auto()
    LEAVES_BASE64 = auto()
    NAMES_A_FILE = auto()
    FORM_AFTER_FORM = auto()
    BUTTON_WITHOUT_LABEL = auto()
    RAISES = auto()
    BELIEVES_THE_BUTTON = auto()


class Toy(discord.Client):
    """One page, one form, one answer."""

    def __init__(self, folder: Path, slip: Slip) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.folder = folder
        self.slip = slip
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="prepare", description="Begin.")(self.prepare)
        self.people: list[int] = []
        self.answers: dict[int, str] = {}

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def prepare(self, interaction: Interaction) -> None:
        self.people.append(interaction.user.id)
        if self.slip is Slip.DEFERS_IN_PUBLIC:
            await interaction.response.defer()
            await interaction.followup.send("Check your messages.", ephemeral=True)
        else:
            await interaction.response.send_message("Check your messages.", ephemeral=True)
        await interaction.user.send(view=self.question(), silent=True)

    async def on_interaction(self, interaction: Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            await self.pressed(interaction, interaction.data["custom_id"])  # type: ignore[index, typeddict-item]
        if interaction.type is discord.InteractionType.modal_submit:
            words = str(list(interaction.data["components"])[-1]["component"]["value"])  # type: ignore[index, typeddict-item]
            self.answers[interaction.user.id] = words
            await self.misbehave(interaction, words)
            if not interaction.response.is_done():
                await interaction.response.edit_message(view=self.question(f"You wrote: {words}"))

    async def pressed(self, interaction: Interaction, press: str) -> None:
        verb, _, whose = press.partition("/")
        if verb != "read":
            await interaction.response.send_modal(self.form())
            return
        believed = self.slip is Slip.BELIEVES_THE_BUTTON
        answer = self.answers.get(int(whose) if believed else interaction.user.id, "nothing")
        await interaction.response.edit_message(view=self.question(answer))

    async def misbehave(self, interaction: Interaction, words: str) -> None:
        match self.slip:
            case Slip.ECHOES_IN_THE_CHANNEL:
                await self.channel().send(f"Somebody says **{words.upper()}**")
            case Slip.TYPES_IN_THE_CHANNEL:
                await self.channel().typing()
            case Slip.TELLS_THE_OTHER:
                other = next(p for p in self.people if p != interaction.user.id)
                door = await self.create_dm(discord.Object(other))
                await door.send(words[10:])
            case Slip.LOGS:
                log.debug("kept %s", {"words": words})
            case Slip.LOGS_AN_ERROR:
                try:
                    int(words)
                except ValueError:
                    log.exception("not a number")
            case Slip.LEAVES_A_FILE:
                with tempfile.NamedTemporaryFile(delete=False) as file:
                    file.write(words.encode())
            case Slip.LEAVES_BASE64:
                (self.folder / "data.db-wal").write_bytes(b"x" + base64.b64encode(words.encode()))
            case Slip.NAMES_A_FILE:
                (self.folder / words).touch()
            case Slip.FORM_AFTER_FORM:
                await interaction.response.send_modal(self.form())
            case Slip.RAISES:
                raise LookupError

    def channel(self) -> discord.TextChannel:
        return self.guilds[0].text_channels[0]

    def question(self, said: str = "What has this been like for you?") -> ui.LayoutView:
        no_label = self.slip is Slip.BUTTON_WITHOUT_LABEL
        write = _button("" if no_label else "Write", "write", discord.ButtonStyle.primary)
        row: ui.ActionRow[Any] = ui.ActionRow(write, _button("Skip", "skip"))
        return _stopped(ui.LayoutView().add_item(ui.TextDisplay(said)).add_item(row))

    def form(self) -> ui.Modal:
        modal = ui.Modal(title="What you noticed", custom_id="write:1")
        text: ui.TextInput[Any] = ui.TextInput(custom_id="words", required=False)
        modal.add_item(ui.Label(text="In your own words", component=text))
        return _stopped(modal)


def toy(slip: Slip = Slip.NONE) -> Build:
    """A toy with one slip, as a House wants it."""

    @asynccontextmanager
    async def awake(folder: Path, instance: Instance) -> AsyncIterator[Awake]:
        del instance
        yield Awake(Toy(folder, slip))

    return awake


def _button(
    label: str, press: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> ui.Button[Any]:
    return ui.Button(label=label, custom_id=press, style=style)


def _stopped(view: V) -> V:
    # discord.py keeps nothing of a view that was stopped before it was sent.
    view.stop()
    return view
