"""Backups, restoring and another master key, as whoever runs the bot sees to them."""

import asyncio
import logging
import re
import signal

import pytest

from bot.ops import admin
from bot.ops.settings import Settings
from bot.store import Store, StorePaths
from bot.store.sqlite.backup import copies_in
from tests.command.conftest import Shell
from tests.command.test_process import NOBODY, bot
from tests.store.people import ADA, BEN, contents, reads, writes

pytestmark = pytest.mark.long

SENTENCE = "nobody knows about the winter"


@pytest.fixture
def places(shell: Shell) -> StorePaths:
    """Where the bot of this folder keeps things."""
    return StorePaths(shell.folder / "data", shell.folder / "keys" / "master.key")


async def written(places: StorePaths, words: str = SENTENCE) -> None:
    store = await Store.open(places)
    await writes(store, ADA, words)
    await store.close()


async def found(places: StorePaths) -> object:
    store = await Store.open(places)
    try:
        return await reads(store, ADA)
    finally:
        await store.close()


async def test_a_backup_is_made_checked_and_put_back(shell: Shell, places: StorePaths) -> None:
    await written(places)
    made = shell.bot("backup", "elsewhere")
    assert made.code == 0, made
    assert re.fullmatch(
        r"elsewhere/data-\d{8}-\d{6}\.db was made and proved:"
        r" 1 people, 1 records, generation 1\.\n",
        made.out,
    )
    (copy,) = copies_in(shell.folder / "elsewhere")
    before = contents(shell.folder)
    checked = shell.bot("backup", "--check", str(copy))
    assert (checked.code, contents(shell.folder)) == (0, before)
    assert "can be restored: 1 people, 1 records" in checked.out
    await written(places, "later")
    back = shell.bot("restore", str(copy))
    assert back.code == 0, back
    assert "is in place now: 1 people, 1 records" in back.out
    aside = re.search(r"before lies in (\S+);", back.out)
    assert aside
    assert (shell.folder / aside[1] / "data.db").exists()
    assert await found(places) == SENTENCE
    assert SENTENCE not in made.out + checked.out + back.out


async def test_the_folder_may_stand_in_the_settings(shell: Shell, places: StorePaths) -> None:
    await written(places)
    assert "There is no folder for the backup" in shell.bot("backup").mistake
    shell.writes("QUIET_PAGE_BACKUP_DIR=elsewhere\nQUIET_PAGE_BACKUPS_KEPT=1")
    assert shell.bot("backup").code == 0
    assert len(copies_in(shell.folder / "elsewhere")) == 1


async def test_a_key_beside_the_backup_is_said(shell: Shell, places: StorePaths) -> None:
    await written(places)
    assert "a thief of one has both" in shell.bot("backup", "keys").out


@pytest.mark.parametrize("what", ["copy", "keyring.db"])
async def test_a_check_says_what_would_not_help_on_the_day(
    shell: Shell, places: StorePaths, what: str
) -> None:
    await written(places)
    shell.bot("backup", "elsewhere")
    (copy,) = copies_in(shell.folder / "elsewhere")
    broken = copy if what == "copy" else copy.with_name(what)
    for content in (b"", broken.read_bytes()[:5000]):
        broken.write_bytes(content)
        assert "another copy" in (said := shell.bot("backup", "--check", str(copy)).mistake) or (
            "damaged" in said
        )
    broken.unlink()
    assert "is not there" in (said := shell.bot("backup", "--check", str(copy)).mistake) or (
        "is missing" in said
    )


def test_there_is_nothing_to_see_to_before_the_first_run(shell: Shell) -> None:
    for command in (("backup", "elsewhere"), ("rotate-key",)):
        assert "There is nothing" in shell.bot(*command).mistake
    assert "is not there" in shell.bot("restore", "nowhere").mistake
    assert "key is missing" in shell.bot("restore", __file__).mistake
    assert not (shell.folder / "keys").exists()


async def test_the_key_is_changed_and_everything_is_still_there(
    shell: Shell, places: StorePaths
) -> None:
    await written(places)
    shell.writes("QUIET_PAGE_BACKUP_DIR=elsewhere")
    old = places.key.read_bytes()
    done = shell.bot("rotate-key")
    assert done.code == 0, done
    assert "copy the key file again" in done.out
    assert "was made with it" in done.out
    assert await found(places) == SENTENCE
    new = places.key.read_bytes()
    assert new != old
    places.key.write_bytes(old)
    assert "The key does not fit" in shell.bot("rotate-key").mistake


async def test_a_copy_from_before_the_key_was_changed_can_be_restored(
    shell: Shell, places: StorePaths
) -> None:
    await written(places)
    shell.bot("backup", "elsewhere")
    (copy,) = copies_in(shell.folder / "elsewhere")
    for _ in range(2):
        assert shell.bot("rotate-key").code == 0
    await written(places, "later")
    assert shell.bot("restore", str(copy)).code == 0
    assert await found(places) == SENTENCE


async def test_beside_a_running_bot_it_is_said_how(shell: Shell, places: StorePaths) -> None:
    async with bot(shell, NOBODY) as running:
        await running.says("can't be reached")
        assert "SIGUSR1" in shell.bot("rotate-key").mistake
        assert "at work" in shell.bot("restore", __file__).mistake
        running.process.send_signal(signal.SIGUSR1)
        said = await running.says("the key was changed")
        assert "copy the key file again" in said
        running.process.terminate()
        assert await running.ends() == 0
    fingerprint = said.split("fingerprint ")[1][:8]
    assert f"whole, for nobody else, {fingerprint}" in shell.bot("doctor").out


async def test_the_daily_backup_is_one_line_where_it_fails(
    places: StorePaths, shell: Shell, caplog: pytest.LogCaptureFixture
) -> None:
    chosen = Settings(
        data_dir=places.data, key_file=places.key, backup_dir=shell.folder / "elsewhere"
    )
    store = await Store.open(places)
    await writes(store, BEN, SENTENCE)
    await admin.daily(chosen, store)
    assert store.generation == 2
    assert len(copies_in(shell.folder / "elsewhere")) == 1
    places.key.rename(places.key.with_name("gone"))
    with caplog.at_level(logging.INFO, "bot"):
        await admin.daily(chosen, store)
    assert [r.getMessage() for r in caplog.records] == ["the backup failed: StoreRefused"]
    await store.close()


async def test_somebody_writing_meanwhile_is_not_in_the_way(places: StorePaths) -> None:
    store = await Store.open(places)
    stop = asyncio.Event()

    async def write_on() -> int:
        n = 0
        while not stop.is_set():
            n += 1
            await writes(store, ADA, n)
        return n

    busy = asyncio.create_task(write_on())
    for _ in range(3):
        await store.rotate()
    stop.set()
    last = await busy
    await store.close()
    again = await Store.open(places)
    assert await reads(again, ADA) == last
    await again.close()
