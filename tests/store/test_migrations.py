"""Numbered steps of plain SQL: each whole, each with its reason, and none that forgets anybody."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.store import Store, StorePaths
from bot.store.records import Shelf
from bot.store.sqlite.meta import WHOSE
from bot.store.sqlite.migrations import MIGRATIONS, migrate, steps, version

# What belongs to nobody.
NOBODYS = {"data": {"meta"}, "keyring": {"meta", "tomb"}}


def newest(file: str) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrate(db, steps(file))
    return db


@pytest.mark.parametrize(("file", "whose"), [("data", "uid"), ("keyring", "pseud")])
def test_whatever_belongs_to_people_is_found_by_forgetting(file: str, whose: str) -> None:
    with closing(newest(file)) as db:
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type='table'")}
        theirs = {row[0] for row in db.execute(WHOSE, (whose,))}
    assert theirs == tables - NOBODYS[file]
    assert file == "keyring" or {shelf.value for shelf in Shelf} <= theirs


@pytest.mark.parametrize("file", ["data", "keyring"])
def test_the_steps_are_numbered_without_a_gap_and_say_why(file: str) -> None:
    paths = sorted((MIGRATIONS / file).iterdir())
    assert [int(path.name[:4]) for path in paths] == list(range(1, len(paths) + 1))
    assert all(path.read_text("utf-8").startswith("-- ") for path in paths)


@pytest.mark.parametrize("file", ["data", "keyring"])
def test_every_table_is_strict(file: str) -> None:
    with closing(newest(file)) as db:
        tables = db.execute("SELECT name, strict FROM pragma_table_list WHERE schema='main'")
        assert all(strict or name.startswith("sqlite_") for name, strict in tables)


def test_a_step_that_fails_leaves_nothing_behind() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        good = "CREATE TABLE a (x) STRICT;".replace("(x)", "(x TEXT)")
        migrate(db, (good,))
        with pytest.raises(sqlite3.OperationalError):
            migrate(db, (good, "CREATE TABLE b (x TEXT) STRICT; CREATE TABLE a (x TEXT) STRICT;"))
        assert version(db) == 1
        assert [row[0] for row in db.execute("SELECT name FROM sqlite_schema")] == ["a"]
        assert not db.in_transaction


def test_steps_are_taken_once() -> None:
    with closing(newest("data")) as db:
        migrate(db, steps("data"))
        assert version(db) == len(steps("data"))


async def test_the_settings_of_the_files_are_the_ones_we_rely_on(
    store: Store, places: StorePaths
) -> None:
    def settings(rows: Any) -> list[object]:  # noqa: ANN401 - whichever of the two
        names = ("journal_mode", "synchronous", "secure_delete")
        return [rows._db.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert places.database.exists()
    for file in (store._data, store._people.keyring):
        assert await file.read(settings) == ["wal", 2, 1]
