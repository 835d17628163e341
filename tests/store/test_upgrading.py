"""A store of the first version still opens, and an upgrade is all or nothing."""

import asyncio
import gzip
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.reveal import reveal
from bot.store import Store, StorePaths, StoreRefused
from bot.store.records import Shelf
from bot.store.sqlite import upgrade as upgrading
from bot.store.sqlite.migrations import steps
from tests.store.people import ADA, BEN, contents, reads, writes

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture
def golden(places: StorePaths) -> StorePaths:
    """The first version's files, as it left them."""
    places.data.mkdir(mode=0o700)
    places.key.parent.mkdir(mode=0o700)
    shutil.copyfile(GOLDEN / "master.key", places.key)
    places.key.chmod(0o600)
    for path in (places.database, places.keyring):
        path.write_bytes(gzip.decompress((GOLDEN / f"{path.name}.gz").read_bytes()))
    return places


async def all_is_there(places: StorePaths) -> None:
    store = await Store.open(places)
    assert await reads(store, ADA) == "the first thing"
    assert await reads(store, BEN) == "something else"
    assert await reads(store, ADA, b"another sitting.") == [
        "eins",
        {"two": "zwei \N{WINKING FACE}"},
    ]
    async with store.session(ADA) as session:
        record = session.get(Shelf.SETTINGS, session.named("country"))
        assert record
        assert reveal(record.words["answer"]) == "somewhere"
    await writes(store, ADA, "the first thing")
    await store.close()


async def test_a_store_of_the_first_version_opens_with_every_word(golden: StorePaths) -> None:
    old = contents(golden.data)
    await all_is_there(golden)
    assert golden.keyring.with_name("keyring.db.before-1").read_bytes() == old["keyring.db"]
    with closing(sqlite3.connect(golden.keyring)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(steps("keyring")),)
    await all_is_there(golden)


async def test_what_was_before_stays_for_a_day(
    golden: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    await all_is_there(golden)
    await all_is_there(golden)
    assert len(list(golden.data.glob("*.before-*"))) == 2
    monkeypatch.setattr(upgrading.drop_what_was_before, "__kwdefaults__", {"older_than": 0.0})
    await all_is_there(golden)
    assert list(golden.data.glob("*.before-*")) == []


BAD_STEPS = {
    "nonsense": "CREATE TABLE nonsense",
    "a table that loses people": "DELETE FROM person",
    "people changed": "UPDATE person SET blob = zeroblob(200)",
}


@pytest.mark.parametrize("bad", BAD_STEPS.values(), ids=BAD_STEPS)
async def test_an_upgrade_that_goes_wrong_leaves_the_files_as_they_were(
    golden: StorePaths, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    old, good = contents(golden.data), steps
    with monkeypatch.context() as wrong:
        wrong.setattr(
            upgrading, "steps", lambda file: (*good(file), bad) if file == "keyring" else good(file)
        )
        with pytest.raises(StoreRefused, match="could not be brought up to this version"):
            await Store.open(golden)
    left = {name: content for name, content in contents(golden.data).items() if name in old}
    assert left == old
    assert not list(golden.data.glob("*keyring.db.*"))
    await all_is_there(golden)


@pytest.mark.parametrize("at", range(11))
async def test_killed_on_the_way_an_upgrade_is_done_at_the_next_start(
    golden: StorePaths, at: int
) -> None:
    child = os.fork()
    if child == 0:
        die_at(at, golden)
    await asyncio.to_thread(os.waitpid, child, 0)
    await all_is_there(golden)
    assert not list(golden.data.glob("*.upgraded*"))


def die_at(at: int, places: StorePaths) -> None:
    """Be gone, without a word, before so many of the things an upgrade does to files."""
    from bot.store.sqlite.keyfile import read_key  # noqa: PLC0415

    done = 0

    def counted(act: object) -> object:
        def or_gone(*arguments: object, **options: object) -> object:
            nonlocal done
            if done == at:
                os._exit(0)
            done += 1
            return act(*arguments, **options)  # type: ignore[operator]

        return or_gone

    for name in ("copy_whole", "_fold", "put_in_place", "settle", "migrate"):
        setattr(upgrading, name, counted(getattr(upgrading, name)))
    upgrading.upgrade(places, read_key(places.key))
    os._exit(0)
