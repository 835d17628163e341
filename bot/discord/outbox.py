"""The one mouth: the only module that says anything, and only two ways of saying it.

A card goes into the person's own chat and nowhere else. Where others might be looking,
their words are left out, the answer is theirs alone to see, and nothing else is said.
"""

import asyncio
import io
import logging
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import aiohttp
import discord
from discord import Interaction, InteractionResponseType, InteractionType, ui

from bot.confidential import Confidential
from bot.content import Library
from bot.discord import render
from bot.discord.api_errors import unasked, unreachable_or
from bot.discord.inbox import is_private, person_of
from bot.person import Address, PersonId
from bot.reveal import reveal
from bot.ui.model import (
    Button,
    Card,
    ChoiceField,
    Clearing,
    Form,
    Keepsake,
    Menu,
    Notice,
    Nudge,
    RecipientUnreachable,
    Reply,
    Style,
    Words,
)
from bot.ui.press import SAVE, TAKE_OUT, Press
from bot.ui.wording import heading, small

log = logging.getLogger(__name__)

# This interaction has its answer.
ANSWERED = 40060
# The interaction is over; the page that was pressed was taken out meanwhile.
GONE = frozenset({10062, 10008})
# Discord waits three seconds for an answer; half of that is ours.
PATIENCE = 1.5
# How far back an older page is looked for when a newer one is opened.
NEARBY = 10
# The same among what somebody typed.
FAR_BACK = 50
# Pages with these stay in the chat: a finished card, a file.

STAYS = frozenset({SAVE, TAKE_OUT})
# Files of one message: https://docs.discord.com/developers/reference#uploading-files. The bytes are
# less than Discord allows any bot, whether it counts each file or all of them.
MOST_FILES, LARGEST_MESSAGE = 10, 8 * 1024 * 1024
# What is there in a second over a slow line.
SOON_THERE = 1024 * 1024
# As long, the same page is not handed over again.
JUST_NOW = timedelta(minutes=10)


class Outbox:
    """What leaves, and where to."""

    def __init__(self, client: discord.Client, library: Library) -> None:
        self._client = client
        self._library = library
        # Whose typed words are being answered.
        self._answering: set[PersonId] = set()

    async def send_page(self, person: PersonId, card: Card) -> None:
        """Show a page in the person's own chat. Raises RecipientUnreachable."""
        channel = await self._chat_with(person)
        sent = await self._send(channel, view=_opened(card))
        await self._retire_older(channel, sent)

    async def address_of(self, person: PersonId) -> Address:
        """Open somebody's chat, while they are here. Raises RecipientUnreachable."""
        return Address(person, (await self._chat_with(person)).id)

    async def nudge(self, to: Address, nudge: Nudge, mark: str) -> None:
        """One line, one request. Raises RecipientUnreachable, TryAgainLater or BotQuarantined.

        Plain content: of a page of components, nothing would stand on a lock screen.
        """
        view = render.below(nudge.buttons, _leave_out)
        async with unasked():
            await self._chat_at(to).send(
                nudge.line,
                view=view,
                nonce=mark,
                silent=nudge.silent,
                allowed_mentions=discord.AllowedMentions.none(),
            )

    async def was_nudged(self, to: Address, mark: str) -> bool:
        """Whether the nudge of that mark stands among their last messages."""
        async with unasked():
            async for message in self._chat_at(to).history(limit=NEARBY):
                presses = (Press.parse(id) for id in _presses(message))
                if any(press and press.detail == mark for press in presses):
                    return True
        return False

    async def answer(self, interaction: Interaction, reply: Reply) -> None:
        """Answer a command or a press where it came from."""
        try:
            try:
                await self._answer(interaction, reply)
            except aiohttp.ClientError:
                # The line broke, and nobody knows whether it got there.
                await self._answer(interaction, reply)
        except discord.NotFound as error:
            if error.code not in GONE or not isinstance(reply, Card) or not is_private(interaction):
                raise
            await self.send_page(person_of(interaction), reply)
        except discord.HTTPException as error:
            # It did get there the first time; or Discord told us twice of what was answered.
            if error.code != ANSWERED:
                raise

    async def redirect_to_dm(
        self, interaction: Interaction, reply: Coroutine[Any, Any, Card], wanted: str
    ) -> None:
        """From a shared place into the person's own chat, with a fixed sentence left behind."""
        try:
            await interaction.response.defer(ephemeral=True, thinking=True)
        except discord.HTTPException:
            reply.close()
            raise
        try:
            await self.send_page(person_of(interaction), await reply)
        except RecipientUnreachable:
            await self.notify(interaction, Notice.DMS_ARE_CLOSED, wanted)
        else:
            await self.notify(interaction, Notice.CHECK_YOUR_MESSAGES)

    async def post_card(self, interaction: Interaction) -> None:
        """Post the one thing everybody may see. There is nothing here to put a word into."""
        say = self._library.say
        begin = Button(say("server_card.button"), str(Press("again", detail="menu")), Style.MAIN)
        said = (heading(say("server_card.title")), say("server_card.say"))
        card = Card((*said, small(say("server_card.small"))), ((begin,),))
        await interaction.response.send_message(view=_closed(card))

    async def notify(self, interaction: Interaction, notice: Notice, wanted: str = "") -> None:
        """Say one of the fixed sentences, to be seen by this person alone."""
        view = _closed(self._notice(notice, wanted))
        if interaction.response.is_done():
            await interaction.edit_original_response(view=view)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)

    async def answer_within(
        self, interaction: Interaction, reply: Coroutine[Any, Any, Reply]
    ) -> Reply:
        """Wait for a reply; if it takes long, tell Discord that one is coming."""
        work = asyncio.ensure_future(reply)
        await asyncio.wait({work}, timeout=PATIENCE)
        if not work.done():
            private = is_private(interaction)
            # Another page is coming, not this one changed: what is put off here is filled later.
            aside = not _edits_in_place(interaction, private=private)
            # Too late for Discord or not: what is being kept is kept, and its page handed over.
            with suppress(discord.HTTPException):
                await interaction.response.defer(ephemeral=not private, thinking=aside)
        return await work

    async def again(self, person: PersonId, card: Card, mark: str) -> None:
        """Hand over a page in place of the one with this press, unless that came just now."""
        if person in self._answering:
            return
        self._answering.add(person)
        try:
            await self._again(await self._chat_with(person), card, mark)
        finally:
            self._answering.remove(person)

    async def _again(self, channel: discord.DMChannel, card: Card, mark: str) -> None:
        older = [
            message
            async for message in channel.history(limit=FAR_BACK)
            if message.author == self._client.user and mark in _presses(message)
        ]
        if any(discord.utils.utcnow() - one.created_at < JUST_NOW for one in older):
            return
        await self._send(channel, view=_opened(card))
        for one in older:
            with suppress(discord.NotFound):
                await one.delete()

    async def _answer(self, interaction: Interaction, reply: Reply) -> None:
        private = is_private(interaction)
        match reply:
            case Card():
                await self._show(interaction, reply, private=private)
            case Form() if interaction.response.is_done():
                # It took so long that a form can't open any more; the page still stands.
                if _is_put_off(interaction):
                    await interaction.delete_original_response()
            case Form() if interaction.type is InteractionType.modal_submit:
                # Only a forged one gets here: Discord takes no form as the answer to a form.
                await interaction.response.defer()
            case Form():
                draw = _form_opened if private else _form_closed
                await interaction.response.send_modal(draw(reply))
            case Keepsake() if private:
                await self._hand_over(interaction, reply)
            case Keepsake():
                await self.notify(interaction, Notice.NOT_HERE)
            case Clearing():
                await self._clear(interaction, reply)

    async def _show(self, interaction: Interaction, card: Card, *, private: bool) -> None:
        view = _opened(card) if private else _closed(card)
        response = interaction.response
        if response.is_done() and _is_line(interaction):
            await interaction.edit_original_response(
                view=view, content=None, embeds=[], attachments=[]
            )
        elif response.is_done():
            await interaction.edit_original_response(view=view)
        elif card.fleeting or not _edits_in_place(interaction, private=private):
            await response.send_message(view=view, ephemeral=card.fleeting or not private)
            if private and not card.fleeting:
                await self._retire_older(
                    await self._chat_with(person_of(interaction)),
                    await interaction.original_response(),
                )
        elif _is_line(interaction):
            await response.edit_message(view=view, content=None, embeds=[], attachments=[])
        else:
            await response.edit_message(view=view)

    async def _hand_over(self, interaction: Interaction, keepsake: Keepsake) -> None:
        # Made in memory: no file is ever opened for writing.
        files = [(keepsake.name, keepsake.content), *keepsake.more]
        contents = [(name, reveal(content.map(_as_bytes))) for name, content in files]
        size = sum(len(content) for _, content in contents)
        if size > SOON_THERE and not interaction.response.is_done():
            # On its way it may take longer than Discord waits for an answer.
            await interaction.response.defer(thinking=True)
        for message in _messages(contents):
            shown = [render.file(name, keepsake.picture) for name, _ in message]
            view = _opened(keepsake.card, *shown)
            sent = [discord.File(io.BytesIO(content), name) for name, content in message]
            if interaction.response.is_done():
                await interaction.followup.send(view=view, files=sent)
            else:
                await interaction.response.send_message(view=view, files=sent)

    async def _clear(self, interaction: Interaction, clearing: Clearing) -> None:
        if clearing.only_this:
            if not interaction.response.is_done():
                await interaction.response.defer()
            elif _is_put_off(interaction) and interaction.message:
                await interaction.message.delete()
            await interaction.delete_original_response()
            return
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            await self._empty(await self._chat_with(person_of(interaction)))
            said = clearing.done
        except (RecipientUnreachable, discord.HTTPException) as error:
            log.warning("a chat could not be cleared: %s", type(error).__name__)
            said = clearing.partly
        try:
            await interaction.edit_original_response(view=_opened(said))
        except discord.NotFound:
            # It took so long that the page itself was to be changed, and that is gone now.
            await interaction.followup.send(view=_opened(said), ephemeral=True)

    async def _empty(self, channel: discord.DMChannel) -> None:
        async for message in channel.history(limit=None):
            if message.author == self._client.user:
                # Whatever is gone already is just as well.
                with suppress(discord.NotFound):
                    await message.delete()

    async def _chat_with(self, person: PersonId) -> discord.DMChannel:
        try:
            channel = await self._client.create_dm(discord.Object(person))
        except discord.Forbidden as error:
            raise unreachable_or(error) from None
        if not isinstance(channel, discord.DMChannel):
            raise TypeError("only a person's own chat is written to")
        return channel

    def _chat_at(self, to: Address) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(to.chat, type=discord.ChannelType.private)

    async def _send(self, channel: discord.DMChannel, view: ui.LayoutView) -> discord.Message:
        try:
            # They have just asked for it: no sound and no line on a lock screen.
            return await channel.send(view=view, silent=True)
        except discord.Forbidden as error:
            raise unreachable_or(error) from None

    async def _retire_older(
        self, channel: discord.DMChannel, newest: discord.Message | discord.InteractionMessage
    ) -> None:
        """One page, not a growing pile: take out the page before, if Discord lets us."""
        try:
            async for message in channel.history(limit=NEARBY, before=newest):
                verbs = _verbs(message)
                if message.author == self._client.user and verbs and not verbs & STAYS:
                    await message.delete()
        except discord.HTTPException as error:
            log.warning("an older page could not be taken out: %s", type(error).__name__)

    def _notice(self, notice: Notice, wanted: str) -> Card:
        say = self._library.say
        help_now = Button(self._library.safety.button, str(Press("help")))
        buttons = [help_now]
        if notice is Notice.DMS_ARE_CLOSED:
            buttons = [
                Button(say("dm_closed.buttons.0"), str(Press("again", detail=wanted))),
                Button(say("dm_closed.buttons.1"), str(Press("stay", detail=wanted))),
                help_now,
            ]
        return Card((self._library.notices[notice],), (tuple(buttons),))


def _edits_in_place(interaction: Interaction, *, private: bool) -> bool:
    """Whether the page that was pressed may be turned into the next one.

    A message that everybody in a server sees is never turned into anybody's page.
    """
    message = interaction.message
    if message is None or interaction.type is InteractionType.application_command:
        return False
    if TAKE_OUT in _verbs(message):
        # Words that were not kept, or a file: turned into the next page, they would be lost.
        return False
    return private or message.flags.ephemeral


def _is_put_off(interaction: Interaction) -> bool:
    """Whether an empty message of ours waits to be filled."""
    return interaction.response.type is InteractionResponseType.deferred_channel_message


def _is_line(interaction: Interaction) -> bool:
    """Whether a nudge was pressed: plain content has to go where components come."""
    message = interaction.message
    return message is not None and not message.flags.components_v2 and not _is_put_off(interaction)


def _presses(message: discord.Message) -> set[str]:
    return {
        child.custom_id
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for child in row.children
        if child.custom_id
    }


def _verbs(message: discord.Message) -> set[str]:
    return {p.verb for id in _presses(message) if (p := Press.parse(id))}


def _open_words(words: Words) -> str | None:
    return reveal(words) if isinstance(words, Confidential) else words


def _leave_out(words: Words) -> str | None:
    return None if isinstance(words, Confidential) else words


def _open_chosen(field: ChoiceField | Menu) -> tuple[str, ...]:
    return reveal(field.chosen) if field.chosen else ()


def _none_chosen(field: ChoiceField | Menu) -> tuple[str, ...]:
    del field
    return ()


def _messages(files: list[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    """As many files as one message may carry, and the next as many."""
    message: list[tuple[str, bytes]] = []
    for name, content in files:
        size = sum(len(other) for _, other in message) + len(content)
        if message and (size > LARGEST_MESSAGE or len(message) == MOST_FILES):
            yield message
            message = []
        message.append((name, content))
    yield message


def _as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")


def _opened(card: Card, *more: render.Component) -> render.RenderedPage:
    """For the person's own chat: with their words."""
    page = render.page(card, _open_words, _open_chosen)
    page.parts.extend(more)
    return page


def _closed(card: Card) -> render.RenderedPage:
    """For a place where others might look: our own words only."""
    if card.elsewhere:
        card = Card((card.elsewhere,), card.rows[-1:])
    return render.page(card, _leave_out, _none_chosen)


def _form_opened(asked: Form) -> ui.Modal:
    return render.form(asked, _open_words, _open_chosen)


def _form_closed(asked: Form) -> ui.Modal:
    return render.form(asked, _leave_out, _none_chosen)
