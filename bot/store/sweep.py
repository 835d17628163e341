"""Everybody's pages, one after the other, for what is to happen though nobody is here.

By pseudonym: who they are stands in no file. Whoever has a lock is left out, open or not.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bot.beside import beside
from bot.store.backend import DataFile, RowKey
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
        async for some in self.people.everybody():
            for pseudonym in await self._those(some, having):
                try:
                    async with self.turn(pseudonym):
                        await self._visit(pseudonym, act, having)
                except Exception as error:  # noqa: BLE001 - no reason to leave everybody else out
                    log.error("somebody's pages could not be seen to: %s", type(error).__name__)
                    failed += 1
                await asyncio.sleep(PAUSE)
            await asyncio.sleep(PAUSE)
        return failed

    async def _those(self, some: list[bytes], having: str) -> list[bytes]:
        """Who of these has the setting, found out for all of them at once."""
        try:
            return await self._having(await self.people.open_keys(some), having)
        except Exception:  # noqa: BLE001 - one by one it is told whom it concerns
            return some

    async def _having(self, keys: Mapping[bytes, PersonKeys], name: str) -> list[bytes]:
        if not name:
            return list(keys)
        ids = [(pseudonym, RowKey(one.uid, one.named(name))) for pseudonym, one in keys.items()]
        return await self.data.read(
            lambda data: [p for p, id in ids if data.has_row(Shelf.SETTINGS, *id)]
        )

    async def _visit(self, pseudonym: bytes, act: Act, having: str) -> None:
        # Once more, now that it is their turn.
        found = await self.people.open_keys([pseudonym])
        if not await self._having(found, having):
            return
        keys = found[pseudonym]
        pages = await self.data.read(lambda data: load(data, keys))
        session = Session(pages, self.tell)
        # Aside, because somebody may keep so much that others would wait for it. Where nothing
        # goes, nothing is written.
        if gone := await beside(act, session):
            self.cache.drop_whose(keys.uid)
            await self.writer.write(apply(pages, session.staged))
            # What comes of something that is gone says nothing; what is kept is reminded of.
            await self.reminders.drop_about(pseudonym, gone)
