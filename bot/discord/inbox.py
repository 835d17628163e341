"""The one ear: the only module that reads what somebody wrote or chose.

It seals it in the same expression, and says who it was and whether anybody else can look.
"""

from collections.abc import Iterable
from typing import Any

from discord import (
    ComponentType,
    DiscordException,
    DMChannel,
    Interaction,
    InteractionType,
    Message,
    TextDisplay,
)

from bot.confidential import Confidential
from bot.discord.render import field_of
from bot.person import PersonId
from bot.ui.event import Event, Upload
from bot.ui.press import UNREADABLE, Press
from bot.ui.wording import as_typed


def person_of(said: Interaction | Message) -> PersonId:
    """Who it is, as Discord vouches for it."""
    return PersonId((said.user if isinstance(said, Interaction) else said.author).id)


def is_private(interaction: Interaction) -> bool:
    """Whether this is the person's own chat with us. A group chat is a shared place too."""
    where, channel = interaction.context, interaction.channel
    if not (where.guild or where.dm_channel or where.private_channel):
        # Discord need not say it. A chat of two is with us: nobody can take us along to theirs.
        alone = isinstance(channel, DMChannel) and not interaction.is_user_integration()
    else:
        alone = where.dm_channel and not where.private_channel
    return interaction.guild_id is None and alone


def language_of(interaction: Interaction) -> str:
    """The language they have Discord in: en-US, say."""
    return interaction.locale.value


def is_press(interaction: Interaction) -> bool:
    """Whether a button, a menu or a form is behind it."""
    return interaction.type in {InteractionType.component, InteractionType.modal_submit}


def hear(interaction: Interaction) -> Event:
    """What was pressed, chosen or sent. Whatever of it can't be read is heard as nothing."""
    data: Any = interaction.data if isinstance(interaction.data, dict) else {}
    return Event(
        person_of(interaction),
        Press.parse(str(data.get("custom_id", ""))) or UNREADABLE,
        private=is_private(interaction),
        picked=Confidential([str(v) for v in _several(data.get("values"))]),
        given=dict(_fields(_several(data.get("components")))),
        upload=_upload(interaction, data),
        standing=dict(_standing(interaction.message)) if is_private(interaction) else {},
        language=language_of(interaction),
    )


def _standing(page: Message | None) -> Iterable[tuple[int, Confidential[str]]]:
    """Words of theirs that stand on the page that was pressed, because a form was not taken."""
    for part in page.components if page else ():
        if isinstance(part, TextDisplay) and (field := field_of(part.id)) is not None:
            yield field, Confidential(as_typed(part.content))


def _upload(interaction: Interaction, data: dict[str, Any]) -> Upload | None:
    """The one file that was given in a form, where there is one."""
    files = list(_by_name(_by_name(data.get("resolved")).get("attachments")).values())
    if interaction.type is not InteractionType.modal_submit or len(files) != 1:
        return None
    file = _by_name(files[0])
    url, size = file.get("url"), file.get("size")
    if not isinstance(url, str) or not isinstance(size, int):
        return None

    async def content() -> Confidential[bytes] | None:
        try:
            return Confidential(await interaction.client.http.get_from_cdn(url))
        except (DiscordException, OSError):
            return None

    return Upload(size, content)


def _fields(components: list[Any]) -> Iterable[tuple[str, Confidential[str | list[str]]]]:
    for component in map(_by_name, components):
        inner = _by_name(component.get("component")) or component
        key = inner.get("custom_id")
        if not isinstance(key, str):
            continue
        if inner.get("type") == ComponentType.file_upload.value:
            continue
        if "values" in inner:
            yield key, Confidential([str(v) for v in _several(inner["values"])])
        elif inner.get("type") == ComponentType.text_input.value:
            yield key, Confidential(str(inner.get("value") or ""))
        else:
            # One of several was chosen: an id of ours, not words.
            yield key, Confidential([str(inner["value"])] if inner.get("value") else list[str]())


def _several(part: object) -> list[Any]:
    """A list, as Discord sends one; nothing, where something else stands in its place."""
    return part if isinstance(part, list) else []


def _by_name(part: object) -> dict[str, Any]:
    return part if isinstance(part, dict) else {}
