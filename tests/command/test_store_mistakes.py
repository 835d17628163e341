"""Whatever is wrong with the files, the bot says so in one sentence and leaves them alone."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store import Store, StorePaths
from tests.command.conftest import Shell


def places(folder: Path) -> StorePaths:
    return StorePaths(data=folder / "data", key=folder / "keys" / "master.key")


@pytest.fixture
async def used(shell: Shell) -> Shell:
    """A folder in which the bot has already run."""
    store = await Store.open(places(shell.folder))
    await store.close()
    shell.has_a_token()
    return shell


@pytest.fixture
async def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another bot's folder."""
    folder = tmp_path_factory.mktemp("stranger")
    store = await Store.open(places(folder))
    await store.close()
    return folder


def lose_the_key(folder: Path) -> None:
    places(folder).key.unlink()


def let_others_read_the_key(folder: Path) -> None:
    places(folder).key.chmod(0o644)


def cut_the_key_short(folder: Path) -> None:
    places(folder).key.write_bytes(places(folder).key.read_bytes()[:20])


def lose_the_data(folder: Path) -> None:
    (places(folder).data / "data.db").unlink()


def lose_the_keyring(folder: Path) -> None:
    (places(folder).data / "keyring.db").unlink()


def put_something_else_in_its_place(folder: Path) -> None:
    (places(folder).data / "data.db").write_bytes(b"shopping list\n" * 400)


def meet_a_newer_database(folder: Path) -> None:
    db = sqlite3.connect(places(folder).data / "data.db")
    db.execute("PRAGMA user_version = 999")
    db.close()


@pytest.mark.parametrize(
    "slip",
    [
        lose_the_key,
        let_others_read_the_key,
        cut_the_key_short,
        lose_the_data,
        lose_the_keyring,
        put_something_else_in_its_place,
        meet_a_newer_database,
    ],
)
async def test_a_slip_is_told_and_nothing_is_touched(
    used: Shell, slip: Callable[[Path], None]
) -> None:
    slip(used.folder)
    before = contents(used.folder)
    assert used.bot("run").mistake
    assert contents(used.folder) == before


async def test_the_doctor_finds_it_too(used: Shell) -> None:
    lose_the_key(used.folder)
    before = contents(used.folder)
    said = used.bot("doctor")
    assert said.code == 1
    assert "\nmend key" in said.out
    assert contents(used.folder) == before


async def test_the_key_of_another_bot_is_refused(used: Shell, stranger: Path) -> None:
    places(used.folder).key.write_bytes(places(stranger).key.read_bytes())
    before = contents(used.folder)
    assert "key" in used.bot("run").mistake
    assert contents(used.folder) == before


async def test_a_second_copy_is_refused(used: Shell) -> None:
    store = await Store.open(places(used.folder))
    try:
        assert used.bot("run").mistake
    finally:
        await store.close()


async def test_a_disk_that_cannot_be_written_to_is_refused(shell: Shell) -> None:
    (shell.folder / "file").touch()
    shell.has_a_token("QUIET_PAGE_DATA_DIR=file/data")
    assert shell.bot("run").mistake


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below, byte by byte."""
    return {str(f): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
