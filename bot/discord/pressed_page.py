"""What was pressed: which page it stands on, and how that may be answered. Says nothing."""

import discord
from discord import Interaction, InteractionResponseType, InteractionType, SeparatorComponent

from bot.discord.render import ANEW
from bot.ui.press import SAVE, TAKE_OUT, Press

# Pages with these stay in the chat: a finished card, a file.
STAYS = frozenset({SAVE, TAKE_OUT})


def edits_in_place(interaction: Interaction, *, private: bool) -> bool:
    """Whether the page that was pressed may be turned into the next one.

    A message that everybody in a server sees is never turned into anybody's page.
    """
    message = interaction.message
    if message is None or interaction.type is InteractionType.application_command:
        return False
    if TAKE_OUT in verbs_of(message):
        # Words that were not kept, or a file: turned into the next page, they would be lost.
        return False
    return private or message.flags.ephemeral


def is_put_off(interaction: Interaction) -> bool:
    """Whether an empty message of ours waits to be filled."""
    return interaction.response.type is InteractionResponseType.deferred_channel_message


def is_line(interaction: Interaction) -> bool:
    """Whether a nudge was pressed: plain content has to go where components come."""
    message = interaction.message
    return message is not None and not message.flags.components_v2


def is_anew(page: discord.Message | None) -> bool:
    """Whether it was sent to somebody who wants every page as a new message."""
    parts = page.components if page else []
    return any(isinstance(part, SeparatorComponent) and part.id == ANEW for part in parts)


def may_go(page: discord.Message) -> bool:
    """Whether it is a page of ours that a newer one takes the place of."""
    verbs = verbs_of(page)
    return bool(verbs) and not verbs & STAYS


def verbs_of(message: discord.Message) -> set[str]:
    """What the buttons and menus on it do."""
    return {p.verb for id in presses_of(message) if (p := Press.parse(id))}


def presses_of(message: discord.Message) -> set[str]:
    """The custom_ids of its buttons and menus."""
    return {
        child.custom_id
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for child in row.children
        if child.custom_id
    }
