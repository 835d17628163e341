"""The lock: what lies in the files opens with their own phrase alone, and nothing is lost."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing

import pytest

from bot.confidential import Confidential
from bot.person import PersonId
from bot.reveal import reveal
from bot.store import (
    Letter,
    LockState,
    Session,
    Store,
    StorePaths,
    StoreRefused,
    UnlockResult,
    is_same_phrase,
    is_too_short,
)
from bot.store.crypto import lockbox as boxes
from bot.store.records import Record, Shelf
from bot.store.sqlite.backup import back_up
from bot.store.sqlite.keyfile import read_key
from bot.store.sqlite.restore import restore
from bot.store.sqlite.verify_backup import verify_backup
from tests.store.people import ADA, BEN, SITTING, contents, fresh_id, reads, stop_before, writes
from tests.store.scanner import found

PHRASE = Confidential("the heron stands in the reeds, and waits")
WRONG = Confidential("the heron stands in the reeds and waits")
SENTENCE = "I have not told anyone about the winter in Oslo"
# How many changes of a file putting it on takes.
STEPS = 5


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess costs as little as Argon2id allows; what it costs for real is measured elsewhere."""
    monkeypatch.setattr(boxes, "MEMORY", 8)
    monkeypatch.setattr(boxes, "ROUNDS", 1)


def brought_in(session: Session, letters: Sequence[Letter]) -> None:
    for letter in letters:
        for line in letter.lines:
            id = session.named(line.name) if line.name else line.id
            if line.record is None:
                session.drop(line.shelf, id)
            else:
                session.keep(line.shelf, id, line.record)


async def puts_on(store: Store, person: PersonId = ADA) -> tuple[Confidential[str], ...]:
    codes = await store.lock.prepare(person, PHRASE)
    assert await store.lock.confirm(person, codes[1])
    return codes


async def opens(
    store: Store, given: Confidential[str] = PHRASE, person: PersonId = ADA
) -> UnlockResult:
    return await store.lock.unlock(person, given, 900, brought_in)


async def again(store: Store, places: StorePaths) -> Store:
    await store.close()
    return await Store.open(places)


async def test_while_it_is_on_it_looks_as_if_nothing_were_kept(used: StorePaths) -> None:
    store = await Store.open(used)
    await puts_on(store)
    assert await store.lock.state(ADA) is LockState.OPEN
    assert await reads(store, ADA) == "the first thing"
    store.lock.lock_now(ADA)
    assert await store.lock.state(ADA) is LockState.LOCKED
    assert await reads(store, ADA) is None
    async with store.session(ADA) as session:
        assert session.locked
        assert not session.read(Shelf.SITTINGS)
    assert not await store.knows(ADA)
    assert await reads(store, BEN) == "something else"
    assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA) == "the first thing"
    await store.close()


async def test_a_restart_locks(used: StorePaths) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store = await again(store, used)
    assert await store.lock.state(ADA) is LockState.LOCKED
    assert await reads(store, ADA) is None
    assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA) == "the first thing"
    await store.close()


async def test_what_was_written_meanwhile_is_there_afterwards(used: StorePaths) -> None:
    store = await Store.open(used)
    async with store.session(ADA) as session:
        session.keep(Shelf.SETTINGS, session.named("country"), Record({"code": "NO"}))
    await puts_on(store)
    store.lock.lock_now(ADA)
    first, second, gone = fresh_id(), fresh_id(), fresh_id()
    await writes(store, ADA, "while it was on", first)
    assert await reads(store, ADA, first) == "while it was on", "they see what they just wrote"
    await writes(store, ADA, "thought better of", gone)
    async with store.session(ADA) as session:
        session.drop(Shelf.SITTINGS, gone)
        session.keep(Shelf.SETTINGS, session.named("country"), Record({"code": "DE"}))
    store = await again(store, used)
    assert await reads(store, ADA, first) is None
    await writes(store, ADA, "after the restart", second)
    assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA) == "the first thing"
    assert await reads(store, ADA, first) == "while it was on"
    assert await reads(store, ADA, second) == "after the restart"
    assert await reads(store, ADA, gone) is None
    async with store.session(ADA) as session:
        country = session.get(Shelf.SETTINGS, session.named("country"))
    assert country
    assert country.facts["code"] == "DE"
    with closing(sqlite3.connect(used.database)) as db:
        assert db.execute("SELECT count(*) FROM letter").fetchone() == (0,)
    store = await again(store, used)
    assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA, second) == "after the restart"
    await store.close()


async def test_the_wrong_phrase_and_no_lock_are_one_answer(used: StorePaths) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store.lock.lock_now(ADA)
    for _ in range(4):
        assert await opens(store, WRONG) is UnlockResult.NOT_OPENED
        assert await opens(store, WRONG, BEN) is UnlockResult.NOT_OPENED
    waits = await store.lock.wait(ADA), await store.lock.wait(BEN)
    assert waits[0] > 25
    assert waits[1] > 25
    assert await opens(store, PHRASE) is UnlockResult.WAIT
    assert await opens(store, PHRASE, BEN) is UnlockResult.WAIT
    assert await reads(store, BEN) == "something else"
    await store.close()


async def test_a_restart_gives_no_more_tries(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store.lock.lock_now(ADA)
    tried = []
    for _ in range(4):
        tried.append(await opens(store, WRONG))
        store = await again(store, used)
    tried.append(await opens(store))
    later = boxes.FIRST_WAIT + 1
    monkeypatch.setattr(
        "bot.store.lock.service._now", lambda: int(__import__("time").time()) + later
    )
    tried += [await opens(store, WRONG), await opens(store)]
    monkeypatch.setattr(
        "bot.store.lock.service._now", lambda: int(__import__("time").time()) + 3 * later
    )
    tried.append(await opens(store))
    wait = await store.lock.wait(ADA)
    # What stays open keeps a test that fails from ever ending.
    await store.close()
    assert tried[:4] == [UnlockResult.NOT_OPENED] * 4
    assert tried[4:] == [
        UnlockResult.WAIT,
        UnlockResult.NOT_OPENED,
        UnlockResult.WAIT,
        UnlockResult.OPENED,
    ]
    assert wait == 0


async def test_a_code_opens_it_once(used: StorePaths) -> None:
    store = await Store.open(used)
    codes = await puts_on(store)
    assert len(codes) == 3
    assert all(c.satisfies(lambda code: len(code) == 29) for c in codes)
    store.lock.lock_now(ADA)
    as_typed = codes[0].map(lambda code: f" {code.lower().replace('-', ' ')} ")
    assert await opens(store, as_typed) is UnlockResult.OPENED
    store = await again(store, used)
    assert await opens(store, codes[0]) is UnlockResult.NOT_OPENED
    assert await opens(store, codes[2]) is UnlockResult.OPENED
    await store.close()


async def test_nothing_is_on_before_a_code_was_shown_to_be_kept(used: StorePaths) -> None:
    store = await Store.open(used)
    codes = await store.lock.prepare(ADA, PHRASE)
    assert not await store.lock.confirm(ADA, Confidential("23456-23456-23456-23456-23456"))
    assert await store.lock.state(ADA) is LockState.NONE
    store.lock.clock = lambda: 1e9
    assert not await store.lock.confirm(ADA, codes[0]), "that was too long ago"
    assert await store.lock.state(ADA) is LockState.NONE
    assert await reads(store, ADA) == "the first thing"
    assert await store.lock.prepare(PersonId(5), PHRASE) == (), "there is nothing to lock"
    await store.close()


@pytest.mark.parametrize("leaves", ["lock_now", "drop_prepared"])
async def test_let_go_of_in_time_it_is_not_put_on(used: StorePaths, leaves: str) -> None:
    store = await Store.open(used)
    codes = await store.lock.prepare(ADA, PHRASE)
    async with store.session(ADA):
        confirming = asyncio.create_task(store.lock.confirm(ADA, codes[0]))
        await asyncio.sleep(0)
        getattr(store.lock, leaves)(ADA)
    is_on, state = await confirming, await store.lock.state(ADA)
    await store.close()
    assert not is_on
    assert state is LockState.NONE


async def test_the_phrase_is_changed_and_the_old_one_opens_nothing(used: StorePaths) -> None:
    store = await Store.open(used)
    old_codes = await puts_on(store)
    new = Confidential("another sentence altogether")
    codes = await store.lock.prepare(ADA, new)
    assert await store.lock.confirm(ADA, codes[0])
    assert await reads(store, ADA) == "the first thing"
    store.lock.lock_now(ADA)
    assert await opens(store, PHRASE) is UnlockResult.NOT_OPENED
    assert await opens(store, old_codes[0]) is UnlockResult.NOT_OPENED
    assert await opens(store, new) is UnlockResult.OPENED
    assert await reads(store, ADA) == "the first thing"
    await store.close()


async def test_it_is_taken_off_with_the_phrase_only(used: StorePaths) -> None:
    store = await Store.open(used)
    await puts_on(store)
    assert await store.lock.remove(ADA, WRONG) is UnlockResult.NOT_OPENED
    assert await store.lock.remove(BEN, PHRASE) is UnlockResult.NOT_OPENED
    assert await store.lock.remove(ADA, PHRASE) is UnlockResult.OPENED
    assert await store.lock.state(ADA) is LockState.NONE
    store = await again(store, used)
    assert await reads(store, ADA) == "the first thing"
    await writes(store, ADA, "as before")
    await puts_on(store)
    assert await reads(store, ADA) == "as before"
    await store.close()


async def test_it_locks_by_itself_when_it_is_not_used(used: StorePaths) -> None:
    store = await Store.open(used)
    now = 0.0
    store.lock.clock = lambda: now
    await puts_on(store)
    now = 899
    assert await reads(store, ADA) == "the first thing"
    now = 1798
    assert await reads(store, ADA) == "the first thing", "it was used in between"
    now = 2800
    store.lock.tick()
    assert await store.lock.state(ADA) is LockState.LOCKED
    assert await reads(store, ADA) is None
    assert await store.lock.unlock(ADA, PHRASE, None, brought_in) is UnlockResult.OPENED
    now = 1e6
    store.lock.tick()
    assert await reads(store, ADA) == "the first thing", "until it is locked by hand"
    await store.close()


async def test_what_is_written_aside_is_out_of_sight_after_a_while(used: StorePaths) -> None:
    store = await Store.open(used)
    now = 0.0
    store.lock.clock = lambda: now
    await puts_on(store)
    store.lock.lock_now(ADA)
    id = fresh_id()
    await writes(store, ADA, "for a moment", id)
    now = 1000
    store.lock.tick()
    assert await reads(store, ADA, id) is None
    assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA, id) == "for a moment"
    await store.close()


async def test_locked_in_the_middle_of_a_turn_nothing_stays_in_memory(used: StorePaths) -> None:
    store = await Store.open(used)
    await puts_on(store)
    async with store.session(ADA) as session:
        session.keep(Shelf.SITTINGS, SITTING, Record({}, {"answer": Confidential("at that time")}))
        store.lock.lock_now(ADA)
    assert await reads(store, ADA) is None
    assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA) == "at that time"
    await store.close()


async def test_they_can_delete_everything_without_the_phrase(used: StorePaths) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store.lock.lock_now(ADA)
    await writes(store, ADA, "a letter", fresh_id())
    await store.forget(ADA)
    assert await store.lock.state(ADA) is LockState.NONE
    assert await opens(store) is UnlockResult.NOT_OPENED
    store = await again(store, used)
    assert await reads(store, ADA) is None
    assert await reads(store, BEN) == "something else"
    with closing(sqlite3.connect(used.database)) as db:
        assert db.execute("SELECT count(*) FROM letter").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM head").fetchone() == (1,)
    await store.close()


@pytest.mark.parametrize("done", range(STEPS))
async def test_stopped_on_the_way_it_is_on_or_it_is_not(
    used: StorePaths, done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(used)
    codes = await store.lock.prepare(ADA, PHRASE)
    stop_before(done, store, monkeypatch)
    with pytest.raises(asyncio.IncompleteReadError):
        await store.lock.confirm(ADA, codes[0])
    await stopped(store, used, monkeypatch)


@pytest.mark.parametrize("done", range(STEPS))
async def test_after_an_error_on_the_way_they_go_on_in_the_same_process(
    used: StorePaths, done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(used)
    codes = await store.lock.prepare(ADA, PHRASE)
    with monkeypatch.context() as here:
        stop_before(done, store, here)
        with pytest.raises(asyncio.IncompleteReadError):
            await store.lock.confirm(ADA, codes[0])
    if await reads(store, ADA) is None:
        assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA) == "the first thing"
    await writes(store, ADA, "and on")
    await store.close()


async def stopped(store: Store, places: StorePaths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    quickly = pytest.MonkeyPatch()
    quickly.setattr(boxes, "MEMORY", 8)
    quickly.setattr(boxes, "ROUNDS", 1)
    store = await again(store, places)
    if await store.lock.state(ADA) is LockState.LOCKED:
        assert await reads(store, ADA) is None
        assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA) == "the first thing"
    assert await reads(store, BEN) == "something else"
    with closing(sqlite3.connect(places.keyring)) as db:
        assert db.execute("SELECT count(*) FROM turning").fetchone() == (0,)
    await store.close()
    quickly.undo()


async def test_all_files_and_the_master_key_open_nothing(used: StorePaths) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store.lock.lock_now(ADA)
    await writes(store, ADA, SENTENCE, fresh_id())
    master = read_key(used.key)
    pseudonym = master.pseudonym(ADA)
    with closing(sqlite3.connect(used.keyring)) as db:
        sql = "SELECT blob FROM person WHERE pseud = ?"
        (blob,) = db.execute(sql, (pseudonym,)).fetchone()
    record = json.dumps(master.record(pseudonym, blob))
    assert not {"root", "keys", "private"} & set(json.loads(record))
    secrets = [reveal(PHRASE), SENTENCE, "the first thing"]
    assert not found(record.encode(), secrets, [])
    await store.close()
    everything = b"".join(contents(used.data.parent).values())
    assert not found(everything, secrets, [ADA])


async def test_an_older_copy_and_the_newer_keyring_open_nothing(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = used.data.parent / "backups"
    copy = back_up(used, backups, 7).path
    store = await Store.open(used)
    await puts_on(store)
    await store.close()
    proof = verify_backup(copy, used.keyring, read_key(used.key).for_copies())
    assert proof.outdated == 1, "Ada's pages are under a key that is gone"
    assert proof.rows == 1, "and Ben's open"
    kept = shutil.copytree(used.data, used.data.parent / "aside")
    done = restore(used, copy)
    assert done.left_out == 1
    store = await Store.open(used)
    assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA) is None
    await writes(store, ADA, "anew")
    await store.close()
    shutil.rmtree(used.data)
    shutil.move(kept, used.data)
    newer = back_up(used, backups, 7)
    assert newer.proof.locked == 1
    store = await Store.open(used)
    assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA) == "the first thing"
    await store.close()


async def test_a_letter_that_is_changed_or_taken_away_is_noticed(used: StorePaths) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store.lock.lock_now(ADA)
    await writes(store, ADA, "a letter", fresh_id())
    await store.close()
    with closing(sqlite3.connect(used.database, isolation_level=None)) as db:
        db.execute("DELETE FROM letter")
    with pytest.raises(StoreRefused, match="changed by something else"):
        await Store.open(used)


async def test_another_master_key_leaves_the_lock_as_it_is(used: StorePaths) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store.lock.lock_now(ADA)
    await writes(store, ADA, "a letter", SITTING[::-1])
    await store.rotate()
    assert await reads(store, ADA) is None
    store = await again(store, used)
    assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA) == "the first thing"
    assert await reads(store, ADA, SITTING[::-1]) == "a letter"
    await store.close()


def test_a_phrase_may_be_typed_on_another_keyboard() -> None:
    composed, apart = Confidential("häufig"), Confidential("ha\u0308ufig ")
    assert is_same_phrase(composed, apart)
    assert is_too_short(Confidential("  seven7 "))
    assert not is_too_short(Confidential("eight 88"))
