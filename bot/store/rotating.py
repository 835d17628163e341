"""Changing the master key, step by step. Killed after any of them, the next start goes on.

Both keys are in the key file before anything is under the new one, and the old one leaves it
only after a look inside the writer has found nothing that still needs it.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from bot.store.book import DATA, KEYRING, Book
from bot.store.errors import StoreRefused, Tampered
from bot.store.files import write_whole
from bot.store.keyfile import read_key
from bot.store.keys import MasterKey
from bot.store.register import FIND, NEXT
from bot.store.sealing import OUTCOME
from bot.store.tally import Ledger

ANOTHER = "The key in {path} is not the one the bot is using: put that one back, then try again."

ENTRIES = "SELECT id, blob FROM schedule WHERE pseud = ?"
# So many hold the keyring's thread for a few milliseconds.
AT_A_TIME = 64

Step = Callable[[], Awaitable[object]]

# Everything that is sealed under the master key; the ledgers are in both files.
SEALED = {
    DATA.name: ("SELECT blob FROM meta",),
    KEYRING.name: (
        "SELECT blob FROM meta",
        "SELECT blob FROM person",
        "SELECT blob FROM schedule",
    ),
}


class Rotation:
    """One rotation. Each step takes the writer's turn for itself: people write in between."""

    def __init__(
        self, data: Book, keyring: Book, master: MasterKey, key: Path, turn: asyncio.Lock
    ) -> None:
        self._data, self._keyring, self._master, self._turn = data, keyring, master, turn
        # Where it really is: a link to it has to go on pointing there.
        self._key = key.resolve()

    @property
    def steps(self) -> tuple[Step, ...]:
        """What has to happen, in this order."""
        steps = (
            self._add_the_new,
            self._seal_the_ledgers,
            self._make_sure,
            self._keyring.sweep,
            self._data.sweep,
            self._drop_the_old,
        )
        first, *rest = [partial(self._in_turn, step) for step in steps]
        return (first, self._seal_the_keyring, *rest)

    async def _in_turn(self, step: Step) -> None:
        async with self._turn:
            await step()

    async def _add_the_new(self) -> None:
        there = await asyncio.to_thread(read_key, self._key)
        if not self._master.goes_on_in(there):
            raise StoreRefused(ANOTHER, self._key)
        if not there.is_turning:
            there = there.begun()
            await asyncio.to_thread(write_whole, self._key, there.written())
        # From here on everything is sealed under the new one. What was handed to the keyring's
        # thread before is ahead of us in its queue.
        self._master.become(there)

    async def _seal_the_keyring(self) -> None:
        """A few people at a time. Whoever comes in between is under the new key already."""
        last = b""
        while people := await self._keyring.read(
            lambda db, last=last: db.execute(NEXT, (last, AT_A_TIME)).fetchall()  # type: ignore[misc]
        ):
            await self._in_turn(partial(self._keyring.change, partial(self._anew, people)))
            ((last,),) = people[-1:]

    def _anew(self, people: list[tuple[bytes]], db: sqlite3.Connection, ledger: Ledger) -> Ledger:
        """These under the new key, with what is to come to them. Who is gone by now is left out."""
        master = self._master
        for (pseud,) in people:
            for (old,) in db.execute(FIND, (pseud,)).fetchall():
                if master.seals_now(old):
                    continue
                new = master.person_anew(pseud, old)
                db.execute("UPDATE person SET blob = ? WHERE pseud = ?", (new, pseud))
                ledger = ledger.minus(master.mark("person", pseud, old))
                ledger = ledger.plus(master.mark("person", pseud, new))
            # A claim in hand is void by this: it is looked at again, and nothing is said twice.
            for id, old in db.execute(ENTRIES, (pseud,)).fetchall():
                if not master.seals_now(old):
                    new = master.entry_anew(old, pseud, id)
                    sql = "UPDATE schedule SET blob = ? WHERE pseud = ? AND id = ?"
                    db.execute(sql, (new, pseud, id))
        return ledger

    async def _seal_the_ledgers(self) -> None:
        for book in (self._keyring, self._data):
            await book.change(lambda _, ledger: ledger)

    async def _make_sure(self) -> None:
        for book, volume in ((self._data, DATA), (self._keyring, KEYRING)):
            sealed = await book.read(
                lambda db, volume=volume: all(  # type: ignore[misc]
                    self._master.seals_now(blob)
                    for sql in SEALED[volume.name]
                    for (blob,) in db.execute(sql)
                )
            )
            if not sealed:
                raise Tampered(OUTCOME)

    async def _drop_the_old(self) -> None:
        alone = self._master.ended()
        await asyncio.to_thread(write_whole, self._key, alone.written())
        self._master.become(alone)
