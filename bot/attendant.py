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

from bot.cards import trouble
from bot.confidential import Confidential
from bot.content import Library
from bot.content.places import Place, offers
from bot.doors import Notice
from bot.heard import Heard
from bot.inbox import hear, is_press, is_private, person_of
from bot.outbox import Outbox
from bot.router import Router
from bot.store import StoreUnavailable
from bot.watch import Asked, Outcome, Watch

log = logging.getLogger(__name__)

# Answered where it was asked, even in a server: there may be no time to change rooms.
AT_ONCE = frozenset({"help-now"})
# A press that does what a command does, where commands do it: in the person's own chat.
AGAIN = "again"


@dataclass(slots=True)
class _Turn:
    """What was heard, as soon as it was."""

    heard: Heard | None = None


class Attendant:
    """Takes what the inbox heard to its journey, and what comes of it to the outbox."""

    def __init__(self, router: Router, outbox: Outbox, library: Library, watch: Watch) -> None:
        self._watch = watch
        self._router = router
        self._outbox = outbox
        self._library = library

    async def command(
        self, interaction: Interaction, name: str, given: Confidential[str] | None = None
    ) -> None:
        """A slash command, perhaps with something in its option."""
        async with self._attended(interaction):
            await self._lead(interaction, name, given)

    def places(self, interaction: Interaction, typed: Confidential[str]) -> tuple[Place, ...]:
        """What fits, while somebody types where they are. Nothing is kept, and none is told."""
        return offers(typed, interaction.created_at).places

    async def card(self, interaction: Interaction) -> None:
        """The one card that everybody in a server may see."""
        async with self._attended(interaction):
            # Who may use the command can be changed by the server; this can't.
            if interaction.guild_id and interaction.permissions.manage_guild:
                await self._outbox.post_card(interaction)
            else:
                await self._outbox.nod(interaction, Notice.NOT_YOURS_TO_POST)

    async def press(self, interaction: Interaction) -> None:
        """A button, a menu or a form."""
        if not is_press(interaction):
            return
        async with self._attended(interaction) as turn:
            turn.heard = heard = hear(interaction)
            if heard.press.verb == AGAIN:
                await self._lead(interaction, heard.press.detail)
            else:
                work = self._router.answer(heard)
                reply = await self._outbox.patiently(interaction, work)
                await self._outbox.answer(interaction, reply)

    async def typed(self, message: discord.Message) -> None:
        """Something typed into the chat: not read, not kept, and where people are is said."""
        try:
            page = trouble.typed(self._library)
            await self._outbox.again(person_of(message), page, trouble.TYPED)
        except Exception as error:  # noqa: BLE001
            log.error("a typed message could not be answered: %s", type(error).__name__)

    async def _lead(
        self, interaction: Interaction, name: str, given: Confidential[str] | None = None
    ) -> None:
        work = self._router.command(name, person_of(interaction), given)
        if is_private(interaction) or name in AT_ONCE:
            card = await self._outbox.patiently(interaction, work)
            await self._outbox.answer(interaction, card)
        else:
            await self._outbox.lead_away(interaction, work, name)

    @asynccontextmanager
    async def _attended(self, interaction: Interaction) -> AsyncIterator[_Turn]:
        began, outcome, turn = time.perf_counter(), Outcome.ANSWERED, _Turn()
        try:
            yield turn
        except Exception as error:  # noqa: BLE001
            outcome = Outcome.FAILED
            log.error("an answer failed: %s", type(error).__name__)
            await self._apologise(interaction, turn.heard, error)
        finally:
            asked = _asked(interaction, turn.heard)
            self._watch.answered(asked, outcome, time.perf_counter() - began)

    async def _apologise(
        self, interaction: Interaction, heard: Heard | None, error: Exception
    ) -> None:
        try:
            if is_private(interaction):
                unkept = heard.given if heard else {}
                lost = isinstance(error, StoreUnavailable)
                card = trouble.failed(self._library, heard, unkept if lost else {})
                await self._outbox.answer(interaction, card)
            else:
                sent = heard is not None and bool(heard.given)
                notice = Notice.NOT_KEPT if sent else Notice.SOMETHING_WENT_WRONG
                await self._outbox.nod(interaction, notice)
        except Exception as second:  # noqa: BLE001
            log.error("an apology failed: %s", type(second).__name__)


def _asked(interaction: Interaction, heard: Heard | None) -> Asked:
    if heard is None:
        return Asked.PRESS if is_press(interaction) else Asked.COMMAND
    return Asked.FORM if heard.given else Asked.PRESS
