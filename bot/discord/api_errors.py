"""What Discord says when it takes nothing, in the three words of ours that make a difference."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import aiohttp
import discord

from bot.ui.model import BotQuarantined, RecipientUnreachable, TryAgainLater

# Cannot send to this user; no mutual servers.
CLOSED = frozenset({50007, 50278})
# The chat or the person is not there any more, or not for us. What is not listed here may
# pass: 40003, opening chats too fast, is of no concern to chats that are open.
NOBODY_THERE = frozenset({10003, 10013, 50001})
# Flagged: Discord takes nothing from this bot to anybody who did not ask just now.
FLAGGED, FLAGGED_SAYS = 20026, "flagged by our anti-spam"
# What one request may take, Discord's own waits included.
PATIENCE = 20.0


def unreachable_or(error: discord.Forbidden) -> Exception:
    """That somebody's chat is closed, or the error itself."""
    return RecipientUnreachable() if error.code in CLOSED else error


@asynccontextmanager
async def unasked() -> AsyncIterator[None]:
    """For what is said to somebody who is not asking. Raises nothing but our three words."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except discord.HTTPException as error:
        flagged = error.code == FLAGGED or FLAGGED_SAYS in error.text
        if flagged or error.status == HTTPStatus.UNAUTHORIZED:
            raise BotQuarantined from None
        raise (
            RecipientUnreachable if error.code in CLOSED | NOBODY_THERE else TryAgainLater
        ) from None
    except (OSError, TimeoutError, aiohttp.ClientError, discord.DiscordException):
        raise TryAgainLater from None
