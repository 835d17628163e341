"""Changing the master key, step by step. Killed after any of them, the next start goes on.

Both keys are in the key file before anything is under the new one, and the old one leaves it
only after a look inside the writer has found nothing that still needs it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from bot.beside import rest, resting
from bot.store.backend import DataFile, FileReader, KeyHolder, KeyringFile, KeyringWriter
from bot.store.crypto.keys import MasterKey
from bot.store.crypto.sealing import OUTCOME
from bot.store.errors import StoreRefused, Tampered
from bot.store.integrity import Ledger

ANOTHER = "The key in {path} is not the one the bot is using: put that one back, then try again."

# So many hold the keyring's thread for a few milliseconds.
AT_A_TIME = 64

RotationStep = Callable[[], Awaitable[object]]


class Rotation:
    """One rotation. Each step takes the writer's turn for itself: people write in between."""

    def __init__(
        self,
        data: DataFile,
        keyring: KeyringFile,
        master: MasterKey,
        key: KeyHolder,
        turn: asyncio.Lock,
    ) -> None:
        self._data, self._keyring, self._master, self._turn = data, keyring, master, turn
        self._key = key

    @property
    def steps(self) -> tuple[RotationStep, ...]:
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

    async def _in_turn(self, step: RotationStep) -> None:
        async with self._turn:
            await step()

    async def _add_the_new(self) -> None:
        there = await asyncio.to_thread(self._key.read)
        if not self._master.goes_on_in(there):
            raise StoreRefused(ANOTHER, self._key.path)
        if not there.is_turning:
            there = there.begun()
            await asyncio.to_thread(self._key.write, there)
        # From here on everything is sealed under the new one. What was handed to the keyring's
        # thread before is ahead of us in its queue.
        self._master.become(there)

    async def _seal_the_keyring(self) -> None:
        """A few people at a time. Whoever comes in between is under the new key already."""
        last = b""
        while people := await self._keyring.read(
            lambda ring, last=last: ring.people_after(last, AT_A_TIME)  # type: ignore[misc]
        ):
            await self._in_turn(partial(self._keyring.change, resting(partial(self._anew, people))))
            last = people[-1]

    def _anew(self, people: list[bytes], ring: KeyringWriter, ledger: Ledger) -> Ledger:
        """These under the new key, with what is to come to them. Who is gone by now is left out."""
        master = self._master
        for pseudonym in people:
            rest()
            old = ring.person(pseudonym)
            if old and not master.seals_now(old):
                new = master.person_anew(pseudonym, old)
                ring.put_person(pseudonym, new)
                ledger = ledger.minus(master.mark("person", pseudonym, old))
                ledger = ledger.plus(master.mark("person", pseudonym, new))
            # A claim in hand is void by this: it is looked at again, and nothing is said twice.
            for row in ring.reminders_of(pseudonym):
                if not master.seals_now(row.blob):
                    new = master.entry_anew(row.blob, pseudonym, row.id)
                    ring.reseal_reminder(pseudonym, row.id, new)
        return ledger

    async def _seal_the_ledgers(self) -> None:
        for file in (self._keyring, self._data):
            await file.change(lambda _, ledger: ledger)

    async def _make_sure(self) -> None:
        def sealed(rows: FileReader) -> bool:
            for blob in rows.under_master():
                rest()
                if not self._master.seals_now(blob):
                    return False
            return True

        for file in (self._data, self._keyring):
            if not await file.read(resting(sealed)):
                raise Tampered(OUTCOME)

    async def _drop_the_old(self) -> None:
        alone = self._master.ended()
        await asyncio.to_thread(self._key.write, alone)
        self._master.become(alone)
