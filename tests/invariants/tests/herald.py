"""A bot that posts a card, offers places and nudges, and keeps its promises, except one.

It proves that the locks notice what was said unasked, or where everybody sees it.
"""

import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum, auto
from pathlib import Path
from typing import Any

import discord
from discord import Interaction, app_commands, ui

from bot.instance import Instance
from tests.actors.house import Awake, Build
from tests.invariants.tests.toy import _stopped
from tests.invariants.words import CONTENT

CARD = tomllib.loads((CONTENT / "en" / "microcopy.toml").read_text("utf-8"))["server_card"]
LINE = "A small pause, if it suits you."


class Slip(Enum):
    """One way to break a promise."""

    NONE = auto()
    CARD_NAMES_SOMEBODY = auto()
    CARD_FOR_ANYBODY = auto()
    CARD_IN_TWO_STEPS = auto()
    CARD_WITHOUT_BEING_ASKED = auto()
    CARD_OTHER_BUTTON = auto()
    CARD_BUTTON_NAMES_SOMEBODY = auto()
    CARD_IS_EDITED = auto()
    CARD_IS_COUNTED_ON = auto()
    CARD_IS_TURNED_INTO_A_PAGE = auto()
    PRESS_IS_ANSWERED_IN_PUBLIC = auto()
    OFFERS_WHAT_WAS_TYPED = auto()
    OFFERS_WHAT_WAS_CHOSEN = auto()
    OFFERS_WHAT_ANOTHER_CHOSE = auto()
    OFFERS_TOO_MUCH = auto()
    NUDGES_WITH_A_REASON = auto()
    NUDGES_ON_AND_ON = auto()
    NUDGES_WITH_AN_EMBED = auto()
    NUDGES_WITH_A_TELLING_BUTTON = auto()
    NUDGES_WITH_A_MENU = auto()
    NUDGES_WITH_A_PAGE = auto()


class Herald(discord.Client):
    """Three commands, and a nudge whenever it is told to."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(intents=discord.Intents(guilds=True, dm_messages=True))
        self.slip = slip
        self.chosen: dict[int, str] = {}
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="card", description="Post a card.")(self.card)
        reminder = self.tree.command(name="reminder", description="When?")(self.reminder)
        reminder.autocomplete("place")(self.places)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def card(self, interaction: Interaction) -> None:
        slip, send = self.slip, interaction.response.send_message
        if slip is not Slip.CARD_FOR_ANYBODY and not interaction.permissions.manage_guild:
            await send("Only for somebody who manages this server.", ephemeral=True)
        elif slip is Slip.CARD_IN_TWO_STEPS:
            await interaction.response.defer()
            await interaction.edit_original_response(view=self.poster())
        elif slip is Slip.CARD_WITHOUT_BEING_ASKED:
            await send("Here it comes.", ephemeral=True)
            await self.guilds[0].text_channels[0].send(view=self.poster())
        else:
            await send(view=self.poster(interaction.user.name))
        if slip is Slip.CARD_IS_EDITED:
            await interaction.edit_original_response(view=self.poster())
        if slip is Slip.CARD_IS_COUNTED_ON:
            await interaction.followup.send(view=self.poster())

    async def reminder(self, interaction: Interaction, place: str) -> None:
        self.chosen[interaction.user.id] = place
        await interaction.response.send_message("Nudges are on.", ephemeral=True)

    async def places(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        names = [
            name for name in ("Europe/Berlin", "Europe/Brussels") if typed.lower() in name.lower()
        ]
        if self.slip is Slip.OFFERS_WHAT_WAS_TYPED:
            names.append(f"Nothing is called {typed}")
        if self.slip is Slip.OFFERS_WHAT_WAS_CHOSEN and interaction.user.id in self.chosen:
            names.insert(0, self.chosen[interaction.user.id])
        if self.slip is Slip.OFFERS_WHAT_ANOTHER_CHOSE:
            names += [
                place for person, place in self.chosen.items() if person != interaction.user.id
            ]
        if self.slip is Slip.OFFERS_TOO_MUCH:
            names = [f"Place {n}" for n in range(26)]
        return [app_commands.Choice(name=name, value=name) for name in names]

    async def on_interaction(self, interaction: Interaction) -> None:
        if interaction.type is not discord.InteractionType.component:
            return
        match self.slip:
            case Slip.PRESS_IS_ANSWERED_IN_PUBLIC:
                await interaction.response.send_message("Look at your messages.")
            case Slip.CARD_IS_TURNED_INTO_A_PAGE:
                await interaction.response.edit_message(view=_view(ui.TextDisplay("Where now?")))
            case _:
                await interaction.response.send_message("Look at your messages.", ephemeral=True)
                await interaction.user.send(view=_view(ui.TextDisplay("Where now?")), silent=True)

    async def nudge(self, person: int) -> None:
        """Say something that nobody asked for just now."""
        door = await self.create_dm(discord.Object(person))
        telling = self.slip is Slip.NUDGES_WITH_A_TELLING_BUTTON
        buttons = [
            _button("Open my check-in" if telling else "Open", "open"),
            _button("Later", "l"),
        ]
        view = ui.View()
        for button in buttons:
            view.add_item(button)
        match self.slip:
            case Slip.NUDGES_WITH_A_REASON:
                await door.send("Time to think about you and Lena.", view=_stopped(view))
            case Slip.NUDGES_ON_AND_ON:
                await door.send(f"{LINE} It is about last winter.", view=_stopped(view))
            case Slip.NUDGES_WITH_AN_EMBED:
                await door.send(LINE, embed=discord.Embed(title="Your check-in"))
            case Slip.NUDGES_WITH_A_MENU:
                options = [discord.SelectOption(label="Tense")]
                view.add_item(ui.Select(custom_id="how", options=options))
                await door.send(LINE, view=_stopped(view))
            case Slip.NUDGES_WITH_A_PAGE:
                await door.send(view=_view(ui.TextDisplay("Where now?")), silent=True)
            case _:
                await door.send(LINE, view=_stopped(view))
                await door.send(view=_view(ui.TextDisplay(LINE), ui.ActionRow(*buttons)))

    def poster(self, name: str = "") -> ui.LayoutView:
        slip, text = self.slip, CARD["say"]
        if slip is Slip.CARD_NAMES_SOMEBODY:
            text += f"\n{name} thought you might like it."
        press = {
            Slip.CARD_OTHER_BUTTON: "delete-all///",
            Slip.CARD_BUTTON_NAMES_SOMEBODY: "again/AAAAAAAAAAAAAAAAAAAAAA//page",
        }.get(slip, "again///page")
        return _view(
            ui.TextDisplay(f"## {CARD['title']}\n{text}"),
            ui.TextDisplay(f"-# {CARD['small']}"),
            ui.ActionRow(_button(CARD["button"], press)),
        )


def herald(slip: Slip = Slip.NONE) -> Build:
    """A herald with one slip, as a House wants it."""

    @asynccontextmanager
    async def awake(folder: Path, instance: Instance) -> AsyncIterator[Awake]:
        del folder, instance
        yield Awake(Herald(slip))

    return awake


def _view(*items: ui.Item[Any]) -> ui.LayoutView:
    view = ui.LayoutView()
    for item in items:
        view.add_item(item)
    return _stopped(view)


def _button(label: str, press: str) -> ui.Button[Any]:
    return ui.Button(label=label, custom_id=press)
