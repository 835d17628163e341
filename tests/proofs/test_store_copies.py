"""Bars 4 and 8: what a backup brings back while people write, and what it can never bring back."""

import asyncio
import json
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.person import PersonId
from bot.store import Store, StorePaths, Tampered
from bot.store.crypto.keys import MasterKey
from bot.store.crypto.sealing import Sealer, derive
from bot.store.sqlite.backup import back_up, copies_in
from bot.store.sqlite.connection import reading
from bot.store.sqlite.diagnosis import checkup
from bot.store.sqlite.keyfile import read_key
from bot.store.sqlite.restore import restore
from tests.proofs.test_store_bytes import SENTENCES
from tests.store.people import fresh_id, reads, writes
from tests.store.scanner import found

pytestmark = pytest.mark.prove

DRILLS = 5
WRITERS = [PersonId(n) for n in range(1, 9)]
LEAVERS = [PersonId(203948572039485720 + 7919 * n) for n in range(10)]
STAYERS = [PersonId(503948572039485720 + 7919 * n) for n in range(10)]
EACH = 10


def openable(copies: list[Path], keyrings: list[Path], masters: list[MasterKey]) -> int:
    """Rows in all copies that any key in any of the keyrings opens, by any master key ever."""
    people = []
    for path in keyrings:
        with reading(path) as db:
            for pseud, blob in db.execute("SELECT pseud, blob FROM person").fetchall():
                for master in masters:
                    with suppress(Tampered):
                        people.append(master.person(pseud, blob))
    by_uid = {keys.uid: keys for keys in people}
    opened = 0
    for path in copies:
        with reading(path) as db:
            for uid, id, blob in db.execute("SELECT uid, id, blob FROM sitting").fetchall():
                with suppress(Tampered, KeyError):
                    opened += bool(by_uid[uid].unseal(blob, "sitting", id))
    return opened


async def test_who_was_forgotten_is_in_no_backup_with_any_key_there_ever_was(
    places: StorePaths, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    store = await Store.open(places)
    masters, n = [read_key(places.key)], 0
    for day in range(3):
        for person in LEAVERS + STAYERS:
            for _ in range(EACH):
                n += 1
                await writes(store, person, SENTENCES[n % 5], n.to_bytes(16))
        made = back_up(places, folder)
        made.path.rename(folder / f"data-2026010{day}-000000.db")
        await store.rotate()
        masters.append(read_key(places.key))
    made = back_up(places, folder)
    copies, mirror = copies_in(folder), folder / "keyring.db"
    everything = openable(copies, [mirror], masters)
    for person in LEAVERS:
        await store.forget(person)
    left = openable(copies, [places.keyring], masters)
    window = openable(copies, [places.keyring, mirror], masters)
    back_up(places, folder)
    copies = copies_in(folder)
    after = openable(copies, [places.keyring, mirror], masters)
    hits = [
        form
        for file in [*copies, mirror, places.database, places.keyring]
        for form in found(file.read_bytes(), SENTENCES, [*LEAVERS])
    ]
    await store.close()
    stayers = openable(copies, [places.keyring], masters)
    print(  # noqa: T201
        f"\nbar 4: {everything} rows open before; of {everything // 2} rows of {len(LEAVERS)}"
        f" forgotten people {left - everything // 2} open with the keyring at work and"
        f" {len(masters)} master keys, {window - everything // 2} with the newest keyring copy"
        f" of before, {after - stayers} after the next backup; {len(hits)} hits in raw bytes"
    )
    assert left == everything // 2, "those who stayed, and nobody else"
    assert window == everything
    assert after == stayers
    assert hits == []


def test_with_the_key_beside_the_rows_yesterdays_copy_gives_it_all_back(tmp_path: Path) -> None:
    """The usual way: everybody's wrapped key in a table of the same file as their rows."""
    master, rows = Sealer(b"m", {1: derive(bytes(32), b"naive")}, 1), 60
    file, yesterday = tmp_path / "naive.db", tmp_path / "yesterday.db"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE key (who INTEGER, blob BLOB)")
        db.execute("CREATE TABLE row (who INTEGER, blob BLOB)")
        for who in range(6):
            key = derive(bytes([who]) * 32, b"person")
            db.execute("INSERT INTO key VALUES (?, ?)", (who, master.seal(key, b"")))
            sealed = [(who, Sealer(b"p", {1: key}, 1).seal(b"words", b"")) for _ in range(10)]
            db.executemany("INSERT INTO row VALUES (?, ?)", sealed)
    shutil.copy(file, yesterday)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("DELETE FROM key")
        db.execute("DELETE FROM row")
    with closing(sqlite3.connect(yesterday)) as db:
        keys = {who: master.unseal(b, b"") for who, b in db.execute("SELECT * FROM key")}
        back = [
            Sealer(b"p", {1: keys[who]}, 1).unseal(blob, b"")
            for who, blob in db.execute("SELECT * FROM row")
        ]
    print(f"\nbar 4, control: keys in the same file, {len(back)} of {rows} deleted rows come back")  # noqa: T201
    assert len(back) == rows


async def test_five_backups_under_load_miss_nothing_and_open_at_once(
    places: StorePaths, tmp_path: Path
) -> None:
    store = await Store.open(places)
    await asyncio.gather(
        *(writes(store, PersonId(100 + n % 400), n, n.to_bytes(16)) for n in range(2000))
    )
    over, done = asyncio.Event(), dict[tuple[PersonId, bytes], int]()

    async def goes_on(who: PersonId) -> None:
        n = 0
        while not over.is_set():
            n += 1
            id = fresh_id()
            await writes(store, who, n, id)
            done[who, id] = n

    busy = [asyncio.create_task(goes_on(who)) for who in WRITERS]
    missing = rows = 0
    slowest_backup = slowest_open = 0.0
    for drill in range(DRILLS):
        await asyncio.sleep(0.1)
        before = dict(done)
        began = time.monotonic()
        made = await asyncio.to_thread(back_up, places, tmp_path / "elsewhere")
        slowest_backup = max(slowest_backup, time.monotonic() - began)
        there = StorePaths(tmp_path / f"drill {drill}", places.key)
        copy = tmp_path / f"copies {drill}"
        copy.mkdir()
        shutil.copy(made.path, copy / made.path.name)
        shutil.copy(made.path.with_name("keyring.db"), copy)
        restore(there, copy / made.path.name)
        wrong = [f for f in checkup(there) if not f.ok]
        assert wrong == []
        began = time.monotonic()
        restored = await Store.open(there)
        slowest_open = max(slowest_open, time.monotonic() - began)
        for (who, id), n in before.items():
            missing += await reads(restored, who, id) != n
        rows += len(before) + 2000
        assert await reads(restored, PersonId(100), bytes(16)) == 0
        await restored.close()
    over.set()
    await asyncio.gather(*busy)
    await store.close()
    print(  # noqa: T201
        f"\nbar 8: {DRILLS} backups under {len(WRITERS)} writers, restored: {missing} of {rows:,}"
        f" rows missing, doctor clean; a backup {slowest_backup * 1000:.0f} ms, opening"
        f" {slowest_open * 1000:.0f} ms"
    )
    assert missing == 0
    assert slowest_open < 1


async def test_a_plain_copy_of_the_file_alone_would_miss_some(places: StorePaths) -> None:
    store = await Store.open(places)
    await writes(store, WRITERS[0], "first")
    await store._data.sweep()
    for n in range(50):
        await writes(store, WRITERS[0], n, n.to_bytes(16))
    copy = places.data.parent / "copied.db"
    shutil.copy(places.database, copy)
    with closing(sqlite3.connect(f"file:{copy}?immutable=1", uri=True)) as db:
        (there,) = db.execute("SELECT count(*) FROM sitting").fetchone()
    await store.close()
    print(f"\nbar 8, control: the file copied while in use, {51 - there} of 51 rows missing")  # noqa: T201
    assert there < 51


def test_the_key_file_says_nothing_of_the_keys_that_are_gone(used: StorePaths) -> None:
    first = read_key(used.key)
    kek = json.loads(first.written())["kek"]["1"]
    now = first.begun().ended()
    assert kek not in now.written().decode()
    assert MasterKey.read(now.written()) is not None
