"""Holding a whole file against its ledger, and changing both together."""

from collections.abc import Callable
from typing import TypeVar

from bot.store.backend import FileReader, FileWriter
from bot.store.crypto.keys import MasterKey
from bot.store.crypto.sealing import OUTCOME
from bot.store.errors import Tampered
from bot.store.integrity import Ledger, MultisetHash

Writes = TypeVar("Writes", bound=FileWriter)


def read_ledger(rows: FileReader, master: MasterKey) -> Ledger:
    """What a file says of itself. Raises Tampered where it does not open with this key."""
    blob = rows.ledger()
    if blob is None:
        raise Tampered(OUTCOME)
    return Ledger.unpack(master.unseal_ledger(blob, rows.file))


def write_ledger(rows: FileWriter, master: MasterKey, new: Ledger) -> None:
    rows.put_ledger(master.seal_ledger(new.pack(), rows.file))


def change(rows: Writes, master: MasterKey, act: Callable[[Writes, Ledger], Ledger]) -> Ledger:
    """Let `act` change the rows and say what the ledger is then. Within one transaction."""
    after = act(rows, read_ledger(rows, master))
    write_ledger(rows, master, after)
    return after


def counted(rows: FileReader, master: MasterKey) -> MultisetHash:
    """What is really in a file."""
    return MultisetHash.of(master.mark(*entry) for entry in rows.entries())


def audited(rows: FileReader, master: MasterKey) -> Ledger:
    """What a file says of itself. Raises Tampered where it is not so."""
    ledger = read_ledger(rows, master)
    if counted(rows, master) != ledger.multiset:
        raise Tampered(OUTCOME)
    return ledger
