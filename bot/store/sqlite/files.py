"""Files and directories for nobody else, that are still there after the power went."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.store.errors import InUse
from bot.store.sqlite.paths import StorePaths

TAKEN = "Another bot is at work in {path}: stop it first, or give this one a data directory."


@contextmanager
def held(places: StorePaths) -> Iterator[None]:
    """Have the data directory to ourselves, for as long as this lasts."""
    with alone_in(places.data, TAKEN):
        yield


@contextmanager
def alone_in(path: Path, otherwise: str) -> Iterator[None]:
    """Be the only one of ours who writes in a directory, or raise InUse with a sentence."""
    # The directory itself is locked: no file of ours that could be left over or swept away.
    directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(otherwise, path) from None
        except OSError as error:
            error.filename = path
            raise
        yield
    finally:
        os.close(directory)


def make_directory(path: Path) -> None:
    """A directory nobody else may enter. One that exists stays as it is."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


@dataclass(frozen=True, slots=True)
class WholeFile:
    """`backend.SmallFile`: a few bytes, there whole or not at all."""

    path: Path

    def read(self) -> bytes:
        return self.path.read_bytes()

    def write(self, content: bytes) -> None:
        write_whole(self.path, content)


def write_whole(path: Path, content: bytes) -> None:
    """A file that is there whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        left = memoryview(content)
        while left:
            # Of a file that does not fit, the part that does is written, and no error is raised.
            left = left[os.write(file, left) :]
        os.fsync(file)
    finally:
        os.close(file)
    put_in_place(draft, path)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished file its name, for good."""
    draft.rename(path)
    settle(path.parent)


def settle(directory: Path) -> None:
    """Make what happened to the names in a directory outlast the power."""
    file = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(file)
    except OSError as error:
        # Of a number alone, nobody would know which folder it was.
        error.filename = directory
        raise
    finally:
        os.close(file)
