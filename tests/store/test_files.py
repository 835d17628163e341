"""A file that is there whole or not at all, also where the disk has room for a part of it."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.store.sqlite.files import write_whole


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond that. Python lets such a write fail, as one to a full disk does."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


@pytest.mark.parametrize("size", [0, 1, 99, 199])
def test_what_does_not_fit_leaves_what_was_there(tmp_path: Path, size: int) -> None:
    key = tmp_path / "master.key"
    write_whole(key, b"before")
    with room_for(size), pytest.raises(OSError, match="too large"):
        write_whole(key, b"k" * 200)
    assert key.read_bytes() == b"before"


def test_what_fits_is_there(tmp_path: Path) -> None:
    key = tmp_path / "master.key"
    with room_for(200):
        write_whole(key, b"k" * 200)
    assert key.read_bytes() == b"k" * 200
