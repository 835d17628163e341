"""Bar 11: while somebody's words are made into a file for them, nothing is opened for writing."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.actors import Person
from tests.journeys.test_mine import ALL_KINDS, gives, keeps_some, saves, saves_closed

pytestmark = pytest.mark.prove

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
opened: list[str] = []
_looking = [False]


def _counters(event: str, arguments: tuple[object, ...]) -> None:
    if not _looking[0]:
        return
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        opened.append(f"{arguments[0]}")
    elif event in {"tempfile.mkstemp", "tempfile.mkdtemp", "sqlite3.connect"}:
        opened.append(f"{event} {arguments[0]}")


@contextmanager
def looking() -> Iterator[list[str]]:
    """Every file that this process opens to write to. The hook can't be taken off again."""
    opened.clear()
    _looking[0] = True
    try:
        yield opened
    finally:
        _looking[0] = False


sys.addaudithook(_counters)


async def test_no_file_is_opened_for_writing_while_one_is_made_for_somebody(ada: Person) -> None:
    await keeps_some(ada)
    with looking() as found:
        files = {kind: await saves(ada, kind) for kind in ALL_KINDS}
        files["zip"] = await saves_closed(ada)
        await gives(ada, files["json"])
        seen = list(found)
    size = sum(map(len, files.values()))
    print(  # noqa: T201
        f"\nbar 11: {len(files)} kinds of file made and one brought in, {size:,} bytes:"
        f" {len(seen)} files opened for writing"
    )
    assert all(files.values())
    assert seen == []


def test_the_usual_way_to_make_a_file_would_be_noticed() -> None:
    with looking() as found, tempfile.SpooledTemporaryFile(max_size=10) as file:
        file.write(b"what somebody wrote")
        noticed = len(found)
    print(f"\nbar 11, control: a file that spills over to the disk, noticed {noticed} times")  # noqa: T201
    assert noticed > 0
