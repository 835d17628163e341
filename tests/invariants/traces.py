"""What a process leaves behind without meaning to: log records, and temporary files."""

import logging
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.ops import logs


class Ear(logging.Handler):
    """Hears every log record, as loud as a careless operator could have it, tracebacks and all."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen beside whoever listens already."""
        root = logging.getLogger()
        levels, handlers = _levels(), root.handlers
        with _hooks_kept():
            logs.set_up("DEBUG")
        root.handlers = [*handlers, self]
        try:
            yield
        finally:
            root.handlers = handlers
            for name in _levels():
                logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))


def _levels() -> dict[str, int]:
    names = ["", *logging.Logger.manager.loggerDict]
    return {name: logging.getLogger(name).level for name in names}


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """Have temporary files made where they are searched."""
    folder.mkdir()
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def _hooks_kept() -> Iterator[None]:
    # pytest needs them to notice what nobody caught.
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook, logging.raiseExceptions
    try:
        yield
    finally:
        sys.excepthook, sys.unraisablehook, threading.excepthook, logging.raiseExceptions = hooks
