"""Whatever is wrong is said in one sentence, the files stay as they are, and nothing runs on."""

import asyncio
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.store import Store, StorePaths, StoreRefused
from bot.store.crypto.keys import MasterKey
from bot.store.sqlite.first_run import begin
from tests.store.people import ADA, BEN, contents, reads, threads_of_the_store, writes

Slip = Callable[[StorePaths], object]


def newer(places: StorePaths) -> None:
    with closing(sqlite3.connect(places.keyring)) as db:
        db.execute("PRAGMA user_version = 99")


def changed(places: StorePaths) -> None:
    with closing(sqlite3.connect(places.database, isolation_level=None)) as db:
        db.execute("DELETE FROM head WHERE uid = (SELECT min(uid) FROM head)")


def swapped(places: StorePaths) -> None:
    away = places.data / "away"
    places.database.rename(away)
    places.keyring.rename(places.database)
    away.rename(places.keyring)


def gone(places: StorePaths) -> None:
    places.database.unlink()
    places.keyring.unlink()


def torn(places: StorePaths) -> None:
    places.database.write_bytes(places.database.read_bytes()[:5000])


SLIPS: dict[str, Slip] = {
    "the key is gone": lambda p: p.key.unlink(),
    "the group can read the key": lambda p: p.key.chmod(0o640),
    "everybody can read the key": lambda p: p.key.chmod(0o604),
    "the key is cut short": lambda p: p.key.write_bytes(p.key.read_bytes()[:40]),
    "the key is empty": lambda p: p.key.write_bytes(b""),
    "the key is something else": lambda p: p.key.write_bytes(b'{"kek": []}'),
    "the data are gone": lambda p: p.database.unlink(),
    "the keyring is gone": lambda p: p.keyring.unlink(),
    "both are gone": gone,
    "the data are empty": lambda p: p.database.write_bytes(b""),
    "the keyring is empty": lambda p: p.keyring.write_bytes(b""),
    "the data are no database": lambda p: p.database.write_bytes(b"shopping list\n" * 999),
    "the data are torn": torn,
    "the keyring is newer": newer,
    "the data were changed": changed,
    "the files are swapped": swapped,
}


async def refusal(places: StorePaths) -> str:
    """What the store says, having touched nothing and left nothing running."""
    before = contents(places.data.parent)
    with pytest.raises(StoreRefused) as refused:
        await Store.open(places)
    assert contents(places.data.parent) == before
    assert not threads_of_the_store()
    said = str(refused.value)
    assert said.endswith((".", "first.", "again.")), said
    assert "\n" not in said
    assert len(said) > 40
    return said


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
async def test_a_slip_is_said_and_nothing_is_touched(used: StorePaths, slip: Slip) -> None:
    slip(used)
    await refusal(used)


async def test_the_key_of_another_bot_is_refused(used: StorePaths, tmp_path: Path) -> None:
    other = StorePaths(tmp_path / "other" / "data", tmp_path / "other" / "keys" / "master.key")
    await (await Store.open(other)).close()
    mine = used.key.read_bytes()
    used.key.write_bytes(other.key.read_bytes())
    assert "key does not fit" in await refusal(used)
    used.key.write_bytes(mine)
    used.database.write_bytes(other.database.read_bytes())
    assert "data.db does not belong" in await refusal(used)


@pytest.mark.parametrize("file", ["data.db", "keyring.db"])
async def test_an_older_copy_of_one_file_is_refused(used: StorePaths, file: str) -> None:
    old = contents(used.data)[file]
    store = await Store.open(used)
    await store.close()
    (used.data / file).write_bytes(old)
    assert f"{used.data / file} is older" in await refusal(used)


async def test_a_refusal_after_a_crash_leaves_the_log_for_the_right_start(
    store: Store, places: StorePaths, tmp_path: Path
) -> None:
    await writes(store, ADA, "only in the log so far")
    # What a SIGKILL would leave behind.
    shutil.copytree(places.data, tmp_path / "crashed" / "data")
    left = StorePaths(tmp_path / "crashed" / "data", tmp_path / "crashed" / "keys" / "master.key")
    before = contents(left.data)
    assert "data.db-wal" in before
    shutil.copytree(places.key.parent, left.key.parent)
    left.key.write_bytes(MasterKey.new().written())
    with pytest.raises(StoreRefused, match="does not fit"):
        await Store.open(left)
    after = contents(left.data)
    # The -shm files are SQLite's index to the logs, made anew by whoever comes first.
    assert all(after[name] == before[name] for name in before if not name.endswith("-shm"))
    shutil.copy(places.key, left.key)
    again = await Store.open(left)
    assert await reads(again, ADA) == "only in the log so far"
    await again.close()


async def test_a_key_that_cannot_be_made_is_said_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    places = StorePaths(tmp_path / "data", tmp_path / "file" / "keys" / "master.key")
    with pytest.raises(StoreRefused, match=str(tmp_path / "file")):
        await Store.open(places)


async def test_a_key_among_the_data_is_refused(tmp_path: Path) -> None:
    places = StorePaths(tmp_path / "data", tmp_path / "data" / "keys" / "master.key")
    assert "must not lie among the data" in await refusal(places)
    assert not places.data.exists()


async def test_a_second_bot_on_the_same_files_is_refused(store: Store, places: StorePaths) -> None:
    with pytest.raises(StoreRefused, match="Another bot is at work"):
        await Store.open(places)
    await writes(store, ADA, "still working")
    assert await reads(store, ADA) == "still working"


async def test_a_file_where_the_directory_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    places = StorePaths(tmp_path / "file" / "data", tmp_path / "keys" / "master.key")
    assert "Nothing can be written" in await refusal(places)


OPEN = """
import asyncio, os, resource, sys
from pathlib import Path
from bot.store import StorePaths, Store, StoreRefused
data, key, most, user = sys.argv[1:]
if int(most):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
if int(user):
    os.setuid(int(user))
async def main():
    await (await Store.open(StorePaths(Path(data), Path(key)))).close()
try:
    asyncio.run(main())
except StoreRefused as refused:
    sys.exit(str(refused))
"""


def opened_elsewhere(places: StorePaths, most: int = 0, user: int = 0) -> tuple[int, str]:
    """The end of a process that opens the store, and what it said."""
    command = [sys.executable, "-c", OPEN, str(places.data), str(places.key), str(most), str(user)]
    done = subprocess.run(  # noqa: PLW1510
        command, capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stderr


async def test_a_full_disk_is_said_and_nothing_is_lost(used: StorePaths) -> None:
    before = [path.read_bytes() for path in (used.database, used.keyring, used.key)]
    code, said = await asyncio.to_thread(opened_elsewhere, used, 8000)
    assert code == 1
    assert said.count("\n") == 1, said
    assert "make room" in said or "look after the disk" in said
    assert [p.read_bytes() for p in (used.database, used.keyring, used.key)] == before
    store = await Store.open(used)
    assert await reads(store, ADA) == "the first thing"
    await store.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder whose parents anybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


async def test_a_directory_that_cannot_be_written_to_is_said(open_folder: Path) -> None:
    # Root may write anywhere, so there it is somebody else who tries.
    nobody = 65534 if os.geteuid() == 0 else 0
    places = StorePaths(open_folder / "data", open_folder / "keys" / "master.key")
    store = await Store.open(places)
    await writes(store, BEN, "x")
    await store.close()
    for path in (places.key, places.key.parent, places.data, *places.data.iterdir()):
        if nobody:
            os.chown(path, nobody, nobody)
    before = contents(open_folder)
    for path in (places.database, places.keyring):
        path.chmod(0o400)
    places.data.chmod(0o500)
    code, said = await asyncio.to_thread(opened_elsewhere, places, 0, nobody)
    assert code == 1
    assert said.count("\n") == 1, said
    assert "Nothing can be written" in said
    places.data.chmod(0o700)
    assert contents(open_folder) == before


async def test_the_first_run_makes_files_for_nobody_else(places: StorePaths) -> None:
    mask = os.umask(0)
    try:
        store = await Store.open(places)
        await writes(store, ADA, "x")
        modes = {stat.S_IMODE(p.stat().st_mode) for p in [places.key, *places.data.iterdir()]}
        folders = {stat.S_IMODE(p.stat().st_mode) for p in (places.data, places.key.parent)}
    finally:
        os.umask(mask)
    assert modes == {0o600}
    assert folders == {0o700}
    assert store.first_run
    assert len(bytes.fromhex(store.fingerprint)) == 4
    await store.close()
    again = await Store.open(places)
    assert (again.first_run, again.fingerprint) == (False, store.fingerprint)
    assert again.generation == store.generation + 1
    await again.close()


# How far a first run had come when it was killed: what is there besides the marker.
CUTS = [(), ("key",), ("key", "database"), ("key", "database", "keyring")]


@pytest.mark.parametrize("there", CUTS, ids=len)
async def test_a_first_run_that_was_killed_is_finished(
    places: StorePaths, there: tuple[str, ...]
) -> None:
    places.data.mkdir()
    begin(places)
    for name in {"key", "database", "keyring"} - {*there}:
        getattr(places, name).unlink()
    places.beginning.write_bytes(b"")
    (places.data / "data.db.new").write_bytes(b"half a database")
    store = await Store.open(places)
    assert store.first_run
    await writes(store, ADA, "kept")
    await store.close()
    assert not places.beginning.exists()
    again = await Store.open(places)
    assert not again.first_run
    assert await reads(again, ADA) == "kept"
    await again.close()


async def test_being_killed_on_the_way_to_a_new_generation_is_no_trouble(used: StorePaths) -> None:
    store = await Store.open(used)
    announce = store._people.keyring.change
    await announce(lambda _, ledger: replace(ledger, coming=ledger.generation + 1))
    await store.close()
    again = await Store.open(used)
    assert await reads(again, ADA) == "the first thing"
    await again.close()
    await (await Store.open(used)).close()
