"""Forgotten is forgotten: in the files, in old copies of them, and after a crash half-way."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress

import pytest

from bot.store import Store, StorePaths, StoreRefused, Tampered
from bot.store.backend import DataFile, KeyringFile
from bot.store.records import Record, Shelf
from tests.store.people import ADA, BEN, contents, reads, writes


async def test_nothing_is_left_of_somebody_and_all_of_everybody_else(store: Store) -> None:
    await writes(store, ADA, "mine")
    await writes(store, BEN, "his")
    await store.forget(ADA)
    assert not await store.knows(ADA)
    assert await reads(store, ADA) is None
    assert await reads(store, BEN) == "his"
    await store.forget(ADA)
    await writes(store, ADA, "anew")
    assert await reads(store, ADA) == "anew"


async def test_no_file_holds_a_blob_of_theirs_afterwards(places: StorePaths) -> None:
    store = await Store.open(places)
    await writes(store, ADA, "mine")
    async with store.session(ADA) as session:
        session.keep(Shelf.SETTINGS, session.named("country"), Record({"of": "mine"}))
    await writes(store, BEN, "his")
    pages = store._cache.get(ADA)
    assert pages
    assert pages.head
    blobs = [pages.keys.uid, pages.head, *(blob for blob, _ in pages.rows.values())]
    with closing(sqlite3.connect(places.keyring)) as db:
        pseudonym = store._master.pseudonym(ADA)
        blobs += db.execute("SELECT blob FROM person WHERE pseud = ?", (pseudonym,)).fetchone()
    assert all(left_in(places, blob) for blob in blobs)
    await store.forget(ADA)
    # The uid was needed until the rows were gone, and stands for nobody any more.
    assert not any(left_in(places, blob) for blob in blobs[1:])
    await store.close()
    assert not any(left_in(places, blob) for blob in blobs)


def left_in(places: StorePaths, blob: bytes) -> bool:
    return any(blob[-16:] in content for content in contents(places.data).values())


async def test_an_old_copy_of_the_data_is_of_no_use_to_anybody(used: StorePaths) -> None:
    with closing(sqlite3.connect(used.database)) as db:
        old = db.execute("SELECT id, blob FROM sitting").fetchall()
    store = await Store.open(used)
    assert await opened(store, old) == 2
    await store.forget(ADA)
    assert await opened(store, old) == 1
    await store.close()


async def opened(store: Store, rows: list[tuple[bytes, bytes]]) -> int:
    """How many of these rows open under any key that is left."""
    people = await store._people.keyring.read(lambda ring: list(ring.people()))
    count = 0
    for keys in [store._master.person(pseudonym, blob) for pseudonym, blob in people]:
        for id, blob in rows:
            with suppress(Tampered):
                count += bool(keys.unseal(blob, "sitting", id))
    return count


@pytest.mark.parametrize("at", range(5))
async def test_a_crash_on_the_way_is_finished_at_the_next_start(used: StorePaths, at: int) -> None:
    store = await Store.open(used)
    register = store._people
    crash_before(at, register.keyring, register._data)
    with pytest.raises(Crash):
        await store.forget(ADA)
    await store.close()
    again = await Store.open(used)
    assert await reads(again, BEN) == "something else"
    if at == 0:
        assert await reads(again, ADA) == "the first thing"
    else:
        assert not await again.knows(ADA)
        with closing(sqlite3.connect(used.database)) as db:
            assert db.execute("SELECT count(*) FROM sitting").fetchone() == (1,)
        with closing(sqlite3.connect(used.keyring)) as db:
            assert db.execute("SELECT count(*) FROM tomb").fetchone() == (0,)
    await again.close()


class Crash(BaseException):
    """The process ends here."""


def crash_before(step: int, *files: DataFile | KeyringFile) -> None:
    """Let so many changes and sweeps of the two files happen, and no more."""
    left = [step]

    def counted(act: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
        async def counted_down(*args: object) -> object:
            if left[0] == 0:
                raise Crash
            left[0] -= 1
            return await act(*args)

        return counted_down

    for file in files:
        vars(file).update(change=counted(file.change), sweep=counted(file.sweep))


@pytest.mark.parametrize("which", ["database", "keyring"])
async def test_a_reader_in_the_way_holds_nobody_up_and_the_rest_goes_by_itself(
    used: StorePaths, which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store.A_WHILE", 0.01)
    store = await Store.open(used)
    await writes(store, ADA, "more")
    table = "sitting" if which == "database" else "person"
    with closing(sqlite3.connect(used.keyring)) as db:
        before = set(db.execute("SELECT blob FROM person").fetchall())
    with closing(sqlite3.connect(getattr(used, which), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        looked = asyncio.create_task(store.look())
        assert not await store.forget(ADA), "deleted, and it is said that a trace is left"
        await asyncio.wait_for(looked, 1)
        assert not await store.knows(ADA)
    async with asyncio.timeout(60):
        while store._has_tombstones:  # noqa: ASYNC110 - it is done by itself
            await asyncio.sleep(0.01)
    with closing(sqlite3.connect(used.keyring)) as db:
        [(key,)] = before - set(db.execute("SELECT blob FROM person").fetchall())
    for file in used.data.iterdir():
        assert key not in file.read_bytes(), file.name
    await store.close()
    with closing(sqlite3.connect(used.keyring)) as db:
        assert db.execute("SELECT count(*) FROM tomb").fetchone() == (0,)


async def test_a_crash_while_a_reader_is_in_the_way_is_seen_to_at_the_start(
    used: StorePaths,
) -> None:
    store = await Store.open(used)
    await writes(store, ADA, "more")
    with closing(sqlite3.connect(used.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sitting").fetchone()
        assert not await store.forget(ADA)
        await store.close()
    again = await Store.open(used)
    await again.close()
    with closing(sqlite3.connect(used.keyring)) as db:
        assert db.execute("SELECT count(*) FROM tomb").fetchone() == (0,)
    with closing(sqlite3.connect(used.database)) as db:
        assert db.execute("SELECT count(*) FROM sitting").fetchone() == (1,), "Ben's"


async def test_the_keyring_of_before_the_forgetting_is_refused(used: StorePaths) -> None:
    old = used.keyring.read_bytes()
    store = await Store.open(used)
    await store.forget(ADA)
    await store.close()
    used.keyring.write_bytes(old)
    with pytest.raises(StoreRefused):
        await Store.open(used)
