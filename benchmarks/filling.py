"""A house with very many people in it, sealed by as many processes as there are processors.

Rows, heads and ledgers are what the store itself would have written: a backup of them is proved.
"""

import os
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple

from benchmarks.agreed import agreement
from bot.confidential import Confidential
from bot.forms.answers import Answer
from bot.instance import Instance
from bot.kept import codecs, record_kinds, retention
from bot.kept.checked_in import CheckedIn
from bot.kept.decided import KeepFor
from bot.person import PersonId
from bot.store import Store, StorePaths, audit
from bot.store.backend import DataRow, KeyringRow
from bot.store.crypto import codec
from bot.store.crypto.keys import PersonKeys
from bot.store.integrity import NOTHING, MultisetHash
from bot.store.records import Record, Shelf
from bot.store.sqlite.database import DATA, KEYRING
from bot.store.sqlite.keyfile import read_key

FIRST = 10**17
# People in one transaction; one in so many chose for how long their words are kept.
SOME, CHOOSERS = 250, 20
SAID = "It sits in my shoulders today. "


class Sums(NamedTuple):
    """What the heads of some people come to, and their keyring records."""

    heads: MultisetHash
    people: MultisetHash


async def fill(places: StorePaths, size: int, records: int, now: datetime) -> None:
    """So many people with so many check-ins each, from now backwards."""
    await (await Store.open(places)).close()
    work = partial(_some, places, records, now)
    shares = [range(n, min(n + SOME, size)) for n in range(0, size, SOME)]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        done = list(pool.map(work, shares))
    _counted(places, done)


def _some(places: StorePaths, records: int, now: datetime, who: Sequence[int]) -> Sums:
    master, plain = read_key(places.key), _plain(records, now)
    heads = list[tuple[bytes, bytes]]()
    ring, sittings, settings = list[KeyringRow](), list[DataRow](), list[DataRow]()
    for n in who:
        pseudonym = master.pseudonym(PersonId(FIRST + n))
        keys, blob = master.newcomer(pseudonym)
        ring.append(KeyringRow(pseudonym, blob))
        own = [(id := os.urandom(16), keys.seal(one, Shelf.SITTINGS.value, id)) for one in plain]
        sittings += (DataRow(keys.uid, id, blob) for id, blob in own)
        decided = _decided(keys, n, now)
        settings += (DataRow(keys.uid, id, blob) for id, blob in decided)
        marks = [keys.mark(Shelf.SITTINGS.value, id, blob) for id, blob in own]
        marks += [keys.mark(Shelf.SETTINGS.value, id, blob) for id, blob in decided]
        head = keys.seal_head(MultisetHash.of(marks).pack())
        heads.append((keys.uid, head))
    with closing(_open(places)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO sitting VALUES (?, ?, ?)", sittings)
        db.executemany("INSERT INTO setting VALUES (?, ?, ?)", settings)
        db.executemany("INSERT INTO head VALUES (?, ?)", heads)
        db.executemany("INSERT INTO ring.person VALUES (?, ?)", ring)
        db.execute("COMMIT")
    return Sums(
        MultisetHash.of(master.mark("head", *row) for row in heads),
        MultisetHash.of(master.mark("person", *row) for row in ring),
    )


def _plain(records: int, now: datetime) -> list[bytes]:
    """Check-ins before they are sealed, as `codec.seal` would have them."""
    made = []
    for n in range(records):
        at, answer = now - timedelta(hours=12 * n), Confidential[Answer]({"note": SAID})
        one = CheckedIn(b"", at, at.date(), answer, n=records - n)
        facts, _ = codecs.CHECKIN.written(one)
        text = codec.AS_IT_IS.encode(
            {"v": codec.VERSION, "facts": dict(facts), "words": {"answer": {"note": SAID}}}
        )
        made.append(codec._padded(text.encode()))  # noqa: SLF001 - ours
    return made


def _decided(keys: PersonKeys, n: int, now: datetime) -> list[tuple[bytes, bytes]]:
    those = {record_kinds.CONSENT: agreement(Instance())}
    if n % CHOOSERS == 0:
        those[retention.KEEP_FOR] = Record(
            *codecs.KEEP_FOR.written(KeepFor("year", now.date() - timedelta(days=3)))
        )
    return [
        (id := keys.named(name), codec.seal(record, keys, Shelf.SETTINGS, id))
        for name, record in those.items()
    ]


def _open(places: StorePaths) -> sqlite3.Connection:
    db = sqlite3.connect(places.database, timeout=300, isolation_level=None)
    db.execute("ATTACH ? AS ring", (str(places.keyring),))
    db.execute("PRAGMA synchronous=OFF")
    db.execute("PRAGMA ring.synchronous=OFF")
    return db


def _counted(places: StorePaths, done: Sequence[Sums]) -> None:
    master = read_key(places.key)
    for path, spec, which in ((places.database, DATA, 0), (places.keyring, KEYRING, 1)):
        count = sum(sums[which].count for sums in done)
        total = sum(sums[which].total for sums in done) % (1 << 256)
        both = MultisetHash(count, total)
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            ledger = audit.read_ledger(spec.reader(db), master)
            assert ledger.multiset == NOTHING
            audit.write_ledger(spec.writer(db), master, replace(ledger, multiset=both))
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # What is still on its way to the disk is no part of what is measured.
    os.sync()
