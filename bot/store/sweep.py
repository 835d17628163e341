"""Everybody's pages, one after the other, for what is to happen though nobody is here.

By pseudonym: who they are stands in no file. Whoever has a lock is left out, open or not.
"""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.store.backend import DataFile
from bot.store.cache import RowCache
from bot.store.contents import Tell
from bot.store.crypto.keys import PersonKeys
from bot.store.people import People
from bot.store.records import Shelf
from bot.store.reminders import ReminderTable
from bot.store.rows import apply, load
from bot.store.session import Session
from bot.store.writer import Writer

# Seconds. Nobody waits for this: whoever is here comes first.
PAUSE = 0.002
# Drops pages, and says which.
Act = Callable[[Session], Collection[bytes]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PeopleSweep:
    """One round through everybody. It belongs to a store."""

    people: People
    reminders: ReminderTable
    writer: Writer
    cache: RowCache
    data: DataFile
    turn: Callable[[bytes], asyncio.Lock]
    tell: Tell | None

    async def go(self, act: Act, having: str = "") -> int:
        """Let something happen to everybody's pages, or to those with a setting of this name.

        To how many it could not, comes back.
        """
        failed = 0
        async for pseudonym in self.people.everybody():
            try:
                async with self.turn(pseudonym):
                    await self._visit(pseudonym, act, having)
            except Exception as error:  # noqa: BLE001 - no reason to leave everybody else out
                log.error("somebody's pages could not be seen to: %s", type(error).__name__)
                failed += 1
            await asyncio.sleep(PAUSE)
        return failed

    async def _visit(self, pseudonym: bytes, act: Act, having: str) -> None:
        keys = await self.people.open_keys(pseudonym)
        if keys is None or (having and not await self._has(keys, having)):
            return
        pages = await self.data.read(lambda data: load(data, keys))
        session = Session(pages, self.tell)
        # Aside, because somebody may keep so much that others would wait for it. Where nothing
        # goes, nothing is written.
        if gone := await asyncio.to_thread(act, session):
            # Held by Discord id there, so it can't be told whose they are.
            self.cache.clear()
            await self.writer.write(apply(pages, session.staged))
            # What comes of something that is gone says nothing; what is kept is reminded of.
            await self.reminders.drop_about(pseudonym, gone)

    async def _has(self, keys: PersonKeys, name: str) -> bool:
        id = keys.named(name)
        return await self.data.read(lambda data: data.has_row(Shelf.SETTINGS, keys.uid, id))
