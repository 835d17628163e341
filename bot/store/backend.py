"""What the store asks of whatever keeps its two files: verbs on rows, within one transaction.

Nothing above this knows an engine; `bot/store/sqlite/` is the one there is. All through it `uid`,
in the data, and `pseudonym`, in the keyring, are the 16 bytes that stand for a person, `id` is 16
bytes (8 where it is a letter's), `blob` is sealed, and what ends in `_at` is in unix seconds.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

from bot.store.crypto.keys import MasterKey
from bot.store.integrity import Ledger
from bot.store.records import Shelf

T = TypeVar("T")


# Tuples with names: an engine makes them out of its rows and takes them as parameters as they are.


class CountedRow(NamedTuple):
    """A row that the ledger of its file counts; `id` is the whole of its primary key."""

    table: str
    id: bytes
    blob: bytes


class SealedRow(NamedTuple):
    """A row of one person's."""

    id: bytes
    blob: bytes


class RowKey(NamedTuple):
    """Where one row of the data lies."""

    uid: bytes
    id: bytes


class DataRow(NamedTuple):
    """One row of the data, and where it lies."""

    uid: bytes
    id: bytes
    blob: bytes


class HeadMove(NamedTuple):
    """Somebody's head before and after; `before` is None where there was none."""

    uid: bytes
    before: bytes | None
    after: bytes


class KeyringRow(NamedTuple):
    """Somebody's keyring record."""

    pseudonym: bytes
    blob: bytes


class ReminderRow(NamedTuple):
    """One reminder. `due_at`, to the minute, is None while it is paused."""

    pseudonym: bytes
    id: bytes
    due_at: int | None
    blob: bytes


class TakenReminder(NamedTuple):
    """A reminder that was taken in hand, and when."""

    row: ReminderRow
    taken_at: int


class TakenKey(NamedTuple):
    """A reminder in hand, with the blob it was taken with: one changed since has another."""

    pseudonym: bytes
    id: bytes
    blob: bytes


class FileReader(Protocol):
    """What can be looked up in either file."""

    @property
    def file(self) -> str:
        """Which of the two it is; its ledger is sealed for this name."""

    def ledger(self) -> bytes | None:
        """What the file says of itself; None is a file that was never whole."""

    def entries(self) -> Iterator[CountedRow]:
        """Every row that the ledger counts."""

    def under_master(self) -> Iterator[bytes]:
        """Every blob that is under the master key."""


class FileWriter(FileReader, Protocol):
    """What can be done to either file."""

    def put_ledger(self, blob: bytes) -> None: ...


class DataReader(FileReader, Protocol):
    """Everybody's pages, looked up."""

    def uids(self) -> Iterator[bytes]:
        """Everybody who has a head."""

    def head(self, uid: bytes) -> bytes | None:
        """What vouches for their rows; None of whom nothing was ever kept, or nothing is left."""

    def rows(self, shelf: Shelf, uid: bytes) -> Iterator[SealedRow]: ...

    def has_row(self, shelf: Shelf, uid: bytes, id: bytes) -> bool: ...

    def letters(self, uid: bytes) -> list[SealedRow]:
        """In the order they were written. A copy of an older version has none."""


class DataWriter(DataReader, FileWriter, Protocol):
    """Everybody's pages, changed."""

    def move_heads(self, moves: Sequence[HeadMove]) -> None:
        """From exactly these heads to those. Raises the engine's own error where one differs."""

    def put_rows(self, shelf: Shelf, rows: Sequence[DataRow]) -> None: ...

    def drop_rows(self, shelf: Shelf, keys: Sequence[RowKey]) -> None: ...

    def add_letter(self, uid: bytes, blob: bytes) -> bytes:
        """After all others of this person; its id."""

    def drop_letters(self, keys: Sequence[RowKey]) -> None: ...

    def clear(self, uid: bytes) -> None:
        """Drop every row of somebody, whatever tables there are."""


class KeyringReader(FileReader, Protocol):
    """Who is who, and who is reminded of what, looked up."""

    def person(self, pseudonym: bytes) -> bytes | None: ...

    def people(self) -> Iterator[KeyringRow]: ...

    def people_after(self, pseudonym: bytes, most: int) -> list[bytes]:
        """The pseudonyms that come next, in their order; of the very first, after b""."""

    def tombstones(self) -> list[bytes]:
        """The uids whose key is gone and whose rows may not be."""

    def turning(self) -> list[bytes]:
        """The pseudonyms whose lock is just being put on, or was left half-way."""

    def is_turning(self, pseudonym: bytes) -> bool: ...

    def reminders(self) -> Iterator[ReminderRow]:
        """Everybody's. A copy of an older version has none."""

    def reminders_of(self, pseudonym: bytes) -> list[ReminderRow]: ...

    def paused_of(self, pseudonym: bytes) -> list[ReminderRow]:
        """Those of somebody that are due at no time."""

    def due_after(self, late_at: int) -> list[ReminderRow]:
        """Everybody's that is due later than this."""

    def taken(self) -> list[TakenReminder]:
        """What is in hand, the earliest first."""

    def is_taken(self, key: TakenKey) -> bool: ...


class KeyringWriter(KeyringReader, FileWriter, Protocol):
    """Who is who, and who is reminded of what, changed."""

    def add_person(self, pseudonym: bytes, blob: bytes) -> None:
        """Raises the engine's own error where somebody is there already."""

    def put_person(self, pseudonym: bytes, blob: bytes) -> None:
        """In the place of the record that is there."""

    def drop_person(self, pseudonym: bytes) -> None:
        """Drop every row of somebody, whatever tables there are."""

    def add_tombstone(self, uid: bytes) -> None: ...

    def drop_tombstones(self, uids: Collection[bytes]) -> None: ...

    def add_turning(self, pseudonym: bytes) -> None: ...

    def drop_turning(self, pseudonym: bytes) -> None: ...

    def put_reminder(self, row: ReminderRow) -> None:
        """Add it, or put it in the place of the one of its id; nobody has it in hand then."""

    def change_reminder(self, row: ReminderRow) -> bool:
        """Put it in the place of the one of its id, if that is there. Whether it was."""

    def reseal_reminder(self, pseudonym: bytes, id: bytes, blob: bytes) -> None:
        """The same under another key; when it is due and whether it is in hand stay."""

    def drop_reminders(self, pseudonym: bytes, ids: Collection[bytes]) -> None: ...

    def take_due(self, now_at: int, most: int) -> list[ReminderRow]:
        """Take in hand what is due and in nobody's, the earliest first, and so many at most."""

    def go_on(self, key: TakenKey, row: ReminderRow) -> None:
        """Put a row in the place of one in hand. One that was changed since is left alone."""

    def end(self, keys: Sequence[TakenKey]) -> None:
        """Drop what is in hand. What was changed since is left alone."""


Reads_co = TypeVar("Reads_co", covariant=True)
Writes_co = TypeVar("Writes_co", covariant=True)


class File(Protocol[Reads_co, Writes_co]):
    """One of the two, open. Whatever is handed to it happens as a whole, one after the other.

    All of it raises StoreUnavailable where the file can't be worked with, Tampered where what is
    in it is not what was put there, and whatever the act itself raised.
    """

    @property
    def is_swept(self) -> bool:
        """Whether the last sweep was done."""

    async def read(self, act: Callable[[Reads_co], T]) -> T:
        """Look something up. Who asks for what is not there gets an answer, not an error."""

    async def write(self, act: Callable[[Writes_co], T]) -> T:
        """One transaction of rows that no ledger counts. Durable on return."""

    async def change(self, act: Callable[[Writes_co, Ledger], Ledger]) -> Ledger:
        """One transaction, and its ledger: `act` is given the one before and returns the one after.

        Durable on return.
        """

    async def audit(self) -> None:
        """Make sure of the whole file against its ledger. Raises Tampered."""

    async def sweep(self) -> bool:
        """Leave no byte of what was deleted. False where somebody else's reading kept it."""


class KeyHolder(Protocol):
    """What keeps the master key, apart from both files."""

    @property
    def path(self) -> Path:
        """What an operator finds it by."""

    def read(self) -> MasterKey:
        """Raises StoreRefused where it is not there, not whole, or not for us alone."""

    def write(self, key: MasterKey) -> None:
        """In the place of the one before, whole or not at all. Raises OSError."""


class SmallFile(Protocol):
    """A few bytes that outlast a restart. Raises OSError."""

    def read(self) -> bytes: ...

    def write(self, content: bytes) -> None: ...


DataFile: TypeAlias = File[DataReader, DataWriter]
KeyringFile: TypeAlias = File[KeyringReader, KeyringWriter]
