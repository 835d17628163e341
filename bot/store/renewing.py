"""Another key for one person's pages. Killed in between, it is finished when they come again.

Their head, their number and the ids of their settings stay as they are.
"""

import sqlite3

from bot.doors import PersonId
from bot.store.book import Book
from bot.store.errors import Tampered
from bot.store.keys import MasterKey, PersonKeys
from bot.store.pages import load
from bot.store.records import Shelf
from bot.store.register import FIND
from bot.store.sealing import OUTCOME
from bot.store.tally import Ledger, Tally

REPLACE = {
    Shelf.SITTINGS: "UPDATE sitting SET blob = ? WHERE uid = ? AND id = ?",
    Shelf.SETTINGS: "UPDATE setting SET blob = ? WHERE uid = ? AND id = ?",
}


async def renew(person: PersonId, data: Book, keyring: Book, master: MasterKey) -> None:
    """All of it. Whoever calls holds their turn, and the writer's."""
    pseudonym = master.pseudonym(person)

    def replace(db: sqlite3.Connection, ledger: Ledger, old: bytes, new: bytes) -> Ledger:
        db.execute("UPDATE person SET blob = ? WHERE pseud = ?", (new, pseudonym))
        ledger = ledger.minus(master.mark("person", pseudonym, old))
        return ledger.plus(master.mark("person", pseudonym, new))

    def add(db: sqlite3.Connection, ledger: Ledger) -> Ledger:
        (old,) = db.execute(FIND, (pseudonym,)).fetchone()
        return replace(db, ledger, old, master.with_new_pages_key(pseudonym, old))

    def drop(db: sqlite3.Connection, ledger: Ledger) -> Ledger:
        (old,) = db.execute(FIND, (pseudonym,)).fetchone()
        return replace(db, ledger, old, master.with_one_pages_key(pseudonym, old))

    await keyring.change(add)
    row = await keyring.read(lambda db: db.execute(FIND, (pseudonym,)).fetchone())
    keys = master.person(pseudonym, row[0])
    await data.change(lambda db, ledger: _seal_anew(db, ledger, master, keys))
    await keyring.change(drop)
    # What was under the old key, and the old key itself, are in no log either.
    await data.sweep()
    await keyring.sweep()


def _seal_anew(
    db: sqlite3.Connection, ledger: Ledger, master: MasterKey, keys: PersonKeys
) -> Ledger:
    pages = load(db, keys)
    if pages.head is None:
        return ledger
    marks = []
    for (shelf, id), (old, _) in pages.rows.items():
        new = keys.seal(keys.unseal(old, shelf.value, id), shelf.value, id)
        db.execute(REPLACE[shelf], (new, keys.uid, id))
        marks.append(keys.mark(shelf.value, id, new))
    head = keys.seal_head(Tally.of(marks).pack())
    db.execute("UPDATE head SET blob = ? WHERE uid = ?", (head, keys.uid))
    # Looked at in the same transaction: the old key is dropped next.
    if not all(keys.seals_now(blob) for blob, _ in load(db, keys).rows.values()):
        raise Tampered(OUTCOME)
    ledger = ledger.minus(master.mark("head", keys.uid, pages.head))
    return ledger.plus(master.mark("head", keys.uid, head))
