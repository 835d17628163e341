"""The backup of every day in its own process: what it is given, and that it ends with the bot."""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.ops import nightly
from bot.store import Store, StorePaths
from bot.store.sqlite.backup import back_up, copies_in
from tests.process.waiting import until
from tests.store.people import ADA, writes

pytestmark = pytest.mark.process

# As much of a bot as it takes to make one.
BOT = (
    "import asyncio, sys; from pathlib import Path; from bot.ops import nightly;"
    " from bot.store import StorePaths; data, key, folder = map(Path, sys.argv[1:]);"
    " asyncio.run(nightly.backed_up(StorePaths(data, key), folder, 7))"
)


@pytest.fixture
async def places(tmp_path: Path) -> StorePaths:
    found = StorePaths(tmp_path / "data", tmp_path / "keys" / "master.key")
    store = await Store.open(found)
    await writes(store, ADA, "about the winter")
    await store.close()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere"


@asynccontextmanager
async def in_the_middle(places: StorePaths, folder: Path) -> AsyncIterator[None]:
    """The pages are copied, and the keyring can't be read: a backup waits, for seconds."""
    with closing(sqlite3.connect(places.keyring, isolation_level=None)) as db:
        db.execute("PRAGMA locking_mode=EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        yield
        db.rollback()


def has_begun(folder: Path) -> bool:
    return (folder / "keyring.db.new").exists()


def drafts(folder: Path) -> list[Path]:
    return list(folder.glob("*.new*"))


def at_work(folder: Path) -> list[Path]:
    """The processes that make a backup there just now."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            typed = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it ended just now
        if b"bot.ops.nightly" in typed and str(folder).encode() in typed:
            found.append(process)
    return found


async def test_it_has_no_settings_and_no_token(
    places: StorePaths, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIET_PAGE_TOKEN", "a secret")
    monkeypatch.setenv("quiet_page_operator", "somebody")
    async with in_the_middle(places, folder):
        going = asyncio.create_task(nightly.backed_up(places, folder, 7))
        await until(lambda: has_begun(folder))
        (process,) = at_work(folder)
        given = (process / "environ").read_bytes().lower()
        assert b"path=" in given
        assert b"quiet_page" not in given
        assert b"a secret" not in given
    await going
    assert len(copies_in(folder)) == 1


async def test_told_to_stop_nothing_of_it_goes_on(places: StorePaths, folder: Path) -> None:
    async with in_the_middle(places, folder):
        going = asyncio.create_task(nightly.backed_up(places, folder, 7))
        await until(lambda: has_begun(folder))
        going.cancel()
        await asyncio.wait({going})
        assert going.cancelled()
        assert at_work(folder) == []
    assert copies_in(folder) == []


async def test_a_bot_that_is_killed_takes_it_along_and_the_next_one_clears_up(
    places: StorePaths, folder: Path
) -> None:
    before = back_up(places, folder)
    command = (sys.executable, "-c", BOT, places.data, places.key, folder)
    async with in_the_middle(places, folder):
        bot = await asyncio.create_subprocess_exec(*map(str, command))
        await until(lambda: has_begun(folder))
        (process,) = at_work(folder)
        bot.kill()
        await bot.wait()
        # On its own it would wait for the keyring much longer, and go on then.
        async with asyncio.timeout(4):
            await until(lambda: not process.exists() or "Z" in state(process))
    assert copies_in(folder) == [before.path]
    assert drafts(folder)
    await nightly.backed_up(places, folder, 7)
    assert not drafts(folder)
    assert before.path in copies_in(folder)


async def test_killed_itself_it_is_one_line_that_says_so(places: StorePaths, folder: Path) -> None:
    async with in_the_middle(places, folder):
        going = asyncio.create_task(nightly.backed_up(places, folder, 7))
        await until(lambda: has_begun(folder))
        (process,) = at_work(folder)
        killer = await asyncio.create_subprocess_exec("kill", "-9", process.name)
        await killer.wait()
        with pytest.raises(nightly.NotBackedUp, match="-9"):
            await going
    assert copies_in(folder) == []


async def test_what_goes_wrong_is_told_by_its_kind(places: StorePaths, folder: Path) -> None:
    places.key.unlink()
    with pytest.raises(nightly.NotBackedUp, match="StoreRefused"):
        await nightly.backed_up(places, folder, 7)


def state(process: Path) -> str:
    try:
        return (process / "stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"
