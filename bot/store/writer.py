"""The one writer. Whoever comes while a commit is under way shares the next one.

Acknowledged only once COMMIT has returned. It is a task while there is something to write, and
nothing at all while there is not.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from bot.beside import rest, resting
from bot.store.backend import (
    DataFile,
    DataRow,
    DataWriter,
    HeadMove,
    KeyringFile,
    KeyringRow,
    KeyringWriter,
    RowKey,
)
from bot.store.crypto.keys import MasterKey
from bot.store.errors import StoreUnavailable
from bot.store.integrity import Ledger
from bot.store.records import Shelf
from bot.store.rows import Change
from bot.store.shield import UncancellableFuture

T = TypeVar("T")
Waiting = tuple[Change, UncancellableFuture[None]]

# Changes in one transaction.
MOST_AT_ONCE = 256
# Rows that are written in one go, in a millisecond or two.
A_PIECE = 128


class Writer:
    """Group commit for both files."""

    def __init__(
        self,
        data: DataFile,
        keyring: KeyringFile,
        master: MasterKey,
        forget_all: Callable[[], None],
    ) -> None:
        self._data, self._keyring, self._master = data, keyring, master
        # After an error around a commit nobody knows what is in the file: nothing may be
        # believed that was not read from it again.
        self._forget_all = forget_all
        self._waiting: list[Waiting] = []
        self._task: asyncio.Task[None] | None = None
        self.most_at_once = MOST_AT_ONCE
        # How many changes were made durable.
        self.saves = 0
        # Held around everything that changes what a ledger counts, in whichever file: most of that
        # concerns both, and takes more than one transaction. Reminders are in no ledger, and each
        # of their writes is one transaction of the keyring: without the turn, none of them waits
        # until somebody's pages are on the disk.
        self.turn = asyncio.Lock()

    def write(self, change: Change) -> UncancellableFuture[None]:
        """Queue a change. It is decided when it is durable, or known not to be."""
        done: UncancellableFuture[None] = UncancellableFuture()
        self._waiting.append((change, done))
        if self._task is None:
            self._task = asyncio.create_task(self._write_all(), name="quiet page: writing")
        return done

    async def finish(self) -> None:
        """Wait until nothing is left to write."""
        while self._task:
            await asyncio.wait({self._task})

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                batch = self._waiting[: self.most_at_once]
                del self._waiting[: self.most_at_once]
                try:
                    async with self.turn:
                        await self._write(batch)
                finally:
                    # Somebody may have been left without an answer, by an error of our own.
                    self._fail(batch)
        finally:
            self._task = None
            left, self._waiting = self._waiting, []
            self._fail(left)

    def _fail(self, waiting: Sequence[Waiting]) -> None:
        left = [done for _, done in waiting if not done.done()]
        if left:
            self._forget_all()
        for done in left:
            done.set_exception(StoreUnavailable("the writer was stopped"))

    async def _write(self, batch: list[Waiting]) -> None:
        try:
            await self._commit([change for change, _ in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told to those it concerns
            self._forget_all()
            if len(batch) == 1:
                known = isinstance(error, StoreUnavailable)
                batch[0][1].set_exception(
                    error if known else StoreUnavailable(type(error).__name__)
                )
                return
        else:
            self.saves += len(batch)
            for _, done in batch:
                done.set_result(None)
            return
        # Once more, one by one, so that what is wrong with one is not laid on the others.
        for single in batch:
            await self._write([single])

    async def _commit(self, changes: list[Change]) -> None:
        newcomers = [change.newcomer for change in changes if change.newcomer]
        if newcomers:
            await self._keyring.change(lambda ring, ledger: self._enrol(ring, ledger, newcomers))
        await self._data.change(resting(lambda rows, ledger: self._keep(rows, ledger, changes)))

    def _enrol(self, ring: KeyringWriter, ledger: Ledger, newcomers: list[KeyringRow]) -> Ledger:
        for pseudonym, blob in newcomers:
            there = ring.person(pseudonym)
            if there and self._master.is_same_person(pseudonym, there, blob):
                continue  # kept already, by a batch that failed afterwards
            if not self._master.seals_now(blob):
                # Sealed before the master key was changed, and on its way since.
                blob = self._master.person_anew(pseudonym, blob)  # noqa: PLW2901
            ring.add_person(pseudonym, blob)
            ledger = ledger.plus(self._master.mark("person", pseudonym, blob))
        return ledger

    def _keep(self, rows: DataWriter, ledger: Ledger, changes: list[Change]) -> Ledger:
        if len(changes) == 1 and rows.head(changes[0].keys.uid) == changes[0].head:
            return ledger  # the commit that failed had happened all the same
        # From exactly the heads the changes were made on; anything else is somebody's mistake.
        rows.move_heads([HeadMove(c.keys.uid, c.before, c.head) for c in changes])
        kept: defaultdict[Shelf, list[DataRow]] = defaultdict(list)
        dropped: defaultdict[Shelf, list[RowKey]] = defaultdict(list)
        letters: list[RowKey] = []
        for change in changes:
            uid = change.keys.uid
            for (shelf, id), blob in change.rows.items():
                if blob is None:
                    dropped[shelf].append(RowKey(uid, id))
                else:
                    kept[shelf].append(DataRow(uid, id, blob))
            if change.before is not None:
                ledger = ledger.minus(self._master.mark("head", uid, change.before))
            ledger = ledger.plus(self._master.mark("head", uid, change.head))
            for id, blob in change.letters:
                letters.append(RowKey(uid, id))
                ledger = ledger.minus(self._master.mark("letter", uid + id, blob))
        for shelf, some in kept.items():
            for many in _pieces(some):
                rows.put_rows(shelf, many)
        for shelf, keys in dropped.items():
            for few in _pieces(keys):
                rows.drop_rows(shelf, few)
        if letters:
            rows.drop_letters(letters)
        return ledger


def _pieces(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """So many that nobody waits for them; between two of them whoever waits has their turn."""
    for n in range(0, len(rows), A_PIECE):
        if n:
            rest()
        yield rows[n : n + A_PIECE]
