"""The lock when something goes wrong around it: an error on the way, an old copy, a wrong clock."""

import asyncio
import random
import sqlite3
import threading
import time
from collections.abc import Coroutine
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from bot.confidential import Confidential
from bot.features.mydata.merge import bring_in
from bot.kept import hold
from bot.reveal import reveal
from bot.store import LockState, Store, StorePaths, StoreUnavailable, UnlockResult
from bot.store.crypto import lockbox as boxes
from bot.store.lock.protocol import LockProtocol
from bot.store.records import Record, Shelf
from bot.store.sqlite.backup import back_up
from bot.store.sqlite.restore import restore
from tests.store.people import ADA, BEN, SITTING, contents, fresh_id, reads, stop_before, writes
from tests.store.scanner import found
from tests.store.test_lock import PHRASE, STEPS, WRONG, again, opens, puts_on, quick

pytestmark = pytest.mark.long

__all__ = ["quick"]

NEW = Confidential("another sentence altogether")


async def fails_to_change(store: Store, done: int) -> None:
    """The sentence is changed, and an error comes before so many changes of a file."""
    await puts_on(store)
    codes = await store.lock.prepare(ADA, NEW)
    with pytest.MonkeyPatch.context() as here:
        stop_before(done, store, here)
        with pytest.raises(asyncio.IncompleteReadError):
            await store.lock.confirm(ADA, codes[0])


@pytest.mark.parametrize("done", range(STEPS))
async def test_after_a_change_that_failed_one_of_the_two_opens_it(
    used: StorePaths, done: int
) -> None:
    store = await Store.open(used)
    await fails_to_change(store, done)
    # The old one first: a try that is counted must not undo what is under way.
    assert UnlockResult.OPENED in [await opens(store, PHRASE), await opens(store, NEW)]
    assert await reads(store, ADA) == "the first thing"
    await writes(store, ADA, "and on")
    await store.close()


@pytest.mark.parametrize("done", range(STEPS))
async def test_after_a_change_that_failed_they_may_write_first(used: StorePaths, done: int) -> None:
    store = await Store.open(used)
    await fails_to_change(store, done)
    id = fresh_id()
    await writes(store, ADA, "before anything else", id)
    assert UnlockResult.OPENED in [await opens(store, NEW), await opens(store, PHRASE)]
    assert await reads(store, ADA) == "the first thing"
    assert await reads(store, ADA, id) == "before anything else"
    await store.close()


@pytest.mark.parametrize("done", range(STEPS))
async def test_after_a_change_that_failed_a_start_settles_it(used: StorePaths, done: int) -> None:
    store = await Store.open(used)
    await fails_to_change(store, done)
    store = await again(store, used)
    assert UnlockResult.OPENED in [await opens(store, PHRASE), await opens(store, NEW)]
    assert await reads(store, ADA) == "the first thing"
    await store.close()


async def test_taken_off_without_an_answer_it_is_put_on_again(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(used)
    await puts_on(store)
    take_off = LockProtocol.take_off

    async def takes_off_and_fails(*given: Any) -> None:  # noqa: ANN401
        await take_off(*given)
        raise StoreUnavailable("the disk is gone")

    with monkeypatch.context() as here:
        here.setattr(LockProtocol, "take_off", takes_off_and_fails)
        with pytest.raises(StoreUnavailable):
            await store.lock.remove(ADA, PHRASE)
    store.lock.lock_now(ADA)
    off = await reads(store, ADA)
    codes = await store.lock.prepare(ADA, NEW)
    is_on = await store.lock.confirm(ADA, codes[0])
    await store.close()
    assert off == "the first thing"
    assert is_on


async def test_a_copy_with_letters_to_a_lock_that_is_gone_keeps_nobody_out(
    used: StorePaths,
) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store.lock.lock_now(ADA)
    await writes(store, ADA, "a letter", fresh_id())
    copy = back_up(used, used.data.parent / "backups").path
    assert await opens(store) is UnlockResult.OPENED
    assert await store.lock.remove(ADA, PHRASE) is UnlockResult.OPENED
    await store.close()
    assert restore(used, copy).letters == 1, "and the host is told"
    store = await Store.open(used)
    assert await reads(store, ADA) == "the first thing"
    await puts_on(store)
    store.lock.lock_now(ADA)
    assert await opens(store) is UnlockResult.OPENED
    assert await reads(store, ADA) == "the first thing"
    await store.close()


async def test_a_copy_with_letters_alone_to_an_older_lock_is_left_out(used: StorePaths) -> None:
    store = await Store.open(used)
    async with store.session(ADA) as session:
        for id in session.read(Shelf.SITTINGS):
            session.drop(Shelf.SITTINGS, id)
    await puts_on(store)
    store.lock.lock_now(ADA)
    await writes(store, ADA, "a letter", fresh_id())
    copy = back_up(used, used.data.parent / "backups").path
    assert await opens(store) is UnlockResult.OPENED
    codes = await store.lock.prepare(ADA, NEW)
    assert await store.lock.confirm(ADA, codes[0])
    await store.close()
    assert restore(used, copy).left_out == 1
    store = await Store.open(used)
    assert await opens(store, NEW) is UnlockResult.OPENED
    await store.close()


async def test_it_is_closed_in_time_even_before_anything_looks(used: StorePaths) -> None:
    store = await Store.open(used)
    now = 0.0
    store.lock.clock = lambda: now
    await puts_on(store)
    assert await reads(store, ADA) == "the first thing"
    now = 901
    assert await reads(store, ADA) is None
    await store.close()


async def test_to_ask_whether_it_is_open_does_not_keep_it_open(used: StorePaths) -> None:
    store = await Store.open(used)
    now = 0.0
    store.lock.clock = lambda: now
    await puts_on(store)
    now = 800
    assert await store.lock.state(ADA) is LockState.OPEN
    now = 901
    assert await store.lock.state(ADA) is LockState.LOCKED
    await store.close()


async def test_a_clock_that_was_a_year_ahead_keeps_nobody_out(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store.lock.lock_now(ADA)
    with monkeypatch.context() as ahead:
        ahead.setattr("bot.store.lock.service._now", lambda: int(time.time()) + 366 * 86400)
        for _ in range(4):
            assert await opens(store, WRONG) is UnlockResult.NOT_OPENED
        assert await opens(store) is UnlockResult.WAIT
    assert await store.lock.wait(ADA) == 0
    assert await opens(store, WRONG) is UnlockResult.NOT_OPENED
    assert await store.lock.wait(ADA) > 0, "and from then on it counts as always"
    await store.close()


async def test_a_letter_does_not_tell_by_its_length_what_it_is_about(used: StorePaths) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store.lock.lock_now(ADA)
    for name in ("country", "something with a longer name"):
        async with store.session(ADA) as session:
            session.keep(Shelf.SETTINGS, session.named(name), Record({"code": "NO"}))
    for words in ("a", "b" * 300):
        await writes(store, ADA, words, fresh_id())
    async with store.session(ADA) as session:
        for id in list(session.read(Shelf.SITTINGS))[:1]:
            session.drop(Shelf.SITTINGS, id)
    await store.close()
    with closing(sqlite3.connect(used.database)) as db:
        lengths = db.execute("SELECT DISTINCT length(blob), count(*) FROM letter").fetchall()
    assert [count for _, count in lengths] == [5]


async def test_no_file_holds_a_sentence_a_code_or_a_word_of_theirs(used: StorePaths) -> None:
    backups = used.data.parent / "backups"
    store = await Store.open(used)
    codes = await puts_on(store)
    back_up(used, backups)
    store.lock.lock_now(ADA)
    await writes(store, ADA, "what nobody was told", fresh_id())
    assert await opens(store, WRONG) is UnlockResult.NOT_OPENED
    assert await opens(store, codes[0]) is UnlockResult.OPENED
    changed = await store.lock.prepare(ADA, NEW)
    assert await store.lock.confirm(ADA, changed[0])
    secrets = [*map(reveal, (PHRASE, NEW, WRONG, *codes, *changed))]
    secrets += [reveal(code).replace("-", "") for code in (*codes, *changed)]
    running = b"".join(contents(used.data.parent).values())
    await store.close()
    stopped = b"".join(contents(used.data.parent).values())
    for everything in (running, stopped):
        assert not found(everything, [*secrets, "what nobody was told"], [ADA, BEN])


@pytest.mark.parametrize("file", ["_data", "keyring"])
@pytest.mark.parametrize("closed", [False, True])
async def test_deleting_that_failed_half_way_leaves_no_key_to_write_with(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch, file: str, *, closed: bool
) -> None:
    store = await Store.open(used)
    await puts_on(store)
    if closed:
        store.lock.lock_now(ADA)

    async def fails(*_: object) -> None:
        raise StoreUnavailable("the disk is full")

    with monkeypatch.context() as here:
        here.setattr(store._data if file == "_data" else store._people.keyring, "sweep", fails)
        assert not await store.forget(ADA), "the key is gone: it is deleted"
    assert await reads(store, ADA) is None
    id = fresh_id()
    await writes(store, ADA, "said afterwards", id)
    store = await again(store, used)
    assert await reads(store, ADA, id) == "said afterwards"
    await store.close()


async def test_closed_while_it_is_being_opened_it_stays_closed(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(used)
    await puts_on(store)
    store.lock.lock_now(ADA)
    goes_on, begun, unlock = threading.Event(), threading.Event(), boxes.unlock

    def slowly(*given: Any) -> Any:  # noqa: ANN401
        begun.set()
        goes_on.wait()
        return unlock(*given)

    with monkeypatch.context() as here:
        here.setattr(boxes, "unlock", slowly)
        opening = asyncio.create_task(opens(store))
        await asyncio.to_thread(begun.wait)
        store.lock.lock_now(ADA)
        goes_on.set()
        assert await opening is UnlockResult.CLOSED
    assert await store.lock.state(ADA) is LockState.LOCKED
    assert await opens(store) is UnlockResult.OPENED
    await store.close()


async def test_however_many_are_held_on_both_sides_it_opens(used: StorePaths) -> None:
    store = await Store.open(used)

    async def holds(where: str) -> None:
        async with store.session(ADA) as session:
            for n in range(450):
                hold.hold(session, Confidential(f"{where} {n} {'x' * 50}"))

    await holds("before")
    await puts_on(store)
    store.lock.lock_now(ADA)
    await holds("behind")
    assert await store.lock.unlock(ADA, PHRASE, 900, bring_in) is UnlockResult.OPENED
    async with store.session(ADA) as session:
        for where in ("before", "behind"):
            labels = [Confidential(f"{where} {n} {'x' * 50}") for n in range(450)]
            assert all(hold.is_held(session, label) for label in labels)
    await store.close()


async def test_what_was_said_of_something_written_behind_it_follows_it(used: StorePaths) -> None:
    store = await Store.open(used)

    async def walks(text: str) -> None:
        async with store.session(ADA) as session:
            record = Record({"kind": "walkthrough"}, {"answer": Confidential(text)})
            session.keep(Shelf.SITTINGS, SITTING, record)

    await walks("before")
    await puts_on(store)
    store.lock.lock_now(ADA)
    await walks("behind")
    async with store.session(ADA) as session:
        facts = {"kind": "debrief", "from": SITTING.hex()}
        session.keep(Shelf.SITTINGS, fresh_id(), Record(facts, {"text": Confidential("well")}))
    assert await store.lock.unlock(ADA, PHRASE, 900, bring_in) is UnlockResult.OPENED
    async with store.session(ADA) as session:
        kept = session.read(Shelf.SITTINGS)
    [origin] = [str(r.facts["from"]) for r in kept.values() if r.facts.get("from")]
    assert reveal(kept[bytes.fromhex(origin)].words["answer"]) == "behind"
    await store.close()


async def does_it_all_at_once(store: Store, rng: random.Random) -> dict[bytes, str]:
    """What was acknowledged, by its id."""
    kept: dict[bytes, str] = {}

    async def keeps() -> None:
        id = fresh_id()
        await writes(store, ADA, f"this is {id.hex()}", id)
        kept[id] = f"this is {id.hex()}"

    async def changes() -> None:
        if codes := await store.lock.prepare(ADA, PHRASE):
            await store.lock.confirm(ADA, codes[0])

    async def closes() -> None:
        store.lock.lock_now(ADA)

    async def in_time(act: Coroutine[Any, Any, object]) -> None:
        await asyncio.sleep(rng.random() / 10)
        await act

    acts = [keeps() for _ in range(12)] + [closes() for _ in range(3)] + [changes(), changes()]
    opening = [store.lock.unlock(ADA, PHRASE, 900, bring_in) for _ in range(3)]
    turning = [store.lock.remove(ADA, PHRASE), store.rotate()]
    every: list[Coroutine[Any, Any, object]] = [*acts, *opening, *turning]
    await asyncio.gather(*map(in_time, every))
    return kept


@pytest.mark.parametrize("seed", range(6))
async def test_all_at_once_nothing_acknowledged_is_lost(used: StorePaths, seed: int) -> None:
    store = await Store.open(used)
    await puts_on(store)
    kept = await does_it_all_at_once(store, random.Random(seed))  # noqa: S311
    if seed % 2:
        store = await again(store, used)
    if await store.lock.state(ADA) is LockState.LOCKED:
        assert await store.lock.unlock(ADA, PHRASE, 900, bring_in) is UnlockResult.OPENED
    assert {id: await reads(store, ADA, id) for id in kept} == kept
    await store.close()


@pytest.mark.parametrize("which", ["database", "keyring"])
async def test_it_is_put_on_while_somebody_else_reads_the_files(
    used: StorePaths, which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store.A_WHILE", 0.01)
    store = await Store.open(used)
    with closing(sqlite3.connect(used.keyring)) as db:
        before = {blob for (blob,) in db.execute("SELECT blob FROM person")}
    with closing(sqlite3.connect(getattr(used, which), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        table = "sitting" if which == "database" else "person"
        reader.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        async with asyncio.timeout(3):
            await puts_on(store)
        assert await store.lock.state(ADA) is LockState.OPEN
        assert await reads(store, ADA) == "the first thing"
        store.lock.lock_now(ADA)
        assert await reads(store, ADA) is None
        assert await opens(store) is UnlockResult.OPENED
    async with asyncio.timeout(60):
        while not (store._data.is_swept and store._people.keyring.is_swept):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    with closing(sqlite3.connect(used.keyring)) as db:
        [key] = before - {blob for (blob,) in db.execute("SELECT blob FROM person")}
    for file in used.data.iterdir():
        assert key not in file.read_bytes(), "the key of before is in no file"
    await store.close()


async def test_a_lock_of_before_opens_as_it_was_typed_and_then_as_it_is_meant(
    used: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = boxes.lock

    def of_before(uid: bytes, kept: boxes.Secrets, phrase: Confidential[str]) -> boxes.Made:
        with monkeypatch.context() as then:
            then.setattr(boxes, "_meant", boxes._plain)
            before = made(uid, kept, phrase)
        content = before.lock.written()
        del content["forgiving"]
        return replace(before, lock=boxes.Lockbox.read(content))

    typed = "The Heron's nest"
    store = await Store.open(used)
    monkeypatch.setattr(boxes, "lock", of_before)
    codes = await store.lock.prepare(ADA, Confidential(typed))
    assert await store.lock.confirm(ADA, codes[0])
    helped = Confidential("the heron\u2019s nest.")
    for given, ends in (
        (helped, UnlockResult.NOT_OPENED),
        (Confidential(typed), UnlockResult.OPENED),
    ):
        store.lock.lock_now(ADA)
        assert await opens(store, given) is ends
    store = await again(store, used)
    assert await opens(store, helped) is UnlockResult.OPENED
    store.lock.lock_now(ADA)
    assert await opens(store, Confidential(typed)) is UnlockResult.OPENED
    assert await opens(store, codes[1]) is UnlockResult.OPENED
    await store.close()
