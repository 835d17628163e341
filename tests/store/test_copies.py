"""Backups: made while people write, proved, and put back; and what they can't bring back."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Store, StorePaths, StoreRefused
from bot.store.sqlite.backup import back_up, copies_in
from bot.store.sqlite.restore import restore
from tests.store.people import ADA, BEN, contents, fresh_id, reads, writes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere"


async def test_a_copy_made_while_people_write_has_everything_acknowledged_before(
    store: Store, places: StorePaths, folder: Path
) -> None:
    await writes(store, ADA, "before")
    writing = True

    async def write_on() -> None:
        while writing:
            await writes(store, BEN, "meanwhile", fresh_id())

    busy = asyncio.create_task(write_on())
    made = await asyncio.to_thread(back_up, places, folder)
    writing = False
    await busy
    await store.close()
    assert made.proof.people >= 1
    shutil.rmtree(places.data)
    restore(places, made.path)
    again = await Store.open(places)
    assert await reads(again, ADA) == "before"
    await again.close()


async def test_what_was_deleted_is_not_in_a_copy_and_a_copy_does_not_bring_it_back(
    places: StorePaths, folder: Path
) -> None:
    store = await Store.open(places)
    await writes(store, ADA, "to be forgotten")
    await writes(store, BEN, "to stay")
    made = back_up(places, folder)
    await store.forget(ADA)
    await store.close()
    restored = restore(places, made.path)
    assert (restored.proof.people, restored.proof.nobodys) == (1, 0)
    again = await Store.open(places)
    assert await reads(again, BEN) == "to stay"
    assert not await again.knows(ADA)
    await again.close()


async def test_a_copy_of_an_older_version_does_not_bring_them_back_either(
    places: StorePaths, folder: Path
) -> None:
    store = await Store.open(places)
    await writes(store, ADA, "to be forgotten")
    await writes(store, BEN, "to stay")
    made = back_up(places, folder)
    with closing(sqlite3.connect(made.path, isolation_level=None)) as db:
        db.execute("DROP TABLE letter")
        db.execute("PRAGMA user_version = 1")
    await store.forget(ADA)
    await store.close()
    restored = restore(places, made.path)
    assert (restored.proof.people, restored.proof.nobodys) == (1, 0)
    again = await Store.open(places)
    assert await reads(again, BEN) == "to stay"
    assert not await again.knows(ADA)
    await again.close()


async def test_a_copy_brings_back_how_it_was_then(places: StorePaths, folder: Path) -> None:
    store = await Store.open(places)
    await writes(store, ADA, "then")
    made = back_up(places, folder)
    await writes(store, ADA, "later")
    await store.close()
    restored = restore(places, made.path)
    again = await Store.open(places)
    assert await reads(again, ADA) == "then"
    await again.close()
    assert (restored.aside / "data.db").exists(), "what was there before is set aside"


def test_only_so_many_copies_are_kept_and_one_keyring(used: StorePaths, folder: Path) -> None:
    folder.mkdir()
    for n in range(5):
        (folder / f"data-2020010{n}-000000.db").write_bytes(b"an older one")
    made = back_up(used, folder, keep=3)
    assert copies_in(folder)[-1] == made.path
    assert len(copies_in(folder)) == 3
    assert (folder / "keyring.db").exists()
    assert not list(folder.glob("*.new*"))


def test_a_copy_is_for_nobody_else(used: StorePaths, folder: Path) -> None:
    back_up(used, folder)
    assert folder.stat().st_mode & 0o077 == 0
    assert all(f.stat().st_mode & 0o077 == 0 for f in folder.iterdir())


def test_it_is_said_where_the_key_lies_beside_the_copy(used: StorePaths) -> None:
    assert back_up(used, used.key.parent).beside_key
    assert not back_up(used, used.data.parent / "elsewhere").beside_key


def test_among_the_data_is_no_place_for_a_backup(used: StorePaths) -> None:
    before = contents(used.data)
    with pytest.raises(StoreRefused, match="must not lie among the data"):
        back_up(used, used.data / "backup")
    assert contents(used.data) == before


def test_a_damaged_copy_is_refused_and_nothing_is_touched(used: StorePaths, folder: Path) -> None:
    made = back_up(used, folder)
    whole = made.path.read_bytes()
    before = contents(used.data)
    with closing(sqlite3.connect(made.path)) as db, db:
        db.execute("UPDATE sitting SET blob = zeroblob(length(blob))")
    for broken in (b"", whole[:5000], made.path.read_bytes()):
        made.path.write_bytes(broken)
        with pytest.raises(StoreRefused):
            restore(used, made.path)
        left = {n: c for n, c in contents(used.data).items() if not n.endswith(".restored")}
        assert left == before


async def test_a_copy_is_no_use_to_another_key(
    used: StorePaths, folder: Path, tmp_path: Path
) -> None:
    made = back_up(used, folder)
    other = StorePaths(data=tmp_path / "other", key=tmp_path / "other keys" / "master.key")
    await (await Store.open(other)).close()
    with pytest.raises(StoreRefused, match=r"can't be opened with this key|can be used"):
        restore(other, made.path)


async def test_a_restore_beside_a_running_bot_is_refused(
    store: Store, places: StorePaths, folder: Path
) -> None:
    await writes(store, ADA, "x")
    made = back_up(places, folder)
    with pytest.raises(StoreRefused, match="at work"):
        restore(places, made.path)


async def test_a_restore_that_was_killed_half_way_can_be_run_again(
    used: StorePaths, folder: Path
) -> None:
    made = back_up(used, folder)
    for gone in ("data.db", "keyring.db"):
        (used.data / gone).unlink()
        restore(used, made.path)
        again = await Store.open(used)
        assert await reads(again, ADA) == "the first thing"
        await again.close()


async def test_what_one_that_was_killed_left_goes_with_the_next(
    store: Store, places: StorePaths, folder: Path
) -> None:
    await writes(store, ADA, "here")
    await store.close()
    kept = back_up(places, folder).path.rename(folder / "data-20250101-000000.db")
    for left in ("data-20260101-000000.db.new", "data-20260101-000000.db.new-journal"):
        (folder / left).write_bytes(b"half a copy")
    made = back_up(places, folder)
    assert sorted(contents(folder)) == sorted(
        str(path.name) for path in (kept, made.path, folder / "keyring.db")
    )
