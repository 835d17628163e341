"""Holding a whole file against its ledger."""

from bot.store.backend import FileReader, FileWriter
from bot.store.crypto.keys import MasterKey
from bot.store.crypto.sealing import OUTCOME
from bot.store.errors import Tampered
from bot.store.integrity import Ledger, MultisetHash


def read_ledger(rows: FileReader, master: MasterKey) -> Ledger:
    """What a file says of itself. Raises Tampered where it does not open with this key."""
    blob = rows.ledger()
    if blob is None:
        raise Tampered(OUTCOME)
    return Ledger.unpack(master.unseal_ledger(blob, rows.file))


def write_ledger(rows: FileWriter, master: MasterKey, new: Ledger) -> None:
    rows.put_ledger(master.seal_ledger(new.pack(), rows.file))


def counted(rows: FileReader, master: MasterKey) -> MultisetHash:
    """What is really in a file."""
    return MultisetHash.of(master.mark(*entry) for entry in rows.entries())


def audited(rows: FileReader, master: MasterKey) -> Ledger:
    """What a file says of itself. Raises Tampered where it is not so."""
    ledger = read_ledger(rows, master)
    if counted(rows, master) != ledger.multiset:
        raise Tampered(OUTCOME)
    return ledger
