"""Nothing anybody wrote, and nobody's id, is in any byte of any file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Store, StorePaths
from bot.store.records import Record, Shelf
from tests.store.people import ADA, BEN, contents, writes
from tests.store.scanner import forms_of_id, forms_of_text, found

SENTENCE = "I have not told anyone about the winter in Oslo"


async def test_the_files_hold_neither_words_nor_ids(places: StorePaths) -> None:
    store = await Store.open(places)
    for person in (ADA, BEN):
        await writes(store, person, SENTENCE)
        async with store.session(person) as session:
            session.keep(Shelf.SETTINGS, session.named("country"), Record({"about": SENTENCE}))
    assert found_in(places) == []
    await store.forget(BEN)
    assert found_in(places) == []
    await store.close()
    assert found_in(places) == []


def found_in(places: StorePaths) -> list[str]:
    everything = contents(places.data.parent)
    assert "data/data.db" in everything
    return [
        f"{file}: {form}"
        for file, content in everything.items()
        for form in [*found(content, [SENTENCE], [ADA, BEN]), *found(file.encode(), [], [ADA])]
    ]


FORMS = [*forms_of_text(SENTENCE), *forms_of_id(ADA)]


@pytest.mark.parametrize(("name", "form"), FORMS, ids=[f"{n}" for n in range(len(FORMS))])
def test_the_search_finds_every_form(name: str, form: bytes) -> None:
    assert len(form) >= 8
    assert found(b"\x07" * 5 + form + b"\x07" * 5, [SENTENCE], [ADA])


def test_the_search_finds_a_sentence_in_a_real_database(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "plain.db", isolation_level=None)) as db:
        db.execute("CREATE TABLE t (id INTEGER, text TEXT)")
        db.execute("INSERT INTO t VALUES (?, ?)", (ADA, SENTENCE))
    (plain,) = contents(tmp_path).values()
    assert {"utf-8", "number, big"} <= {*found(plain, [SENTENCE], [ADA])}


async def test_how_much_somebody_wrote_hardly_shows(store: Store, places: StorePaths) -> None:
    for n, length in enumerate((1, 20, 150, 300, 400)):
        await writes(store, ADA, "x" * length, bytes([n]) * 16)
    with closing(sqlite3.connect(places.database)) as db:
        sizes = {row[0] for row in db.execute("SELECT length(blob) FROM sitting")}
    assert len(sizes) == 1
