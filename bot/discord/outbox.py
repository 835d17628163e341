"""The one mouth: the only module that says anything, and only two ways of saying it.

A card goes into the person's own chat and nowhere else. Where others might be looking,
their words are left out, the answer is theirs alone to see, and nothing else is said.
"""

import asyncio
import io
import logging
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
import discord
from discord import Interaction, InteractionType, ui

from bot.confidential import Confidential
from bot.discord import render
from bot.discord.api_errors import refusal, unasked, unreachable_or
from bot.discord.inbox import is_private, person_of
from bot.discord.pressed_page import (
    edits_in_place,
    is_anew,
    is_line,
    is_put_off,
    may_go,
    presses_of,
)
from bot.languages import Languages
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
from bot.ui.press import Press
from bot.ui.wording import heading, small

log = logging.getLogger(__name__)

# This interaction has its answer.
ANSWERED = 40060
# The interaction is over; the page that was pressed was taken out meanwhile.
GONE = frozenset({10062, 10008})
# A page older than an hour was changed too often just now.
CHANGED_TOO_OFTEN = 30046
# On what is being answered while they hide.
HIDDEN = "hidden"
# Discord waits three seconds for an answer; half of that is ours.
PATIENCE = 1.5
# How far back an older page is looked for when a newer one is opened.
NEARBY = 10
# The same among what somebody typed.
FAR_BACK = 50
# Files of one message: https://docs.discord.com/developers/reference#uploading-files. The bytes are
# less than Discord allows any bot, whether it counts each file or all of them.
MOST_FILES, LARGEST_MESSAGE = 10, 8 * 1024 * 1024
# What is there in a second over a slow line.
SOON_THERE = 1024 * 1024
# As long, the same page is not handed over again.
JUST_NOW = timedelta(minutes=10)


class Outbox:
    """What leaves, and where to."""

    def __init__(self, client: discord.Client, languages: Languages) -> None:
        self._client = client
        self._languages = languages
        # What is being answered just now, by whose it is.
        self._open: dict[PersonId, list[Interaction]] = {}
        # Whose typed words are being answered.
        self._answering: set[PersonId] = set()

    async def send_page(self, person: PersonId, card: Card) -> discord.Message:
        """Show a page in the person's own chat. Raises RecipientUnreachable."""
        channel = await self._chat_with(person)
        sent = await self._send(channel, view=_opened(card))
        await self._take_its_place(channel, sent, card)
        return sent

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
                presses = (Press.parse(id) for id in presses_of(message))
                if any(press and press.detail == mark for press in presses):
                    return True
        return False

    @contextmanager
    def answering(self, interaction: Interaction) -> Iterator[None]:
        """While it is: whoever hides meanwhile gets no page of theirs any more."""
        person = person_of(interaction)
        those = self._open.setdefault(person, [])
        those.append(interaction)
        try:
            yield
        finally:
            those.remove(interaction)
            if not those:
                self._open.pop(person, None)

    async def answer(self, interaction: Interaction, reply: Reply) -> None:
        """Answer a command or a press where it came from; with nothing, where they hid since."""
        if not interaction.extras.get(HIDDEN):
            await self._answer_here(interaction, reply)
        if interaction.extras.get(HIDDEN):
            await self._leave_nothing(interaction)

    async def _answer_here(self, interaction: Interaction, reply: Reply) -> None:
        try:
            try:
                await self._answer(interaction, reply)
            except aiohttp.ClientError:
                # The line broke, and nobody knows whether it got there.
                await self._answer(interaction, reply)
        except discord.NotFound as error:
            if error.code not in GONE or not isinstance(reply, Card) or not is_private(interaction):
                raise
            if not interaction.extras.get(HIDDEN):
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
            page = await reply
            if interaction.extras.get(HIDDEN):
                await self._leave_nothing(interaction)
                return
            sent = await self.send_page(person_of(interaction), page)
        except RecipientUnreachable:
            await self.notify(interaction, Notice.DMS_ARE_CLOSED, wanted)
        else:
            view = _closed(self._notice(Notice.CHECK_YOUR_MESSAGES, wanted))
            # Their own chat's address, for whoever looks for it in vain; said to them alone.
            label = self._languages.library.say("open_chat.button")
            view.lead_to(render.way_to(label, sent.channel.id, sent.id))
            await interaction.edit_original_response(view=view)

    async def post_card(self, interaction: Interaction) -> None:
        """Post the one thing everybody may see. There is nothing here to put a word into."""
        say = self._languages.library.say
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
        told = list[asyncio.Task[None]]()

        def tell() -> None:
            told.append(loop.create_task(self._put_off(interaction), name="quiet page: put off"))

        loop = asyncio.get_running_loop()
        waiting = loop.call_later(PATIENCE, tell)
        try:
            return await reply
        finally:
            waiting.cancel()
            for putting_off in told:
                await putting_off

    async def _put_off(self, interaction: Interaction) -> None:
        private = is_private(interaction)
        # Another page is coming, not this one changed: what is put off here is filled later.
        aside = not edits_in_place(interaction, private=private)
        # Too late for Discord or not: what is being kept is kept, and its page handed over.
        with suppress(discord.HTTPException):
            await interaction.response.defer(ephemeral=not private, thinking=aside)

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
            if message.author == self._client.user and mark in presses_of(message)
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
                if is_put_off(interaction):
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
        in_place = edits_in_place(interaction, private=private)
        if card.anew is None and in_place:
            # What knows nothing of theirs goes by the page that was pressed.
            card = replace(card, anew=is_anew(interaction.message))
        view = _opened(card) if private else _closed(card)
        if in_place and not card.anew:
            try:
                await self._change(interaction, view)
            except discord.HTTPException as error:
                if not _is_refused_change(error):
                    raise
                log.warning("a page can't be changed and comes anew: %s", refusal(error))
            else:
                return
        goes = in_place and not private
        if goes and not interaction.response.is_done():
            # What only they see can be taken out by this alone.
            await interaction.response.defer()
        sent = await self._add(interaction, view, private=private)
        if goes:
            with suppress(discord.HTTPException):
                await interaction.delete_original_response()
        elif private:
            await self._take_its_place(await self._chat_of(interaction), sent, card)

    async def _change(self, interaction: Interaction, view: render.RenderedPage) -> None:
        """Turn the page that was pressed into this one."""
        bare: dict[str, Any] = {}
        if is_line(interaction):
            bare = {"content": None, "embeds": [], "attachments": []}
        if interaction.response.is_done():
            await interaction.edit_original_response(view=view, **bare)
        else:
            await interaction.response.edit_message(view=view, **bare)

    async def _add(
        self, interaction: Interaction, view: render.RenderedPage, *, private: bool
    ) -> discord.abc.Snowflake:
        """Show it as a message of its own: where others are, as one that only they see."""
        if is_put_off(interaction):
            return await interaction.edit_original_response(view=view)
        if interaction.response.is_done():
            return await interaction.followup.send(view=view, ephemeral=not private, wait=True)
        answer = await interaction.response.send_message(view=view, ephemeral=not private)
        return discord.Object(answer.message_id or 0)

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
            await self._take_out(interaction)
            return
        for other in self._open.get(person_of(interaction), []):
            other.extras[HIDDEN] = other is not interaction
        if not interaction.response.is_done():
            # Too late for a receipt or not: what was asked for is done.
            with suppress(discord.HTTPException):
                told = clearing.done is not None
                await interaction.response.defer(ephemeral=told, thinking=told)
        try:
            await self._empty(await self._chat_of(interaction))
            said = clearing.done
        except (RecipientUnreachable, discord.HTTPException, OSError, aiohttp.ClientError) as error:
            log.warning("a chat could not be cleared: %s", refusal(error))
            said = clearing.partly
        if said:
            await self._give_receipt(interaction, _opened(said))
        else:
            # What was pressed, or was to be filled, may lie outside of the chat.
            await self._leave_nothing(interaction)

    async def _leave_nothing(self, interaction: Interaction) -> None:
        """The same, where it is too late or of no use to say that it failed."""
        with suppress(discord.HTTPException, OSError, aiohttp.ClientError):
            await self._take_out(interaction)

    async def _take_out(self, interaction: Interaction) -> None:
        """The page that was pressed. Whatever is gone already is just as well."""
        if not interaction.response.is_done():
            await interaction.response.defer()
        elif is_put_off(interaction) and interaction.message and _is_theirs(interaction):
            with suppress(discord.NotFound):
                await interaction.message.delete()
        if _is_theirs(interaction):
            with suppress(discord.NotFound):
                await interaction.delete_original_response()

    async def _give_receipt(self, interaction: Interaction, view: render.RenderedPage) -> None:
        """Say what was done. That it can't be said is no failure of what was done."""
        try:
            if is_put_off(interaction):
                await interaction.edit_original_response(view=view)
            else:
                # It took so long, or was to be so quiet, that no line of its own is waiting.
                await interaction.followup.send(view=view, ephemeral=True)
        except (discord.HTTPException, OSError, aiohttp.ClientError) as error:
            log.warning("what was done could not be said: %s", refusal(error))

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

    async def _chat_of(self, interaction: Interaction) -> discord.DMChannel:
        """Where it was pressed, if that is their own chat: whoever left the server has it still."""
        here = interaction.channel
        if is_private(interaction) and isinstance(here, discord.DMChannel):
            return here
        return await self._chat_with(person_of(interaction))

    def _chat_at(self, to: Address) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(to.chat, type=discord.ChannelType.private)

    async def _send(self, channel: discord.DMChannel, view: ui.LayoutView) -> discord.Message:
        try:
            # They have just asked for it: no sound and no line on a lock screen.
            return await channel.send(view=view, silent=True)
        except discord.Forbidden as error:
            raise unreachable_or(error) from None

    async def _take_its_place(
        self, channel: discord.DMChannel, newest: discord.abc.Snowflake, card: Card
    ) -> None:
        """One page, not a growing pile: take out the page before, if Discord lets us.

        Always after the newer one is there: whoever listens has heard that by then.
        """
        was_anew = False
        try:
            async for message in channel.history(limit=NEARBY, before=newest):
                if message.author == self._client.user and may_go(message):
                    was_anew = was_anew or is_anew(message)
                    await message.delete()
            if was_anew and card.anew is None:
                # A command that knows nothing of theirs goes by the page before.
                view = _opened(replace(card, anew=True))
                await channel.get_partial_message(newest.id).edit(view=view)
        except discord.HTTPException as error:
            log.warning("an older page could not be taken out: %s", refusal(error))

    def _notice(self, notice: Notice, wanted: str) -> Card:
        say = self._languages.library.say
        help_now = Button(self._languages.library.safety.button, str(Press("help")))
        buttons = [help_now]
        if notice is Notice.DMS_ARE_CLOSED:
            buttons = [
                Button(say("dm_closed.buttons.0"), str(Press("again", detail=wanted))),
                Button(say("dm_closed.buttons.1"), str(Press("stay", detail=wanted))),
                help_now,
            ]
        return Card((self._languages.library.notices[notice],), (tuple(buttons),))


def _is_refused_change(error: discord.HTTPException) -> bool:
    """Whether Discord takes this change to a page, and may take the page as a new message."""
    if error.code == ANSWERED:
        return False
    return error.status == HTTPStatus.BAD_REQUEST or error.code == CHANGED_TOO_OFTEN


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
        card = replace(card, body=(card.elsewhere,), rows=card.rows[-1:])
    return render.page(card, _leave_out, _none_chosen)


def _form_opened(asked: Form) -> ui.Modal:
    return render.form(asked, _open_words, _open_chosen)


def _form_closed(asked: Form) -> ui.Modal:
    return render.form(asked, _leave_out, _none_chosen)


def _is_theirs(interaction: Interaction) -> bool:
    """Whether they alone see what was pressed. What everybody sees stays, whoever presses."""
    page = interaction.message
    return is_private(interaction) or page is None or page.flags.ephemeral
