"""Bar 3: a long look at every byte of every file, while the store is open and afterwards."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from bot.person import PersonId
from bot.store import Store, StorePaths
from bot.store.records import Record, Shelf
from tests.store.people import contents, said, writes
from tests.store.scanner import forms_of_id, forms_of_text, found

pytestmark = pytest.mark.prove

PEOPLE = [PersonId(203948572039485720 + 7919 * n) for n in range(20)]
SENTENCES = [f"nobody knows about the winter I spent in Oslo {n}" for n in range(5)]


async def test_no_form_of_any_sentence_or_id_is_in_any_byte(
    places: StorePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = places.data.parent / "temp"
    temp.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    store = await Store.open(places)

    async def lives(person: PersonId) -> None:
        for n, sentence in enumerate(SENTENCES * 4):
            await writes(store, person, sentence, bytes([n]) * 16)
        async with store.session(person) as session:
            session.keep(Shelf.SETTINGS, session.named("held"), Record({"who": SENTENCES[0]}))
            session.keep(Shelf.SETTINGS, session.named("country"), said([*SENTENCES]))
            session.drop(Shelf.SITTINGS, bytes(16))

    await asyncio.gather(*map(lives, PEOPLE))
    hits = hits_in(places)
    for person in PEOPLE[::4]:
        await store.forget(person)
    hits += hits_in(places)
    await store.close()
    hits += hits_in(places)
    sizes = sum(map(len, contents(places.data.parent).values()))
    forms = len([*forms_of_text(SENTENCES[0])]), len([*forms_of_id(PEOPLE[0])])
    print(  # noqa: T201
        f"\nbar 3: {len(hits)} hits in {sizes // 1024:,} KiB for {forms[0]} forms of"
        f" {len(SENTENCES)} sentences and {forms[1]} forms of {len(PEOPLE)} ids"
    )
    assert hits == []


def test_a_store_that_seals_nothing_is_found_out(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "plain.db", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE t (id INTEGER, text TEXT)")
        db.execute("INSERT INTO t VALUES (?, ?)", (PEOPLE[0], SENTENCES[0]))
        hits = {
            name: found(content, SENTENCES, [*PEOPLE])
            for name, content in contents(tmp_path).items()
        }
    print(f"\nbar 3, control: an unsealed table, {sum(map(len, hits.values()))} hits")  # noqa: T201
    assert {"utf-8", "number, big"} <= {*hits["plain.db-wal"]}


def hits_in(places: StorePaths) -> list[str]:
    return [
        f"{file}: {form}"
        for file, content in contents(places.data.parent).items()
        for form in found(content, SENTENCES, [*PEOPLE])
    ]
