"""What the doctor is told: numbers and advice, and not a byte is changed."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.store import Store, StorePaths
from bot.store.audit import read_ledger, write_ledger
from bot.store.sqlite.backup import back_up
from bot.store.sqlite.database import DATA, KEYRING
from bot.store.sqlite.diagnosis import Finding, checkup
from bot.store.sqlite.keyfile import read_key
from tests.store.people import ADA, contents, reads, writes


def told(places: StorePaths) -> dict[str, str]:
    return {f.name: f.sentence for f in checkup(places)}


def wrong(places: StorePaths) -> list[str]:
    return [f.name for f in checkup(places) if not f.ok]


async def test_before_the_first_run_all_is_well_and_nothing_is_made(places: StorePaths) -> None:
    assert wrong(places) == []
    assert not places.data.exists()


async def test_it_counts_people_and_says_nothing_of_them(used: StorePaths) -> None:
    before = contents(used.data.parent)
    said = told(used)
    assert "generation 1, 2 people, 2 records, 0 settings" in said["data.db"]
    assert "2 people" in said["keyring.db"]
    assert wrong(used) == []
    assert contents(used.data.parent) == before
    assert str(ADA) not in str(said)


async def test_it_works_beside_a_running_bot(store: Store, places: StorePaths) -> None:
    await writes(store, ADA, "x")
    assert "1 people" in told(places)["data.db"]
    assert wrong(places) == []
    await writes(store, ADA, "y")
    assert await reads(store, ADA) == "y"


SLIPS: list[Callable[[StorePaths], object]] = [
    lambda p: p.key.unlink(),
    lambda p: p.key.chmod(0o644),
    lambda p: p.database.unlink(),
    lambda p: p.keyring.write_bytes(b""),
    lambda p: p.database.write_bytes(p.database.read_bytes()[:9000]),
]


@pytest.mark.parametrize("slip", SLIPS, ids=range(len(SLIPS)))
async def test_what_is_wrong_is_said_with_what_to_do(
    used: StorePaths, slip: Callable[[StorePaths], object]
) -> None:
    slip(used)
    before = contents(used.data.parent)
    (name,) = wrong(used)
    assert name in {"key", "databases"}
    assert len(told(used)[name]) > 40
    assert contents(used.data.parent) == before


def backups_told(places: StorePaths, folder: Path) -> list[Finding]:
    return [f for f in checkup(places, folder) if "backup" in f.name]


async def test_the_newest_backup_is_opened_and_its_age_is_said(used: StorePaths) -> None:
    folder = used.data.parent / "elsewhere"
    (none,) = backups_told(used, folder)
    assert none.note
    made = back_up(used, folder)
    (fresh,) = backups_told(used, folder)
    assert (fresh.ok, fresh.sentence) == (True, "the newest of 1 opens, 2 people, 0 hours old.")
    three_days_ago = time.time() - 3 * 86400
    os.utime(made.path, (three_days_ago, three_days_ago))
    (late,) = backups_told(used, folder)
    assert not late.ok
    assert "72 hours old; it should be made every day" in late.sentence
    made.path.write_bytes(made.path.read_bytes()[:9000])
    (broken,) = backups_told(used, folder)
    assert not broken.ok


async def test_a_key_beside_the_backup_is_noted(used: StorePaths) -> None:
    back_up(used, used.key.parent)
    _, beside = backups_told(used, used.key.parent)
    assert (beside.ok, beside.note) == (True, True)
    assert "a thief of the backup has the key, too" in beside.sentence


async def test_people_without_a_key_are_counted(used: StorePaths) -> None:
    folder = used.data.parent / "elsewhere"
    copy = back_up(used, folder).path
    store = await Store.open(used)
    await store.forget(ADA)
    await store.close()
    assert "keys" not in told(used)
    shutil.copy(copy, used.database)
    with closing(sqlite3.connect(used.database, isolation_level=None)) as db:
        master = read_key(used.key)
        with closing(sqlite3.connect(used.keyring)) as ring:
            now = read_ledger(KEYRING.reader(ring), master).generation
        old = read_ledger(DATA.reader(db), master)
        write_ledger(DATA.writer(db), master, replace(old, generation=now, coming=now))
    assert told(used)["keys"].startswith("1 people have rows but no key")


async def test_a_key_changed_half_way_is_noted(used: StorePaths) -> None:
    used.key.write_bytes(read_key(used.key).begun().written())
    assert "changed half-way" in told(used)["rotation"]
    await (await Store.open(used)).close()
    assert "rotation" not in told(used)
