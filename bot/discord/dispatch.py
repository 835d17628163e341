"""Whoever is spoken to is answered: one place where every failure becomes a sentence.

Nothing that touched somebody's words is logged but the kind of the failure.
"""

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord
from discord import Interaction

from bot.confidential import Confidential
from bot.content.places import offers
from bot.discord.api_errors import refusal
from bot.discord.inbox import hear, is_press, is_private, language_of, person_of
from bot.discord.outbox import Outbox
from bot.languages import Languages
from bot.layout import error_pages, place_menu
from bot.router import Router
from bot.schedule.counters import AnswerOutcome, Counters, RequestKind
from bot.store import StoreUnavailable
from bot.ui.event import Event, Given
from bot.ui.model import Notice, RecipientUnreachable

log = logging.getLogger(__name__)

# Answered where it was asked, even in a server: there may be no time to change rooms.
AT_ONCE = frozenset({"help-now"})
# A press that does what a command does, where commands do it: in the person's own chat.
AGAIN = "again"


@dataclass(slots=True)
class _Turn:
    """What was heard, as soon as it was; and whether its answer is there and has to be shown."""

    event: Event | None = None
    decided: bool = False


class Dispatcher:
    """Takes what the inbox heard to its journey, and what comes of it to the outbox."""

    def __init__(
        self, router: Router, outbox: Outbox, languages: Languages, counters: Counters
    ) -> None:
        self._counters = counters
        self._router = router
        self._outbox = outbox
        self._languages = languages

    async def command(
        self, interaction: Interaction, name: str, given: Confidential[str] | None = None
    ) -> None:
        """A slash command, perhaps with something in its option."""
        async with self._dispatched(interaction) as turn:
            await self._lead(interaction, turn, name, given)

    def places(self, interaction: Interaction, typed: Confidential[str]) -> list[tuple[str, str]]:
        """What fits, while somebody types where they are: keys and names. Nothing is kept."""
        self._languages.speak_to(person_of(interaction), language_of(interaction))
        library = self._languages.library
        found = offers(typed, interaction.created_at).places
        return [(place.key, place_menu.label(library, place)) for place in found]

    async def card(self, interaction: Interaction) -> None:
        """The one card that everybody in a server may see."""
        async with self._dispatched(interaction):
            # Who may use the command can be changed by the server; this can't.
            if interaction.guild_id and interaction.permissions.manage_guild:
                await self._outbox.post_card(interaction)
            else:
                await self._outbox.notify(interaction, Notice.NOT_YOURS_TO_POST)

    async def press(self, interaction: Interaction) -> None:
        """A button, a menu or a form."""
        if not is_press(interaction):
            return
        async with self._dispatched(interaction) as turn:
            turn.event = event = hear(interaction)
            if event.press.verb == AGAIN:
                await self._lead(interaction, turn, event.press.detail)
            else:
                work = self._router.answer(event)
                reply = await self._outbox.answer_within(interaction, work)
                turn.decided = True
                await self._outbox.answer(interaction, reply)

    async def typed(self, message: discord.Message) -> None:
        """Something typed into the chat: not read, not kept, and where people are is said."""
        self._languages.speak_to(person_of(message), "")
        try:
            page = error_pages.typed(self._languages.library)
            await self._outbox.again(person_of(message), page, error_pages.TYPED)
        except Exception as error:  # noqa: BLE001
            log.error("a typed message could not be answered: %s", refusal(error))

    async def _lead(
        self,
        interaction: Interaction,
        turn: _Turn,
        name: str,
        given: Confidential[str] | None = None,
    ) -> None:
        person, language = person_of(interaction), language_of(interaction)
        work = self._router.command(name, person, given, language)
        if is_private(interaction) or name in AT_ONCE:
            card = await self._outbox.answer_within(interaction, work)
            turn.decided = True
            await self._outbox.answer(interaction, card)
        else:
            await self._outbox.redirect_to_dm(interaction, work, name)

    @asynccontextmanager
    async def _dispatched(self, interaction: Interaction) -> AsyncIterator[_Turn]:
        began, outcome, turn = time.perf_counter(), AnswerOutcome.ANSWERED, _Turn()
        try:
            self._languages.speak_to(person_of(interaction), language_of(interaction))
            with self._outbox.answering(interaction):
                try:
                    yield turn
                except RecipientUnreachable:
                    # It could not be shown where it was pressed, nor handed over.
                    outcome = AnswerOutcome.FAILED
                    log.warning("a page could not be handed over: somebody's chat is closed")
                except Exception as error:  # noqa: BLE001
                    outcome = AnswerOutcome.FAILED
                    log.error("an answer failed: %s", refusal(error))
                    await self._apologise(interaction, turn, error)
        finally:
            asked = _asked(interaction, turn.event)
            self._counters.answered(asked, outcome, time.perf_counter() - began)

    async def _apologise(self, interaction: Interaction, turn: _Turn, error: Exception) -> None:
        """Say what is so: what was decided is kept, or taken out, whatever could be shown of it."""
        unkept = turn.event.given if turn.event and isinstance(error, StoreUnavailable) else {}
        try:
            if is_private(interaction):
                library = self._languages.library
                page = error_pages.failed(library, turn.event, unkept, decided=turn.decided)
                await self._outbox.answer(interaction, page)
            else:
                await self._outbox.notify(interaction, _sorry(unkept, decided=turn.decided))
        except Exception as second:  # noqa: BLE001
            log.error("an apology failed: %s", refusal(second))


def _sorry(unkept: Given, *, decided: bool) -> Notice:
    if decided:
        return Notice.NOT_SHOWN
    return Notice.NOT_KEPT if unkept else Notice.SOMETHING_WENT_WRONG


def _asked(interaction: Interaction, event: Event | None) -> RequestKind:
    if event is None:
        return RequestKind.PRESS if is_press(interaction) else RequestKind.COMMAND
    return RequestKind.FORM if event.given else RequestKind.PRESS
