"""Every statement of SQL stands under the one engine of the store, and what looks can't write."""

import ast
import inspect
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.store import backend
from bot.store.records import Shelf
from bot.store.sqlite.data import SqliteDataReader, SqliteDataWriter
from bot.store.sqlite.database import DATA, KEYRING, AnyFile
from bot.store.sqlite.keyring import SqliteKeyringReader, SqliteKeyringWriter
from bot.store.sqlite.meta import SqliteReader
from bot.store.sqlite.migrations import migrate, steps
from tests.architecture.source import ROOT, Place, called, every

ENGINE = "bot/store/sqlite/"
SQL = re.compile(
    r"\bSELECT\s.+\sFROM\b|\bINSERT\s(OR\s\w+\s)?INTO\b|\bUPDATE\s\w+\sSET\b|\bDELETE\sFROM\b"
    r"|\bON\sCONFLICT\b|\bCREATE\s(TABLE|INDEX)\b|\bPRAGMA\s\w+|\bBEGIN\sIMMEDIATE\b|\bVACUUM\b",
    re.DOTALL,
)
EXECUTES = {"execute", "executemany", "executescript"}
VERBS = {
    SqliteDataReader: backend.DataReader,
    SqliteDataWriter: backend.DataWriter,
    SqliteKeyringReader: backend.KeyringReader,
    SqliteKeyringWriter: backend.KeyringWriter,
}


def statements() -> Iterator[Place]:
    for place in every("bot", "cogs"):
        node = place.node
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and SQL.search(node.value)
        ):
            yield place


def test_no_sql_stands_outside_of_the_engine() -> None:
    outside = [str(place) for place in statements() if not place.file.startswith(ENGINE)]
    assert not outside
    assert len(list(statements())) > len(VERBS), "it would see one"


def test_nothing_is_executed_outside_of_the_engine() -> None:
    executed = {place.file for place in every("bot", "cogs") if called(place.node) in EXECUTES}
    assert {f"{ENGINE}data.py", f"{ENGINE}keyring.py"} <= executed
    assert all(file.startswith(ENGINE) for file in executed), executed


def test_the_steps_of_a_file_lie_with_its_engine() -> None:
    beside = ROOT / "migrations" / "sqlite"
    assert {path.relative_to(beside).parts[0] for path in beside.rglob("*.sql")} == {
        DATA.name,
        KEYRING.name,
    }
    assert not [path for path in (ROOT / "migrations").rglob("*.sql") if beside not in path.parents]


@pytest.mark.parametrize("rows", VERBS)
def test_it_answers_the_verbs_and_no_others(rows: type[SqliteReader]) -> None:
    asked = {name for name in dir(VERBS[rows]) if not name.startswith("_")}
    there = {name for name in dir(rows) if not name.startswith("_")}
    # What only the doctor and the proofs ask, of a file of whatever version.
    assert there - asked <= {"count", "has", "drop_whose"}
    assert asked <= there


@pytest.mark.parametrize("spec", [DATA, KEYRING], ids=lambda spec: spec.name)
def test_what_is_handed_to_a_look_writes_nothing(spec: AnyFile) -> None:
    given = {"shelf": Shelf.SITTINGS, "most": 9, "late_at": 0, "table": "meta"}
    key = backend.TakenKey(b"", b"", b"")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db, steps(spec.name))
        db.execute("PRAGMA query_only=1")
        rows = spec.reader(db)
        looks = [name for name in dir(rows) if not name.startswith("_") and name != "file"]
        for look in (getattr(rows, name) for name in looks):
            found = look(*(key if n == "key" else given.get(n, b"") for n in _asked(look)))
            if isinstance(found, Iterator):
                list(found)


def _asked(look: object) -> list[str]:
    assert callable(look)
    return list(inspect.signature(look).parameters)
