"""The one writer. Whoever comes while a commit is under way shares the next one.

Acknowledged only once COMMIT has returned. It is a task while there is something to write, and
nothing at all while there is not.
"""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence

from bot.store.book import Book
from bot.store.errors import StoreUnavailable
from bot.store.keys import MasterKey
from bot.store.pages import Change
from bot.store.patience import Decision
from bot.store.records import Shelf
from bot.store.tally import Ledger

Waiting = tuple[Change, Decision[None]]

MOST_AT_ONCE = 256

KEEP = {
    Shelf.SITTINGS: "INSERT INTO sitting (uid, id, blob) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET blob = excluded.blob",
    Shelf.SETTINGS: "INSERT INTO setting (uid, id, blob) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET blob = excluded.blob",
}
DROP = {
    Shelf.SITTINGS: "DELETE FROM sitting WHERE uid = ? AND id = ?",
    Shelf.SETTINGS: "DELETE FROM setting WHERE uid = ? AND id = ?",
}


class Writer:
    """Group commit for both files."""

    def __init__(
        self, data: Book, keyring: Book, master: MasterKey, forget_all: Callable[[], None]
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
        # Held around everything that writes, whichever file.
        self.turn = asyncio.Lock()

    def write(self, change: Change) -> Decision[None]:
        """Queue a change. It is decided when it is durable, or known not to be."""
        done: Decision[None] = Decision()
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
            await self._keyring.change(lambda db, ledger: self._enrol(db, ledger, newcomers))
        await self._data.change(lambda db, ledger: self._keep(db, ledger, changes))

    def _enrol(
        self, db: sqlite3.Connection, ledger: Ledger, newcomers: list[tuple[bytes, bytes]]
    ) -> Ledger:
        for pseudonym, blob in newcomers:
            sql = "SELECT blob FROM person WHERE pseud = ?"
            row = db.execute(sql, (pseudonym,)).fetchone()
            if row and self._master.is_same_person(pseudonym, row[0], blob):
                continue  # kept already, by a batch that failed afterwards
            if not self._master.seals_now(blob):
                # Sealed before the master key was changed, and on its way since.
                blob = self._master.person_anew(pseudonym, blob)  # noqa: PLW2901
            db.execute("INSERT INTO person (pseud, blob) VALUES (?, ?)", (pseudonym, blob))
            ledger = ledger.plus(self._master.mark("person", pseudonym, blob))
        return ledger

    def _keep(self, db: sqlite3.Connection, ledger: Ledger, changes: list[Change]) -> Ledger:
        if len(changes) == 1 and _is_kept(db, changes[0]):
            return ledger
        _move_heads(db, changes)
        rows: defaultdict[str, list[tuple[bytes, ...]]] = defaultdict(list)
        for change in changes:
            uid = change.keys.uid
            for (shelf, id), blob in change.rows.items():
                if blob is None:
                    rows[DROP[shelf]].append((uid, id))
                else:
                    rows[KEEP[shelf]].append((uid, id, blob))
            if change.before is not None:
                ledger = ledger.minus(self._master.mark("head", uid, change.before))
            ledger = ledger.plus(self._master.mark("head", uid, change.head))
            for id, blob in change.letters:
                rows["DELETE FROM letter WHERE uid = ? AND id = ?"].append((uid, id))
                ledger = ledger.minus(self._master.mark("letter", uid + id, blob))
        for sql, values in rows.items():
            db.executemany(sql, values)
        return ledger


def _is_kept(db: sqlite3.Connection, change: Change) -> bool:
    """Whether the commit that failed had happened all the same."""
    sql = "SELECT blob FROM head WHERE uid = ?"
    return bool(db.execute(sql, (change.keys.uid,)).fetchone() == (change.head,))


def _move_heads(db: sqlite3.Connection, changes: list[Change]) -> None:
    """From exactly the heads the changes were made on; anything else is somebody's mistake."""
    new = [(c.keys.uid, c.head) for c in changes if c.before is None]
    if new:
        db.executemany("INSERT INTO head (uid, blob) VALUES (?, ?)", new)
    moved = [(c.head, c.keys.uid, c.before) for c in changes if c.before is not None]
    if not moved:
        return
    done = db.executemany("UPDATE head SET blob = ? WHERE uid = ? AND blob = ?", moved).rowcount
    if done != len(moved):
        raise sqlite3.IntegrityError("the pages were changed in between")
