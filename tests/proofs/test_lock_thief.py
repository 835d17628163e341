"""Bar 4, the lock: who has all files, the master key and every older copy, and not the sentence."""

import itertools
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.confidential import Confidential
from bot.person import PersonId
from bot.reveal import reveal
from bot.store import Store, StorePaths, StoreUnavailable, UnlockResult
from bot.store.crypto import lockbox as boxes
from bot.store.crypto.lockbox import Lockbox, Secrets, is_same_phrase
from bot.store.crypto.sealing import KEY
from bot.store.lock import service
from bot.store.lock.protocol import LockProtocol
from bot.store.sqlite.backup import back_up, copy_whole
from bot.store.sqlite.data import ROWS
from bot.store.sqlite.keyfile import read_key
from tests.store.people import ADA, BEN, fresh_id, writes
from tests.store.test_lock import PHRASE, opens, puts_on, quick

__all__ = ["quick"]

pytestmark = pytest.mark.prove

NEW = Confidential("another sentence altogether")
EACH, WRITTEN_BEHIND = 20, 10
DAY, MOST_GUESSES = 24 * 3600, 150


def secrets_in(content: Any) -> Iterator[bytes]:  # noqa: ANN401 - whatever stands in a record
    """Everything in a record that is as long as a key, at whatever depth."""
    match content:
        case dict():
            yield from itertools.chain.from_iterable(map(secrets_in, content.values()))
        case list():
            yield from itertools.chain.from_iterable(map(secrets_in, content))
        case str() if len(content) == 2 * KEY:
            with suppress(ValueError):
                yield bytes.fromhex(content)


def record(places: StorePaths, keyring: Path, person: PersonId) -> dict[str, Any]:
    """What the master key opens of somebody's keyring record."""
    master = read_key(places.key)
    pseudonym = master.pseudonym(person)
    with closing(sqlite3.connect(keyring)) as db:
        sql = "SELECT blob FROM person WHERE pseud = ?"
        return master.record(pseudonym, db.execute(sql, (pseudonym,)).fetchone()[0])


def opened(
    places: StorePaths, database: Path, keyring: Path, person: PersonId
) -> tuple[int, int, int]:
    """Of somebody's rows and letters: those there are, rows opened, letters opened."""
    master, content = read_key(places.key), record(places, keyring, person)
    uid, keys = bytes.fromhex(content["uid"]), set(secrets_in(content))
    with closing(sqlite3.connect(database)) as db:
        rows = [(shelf, *row) for shelf, sql in ROWS.items() for row in db.execute(sql, (uid,))]
        sql = "SELECT blob FROM letter WHERE uid = ?"
        letters = [blob for (blob,) in db.execute(sql, (uid,))]
    read = set()
    for key, (shelf, id, blob) in itertools.product(keys, rows):
        version = int.from_bytes(blob[2:4])
        with suppress(StoreUnavailable):
            master.keys(uid, key, {version: key}, version).unseal(blob, shelf.value, id)
            read.add((shelf, id))
    event = set()
    for key, blob in itertools.product(keys, letters):
        with suppress(StoreUnavailable):
            kept = Secrets(b"", {}, int.from_bytes(blob[2:4]), key)
            boxes.from_letter(kept, uid, blob)
            event.add(blob)
    return len(rows) + len(letters), len(read), len(event)


async def a_life_with_a_lock(places: StorePaths) -> tuple[list[Path], Path]:
    """All copies of data.db there ever were, and the keyring of before the lock."""
    backups, before = places.data.parent / "backups", places.data.parent / "before.db"
    copies: list[Path] = []

    def copy() -> None:
        copies.append(back_up(places, backups, 99).path.rename(backups / f"{len(copies)}.db"))

    async def write(store: Store, times: int) -> None:
        for _ in range(times):
            await writes(store, ADA, "what nobody was told", fresh_id())

    store = await Store.open(places)
    for _ in range(EACH):
        await writes(store, BEN, "what Ben wrote", fresh_id())
    await write(store, EACH)
    copy()
    copy_whole(places.keyring, before)
    await puts_on(store)
    await write(store, EACH)
    copy()
    store.lock.lock_now(ADA)
    await write(store, WRITTEN_BEHIND)
    copy()
    assert await opens(store) is UnlockResult.OPENED
    codes = await store.lock.prepare(ADA, NEW)
    assert await store.lock.confirm(ADA, codes[0])
    store.lock.lock_now(ADA)
    await write(store, WRITTEN_BEHIND)
    copy()
    await store.close()
    return [*copies, places.database], before


async def test_all_files_and_every_copy_open_nothing_of_theirs(places: StorePaths) -> None:
    copies, before = await a_life_with_a_lock(places)
    of_ada = [opened(places, one, places.keyring, ADA) for one in copies]
    of_ben = [opened(places, one, places.keyring, BEN) for one in copies]
    old = [opened(places, one, before, ADA) for one in copies]
    print(  # noqa: T201
        f"\nbar 4: all files, the master key and {len(copies) - 1} older copies, without the"
        f" sentence: {sum(read + event for _, read, event in of_ada)} of"
        f" {sum(there for there, *_ in of_ada)} rows and letters opened;"
        f" control: of somebody without a lock {sum(read for _, read, _ in of_ben)} of"
        f" {sum(there for there, *_ in of_ben)}. With a keyring from before the lock:"
        f" {sum(read for _, read, _ in old[:1])} of before, {sum(r + h for _, r, h in old[1:])} of"
        f" {sum(there for there, *_ in old[1:])} of after"
    )
    assert all((read, event) == (0, 0) for _, read, event in of_ada)
    assert all(there == read == EACH for there, read, _ in of_ben)
    assert [there for there, *_ in of_ada] == [20, 40, 50, 60, 60]
    assert old[0] == (EACH, EACH, 0), "that is what the threat model says of the first day"
    assert all((read, event) == (0, 0) for _, read, event in old[1:])


async def test_it_would_notice_a_lock_that_keeps_the_key_of_before(
    places: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_before: list[bytes] = []

    def kept(root: bytes, version: int) -> Secrets:
        if not of_before:
            of_before.append(bytes.fromhex(record(places, places.keyring, ADA)["keys"]["1"]))
        return Secrets(root, {version + 1: of_before[0]}, version + 1)

    monkeypatch.setattr(service, "renewed", kept)
    copies, before = await a_life_with_a_lock(places)
    old = [opened(places, one, before, ADA) for one in copies[1:]]
    print(  # noqa: T201
        f"\nbar 4, control: a lock that keeps the key of before, and a keyring of before:"
        f" {sum(read for _, read, _ in old)} of {sum(there for there, *_ in old)} opened"
    )
    assert sum(read for _, read, _ in old) > 0


async def test_no_sentence_like_theirs_opens_it(places: StorePaths) -> None:
    """Each letter of it left out, doubled or changed."""
    await a_life_with_a_lock(places)
    lock = Lockbox.read(record(places, places.keyring, ADA))
    right = reveal(NEW)
    near = {
        right[:n] + put + right[n + gone :]
        for n in range(len(right))
        for put, gone in (("", 1), (right[n], 0), ("~", 1), ("é", 1))
    }
    near = {one for one in near if not is_same_phrase(Confidential(one), NEW)}
    tried = [boxes.unlock(lock, Confidential(one)) for one in [*near, reveal(PHRASE), ""]]
    opens_it = len(tried) - tried.count(None)
    print(f"\nbar 4: {len(tried)} sentences almost like it: {opens_it} open it")  # noqa: T201
    assert not any(tried)
    assert boxes.unlock(lock, NEW)


async def guesses_of_a_day(places: StorePaths, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often somebody may guess who has a day, and starts the bot anew after every guess."""
    now = began = int(time.time())
    monkeypatch.setattr(service, "_now", lambda: now)
    store = await Store.open(places)
    await writes(store, ADA, "words")
    await puts_on(store)
    guesses = 0
    while guesses < MOST_GUESSES:
        await store.close()
        store = await Store.open(places)
        now += await store.lock.wait(ADA)
        if now - began > DAY:
            break
        assert (
            await opens(store, Confidential(f"guess number {guesses}")) is UnlockResult.NOT_OPENED
        )
        guesses += 1
    await store.close()
    return guesses


async def test_a_restart_gives_no_more_guesses(
    places: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    guesses = await guesses_of_a_day(places, monkeypatch)
    print(f"\nbar 4: {guesses} guesses in a day through the bot, started anew after each")  # noqa: T201
    assert 4 < guesses < 50


async def test_it_would_notice_a_count_that_is_not_kept(
    places: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def not_kept(*_: object) -> None:
        return

    monkeypatch.setattr(LockProtocol, "rewrite", not_kept)
    guesses = await guesses_of_a_day(places, monkeypatch)
    print(f"\nbar 4, control: with a count in memory only, {guesses} guesses and no end")  # noqa: T201
    assert guesses == MOST_GUESSES
