"""People who write, and what a folder holds."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.confidential import Confidential
from bot.person import PersonId
from bot.reveal import reveal
from bot.store import Store
from bot.store.records import Json, Record, Shelf

ADA, BEN = PersonId(203948572039485720), PersonId(998877665544332211)
SITTING = b"sixteen bytes id"

Step = Callable[[], Awaitable[object]]


def said(words: Json) -> Record:
    return Record({"at": 3}, {"answer": Confidential(words)})


async def writes(store: Store, person: PersonId, words: Json, id: bytes = SITTING) -> None:
    async with store.session(person) as session:
        session.keep(Shelf.SITTINGS, id, said(words))


async def reads(store: Store, person: PersonId, id: bytes = SITTING) -> Json:
    """What the person finds there again. None: no such page."""
    async with store.session(person) as session:
        record = session.get(Shelf.SITTINGS, id)
    return reveal(record.words["answer"]) if record else None


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below, byte by byte."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def threads_of_the_store() -> list[threading.Thread]:
    return [t for t in threading.enumerate() if "_connection_worker_thread" in t.name]


def fresh_id() -> bytes:
    return os.urandom(16)


async def soonest(store: Store) -> int | None:
    """When the next reminder is due, in unix seconds."""

    def at(ring: Any) -> int | None:  # noqa: ANN401 - past the verbs, into the file
        found: int | None = ring._db.execute("SELECT min(due_at) FROM schedule").fetchone()[0]
        return found

    return await store.reminders._keyring.read(at)


def stop_before(done: int, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail before so many changes of a file."""
    left = done

    for file in (store._data, store._people.keyring):
        for name in ("change", "sweep"):
            act = getattr(file, name)

            async def or_stop(*arguments: object, act: Step = act) -> object:
                nonlocal left
                if left == 0:
                    raise asyncio.IncompleteReadError(b"", None)
                left -= 1
                return await act(*arguments)

            monkeypatch.setattr(file, name, or_stop)
