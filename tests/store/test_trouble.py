"""When something goes wrong: it is said, nobody else is touched, and nothing looks empty."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import replace

import pytest

from bot.person import PersonId
from bot.store import Store, StorePaths, StoreUnavailable, Tampered
from bot.store.records import Shelf
from bot.store.rows import Change
from tests.store.people import ADA, BEN, SITTING, reads, said, writes

DAMAGE: dict[str, str] = {
    "a row was changed": "UPDATE sitting SET blob = zeroblob(544)",
    "a row is gone": "DELETE FROM sitting WHERE uid = (SELECT min(uid) FROM sitting)",
    "a row was copied": "INSERT INTO sitting SELECT uid, randomblob(16), blob FROM sitting",
    "a head is gone": "DELETE FROM head",
    "a head was changed": "UPDATE head SET blob = zeroblob(88)",
    "rows and head are gone": "DELETE FROM head; DELETE FROM sitting",
    "the table is gone": "DROP TABLE sitting",
}


@pytest.mark.parametrize("sql", DAMAGE.values(), ids=DAMAGE.keys())
async def test_what_was_damaged_under_us_never_reads_as_empty(used: StorePaths, sql: str) -> None:
    store = await Store.open(used)
    with closing(sqlite3.connect(used.database, isolation_level=None)) as db:
        db.executescript(sql)
    results = [await attempt(store, person) for person in (ADA, BEN)]
    assert None not in results
    assert StoreUnavailable in results
    await store.close()


async def attempt(store: Store, person: PersonId) -> object:
    try:
        return await reads(store, person)
    except StoreUnavailable:
        return StoreUnavailable


async def test_a_closed_store_says_so(places: StorePaths) -> None:
    store = await Store.open(places)
    await store.close()
    with pytest.raises(StoreUnavailable):
        await reads(store, ADA)


async def test_the_trouble_of_one_leaves_the_others_of_the_same_commit_alone(store: Store) -> None:
    people = [PersonId(n) for n in range(20)]
    for person in people:
        await writes(store, person, "before")
    # Ada's pages were changed behind her back: her save is refused, in a commit with twenty more.
    await writes(store, ADA, "before")
    spoil(store, ADA)
    done = await asyncio.gather(
        *(writes(store, person, "after") for person in (*people[:10], ADA, *people[10:])),
        return_exceptions=True,
    )
    assert [type(error) for error in done if error] == [StoreUnavailable]
    assert isinstance(done[10], StoreUnavailable)
    assert {await reads(store, person) for person in people} == {"after"}
    assert await reads(store, ADA) == "before"
    await writes(store, ADA, "at last")
    assert await reads(store, ADA) == "at last"


def spoil(store: Store, person: PersonId) -> None:
    pages = store._cache.get(person)
    assert pages
    store._cache.put(person, replace(pages, head=pages.keys.seal_head(pages.multiset.pack())))


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 4, 6, 8])
async def test_a_save_that_was_cancelled_happened_or_did_not(store: Store, steps: int) -> None:
    await writes(store, ADA, "before")
    saving = asyncio.create_task(writes(store, ADA, "after"))
    for _ in range(steps):
        await asyncio.sleep(0)
    # On a disk in memory it may be over by then.
    with pytest.raises(asyncio.CancelledError) if saving.cancel() else nullcontext():
        await saving
    seen = await reads(store, ADA)
    assert seen in {"before", "after"}
    store._cache.clear()
    assert await reads(store, ADA) == seen
    await writes(store, ADA, "and on")
    assert await reads(store, ADA) == "and on"


async def test_whoever_is_impatient_is_cancelled_only_once_it_is_decided(store: Store) -> None:
    await writes(store, ADA, "before")
    begun, release = hold_up(store)
    saving = asyncio.create_task(writes(store, ADA, "after"))
    await begun.wait()
    saving.cancel()
    following = asyncio.create_task(reads(store, ADA))
    await asyncio.sleep(0.02)
    assert not saving.done()
    assert not following.done()
    release()
    assert await following == "after"
    assert saving.cancelled()


def hold_up(store: Store) -> tuple[asyncio.Event, Callable[[], None]]:
    """Make every commit wait, until released; and tell when one has begun."""
    begun, gate = asyncio.Event(), asyncio.Event()
    commit = store._writer._commit

    async def later(changes: list[Change]) -> None:
        begun.set()
        await gate.wait()
        await commit(changes)

    store._writer._commit = later  # type: ignore[method-assign]
    return begun, gate.set


async def test_a_store_that_closes_finishes_what_is_being_written(places: StorePaths) -> None:
    store = await Store.open(places)
    saving = [asyncio.create_task(writes(store, PersonId(n), "kept")) for n in range(20)]
    await asyncio.sleep(0.005)
    await asyncio.gather(*saving)
    await store.close()
    again = await Store.open(places)
    assert {await reads(again, PersonId(n)) for n in range(20)} == {"kept"}
    await again.close()


FILL = """
import asyncio, resource, sys
from pathlib import Path
from bot.store import StorePaths, Store, StoreUnavailable
from tests.store.people import ADA, BEN, reads, writes

async def main(data, key, most):
    store = await Store.open(StorePaths(Path(data), Path(key)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, -1))
    kept, refused = 0, 0
    for n in range(40):
        try:
            await writes(store, ADA, "x" * 5000 + str(n), n.to_bytes(16))
            kept += 1
        except StoreUnavailable as error:
            assert "SQLITE" in str(error), error
            refused += 1
        assert (await reads(store, ADA, n.to_bytes(16)) is None) == (refused > 0)
    assert kept and refused, (kept, refused)
    resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
    await writes(store, BEN, "there is room again")
    assert await reads(store, ADA, (kept - 1).to_bytes(16))
    await store.close()
    print(kept)

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""


async def test_a_disk_that_fills_up_is_said_and_costs_nothing_kept(places: StorePaths) -> None:
    command = [sys.executable, "-c", FILL, str(places.data), str(places.key), "250000"]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    store = await Store.open(places)
    for n in range(int(done.stdout)):
        assert await reads(store, ADA, n.to_bytes(16)) == "x" * 5000 + str(n)
    assert await reads(store, BEN) == "there is room again"
    await store.close()


async def test_a_blob_moved_to_somebody_else_is_noticed(used: StorePaths) -> None:
    store = await Store.open(used)
    with closing(sqlite3.connect(used.database, isolation_level=None)) as db:
        (one, first), (other, second) = db.execute("SELECT uid, blob FROM sitting").fetchall()
        db.execute("UPDATE sitting SET blob = ? WHERE uid = ?", (second, one))
        db.execute("UPDATE sitting SET blob = ? WHERE uid = ?", (first, other))
    for person in (ADA, BEN):
        with pytest.raises(Tampered):
            await reads(store, person)
    await store.close()


async def test_what_was_staged_beside_something_too_long_is_not_kept(store: Store) -> None:
    async def stages() -> None:
        async with store.session(ADA) as session:
            session.keep(Shelf.SITTINGS, SITTING, said("short"))
            session.keep(Shelf.SITTINGS, b"another one here", said("x" * 70_000))

    with pytest.raises(StoreUnavailable):
        await stages()
    assert not await store.knows(ADA)


async def test_while_somebody_else_writes_those_who_only_read_do_not_wait(used: StorePaths) -> None:
    store = await Store.open(used)
    with closing(sqlite3.connect(used.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        saving = asyncio.create_task(writes(store, ADA, "in a moment"))
        await asyncio.sleep(0.05)
        assert await reads(store, BEN) == "something else"
        assert not saving.done(), "it waits for the other, and for nobody else"
        other.execute("ROLLBACK")
    await saving
    assert await reads(store, ADA) == "in a moment"
    await store.close()


async def test_a_lock_that_is_not_let_go_of_is_an_error_in_the_end(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.sqlite.database.PATIENCE", 0.1)
    store = await Store.open(used)
    with closing(sqlite3.connect(used.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="SQLITE_BUSY"):
            await writes(store, ADA, "not now")
    assert await reads(store, ADA) == "the first thing"
    await store.close()
