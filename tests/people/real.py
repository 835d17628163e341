"""The bot itself, unmodified, on files in a folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.client import QuietPage
from bot.content import Library, load
from bot.store import Places, Store


@asynccontextmanager
async def quiet_page(folder: Path) -> AsyncIterator[discord.Client]:
    """As `python -m bot run` would make it, short of the token."""
    async with Store(Places(folder / "data", folder / "keys" / "quiet-page.key")) as store:
        yield QuietPage(store, _library(), sync=_sync)


async def _sync(tree: app_commands.CommandTree[Any]) -> None:
    await tree.sync()


@cache
def _library() -> Library:
    return load()
