"""What a process leaves behind without meaning to: log records, and temporary files."""

import logging
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import logs


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
        held = [logging.getLogger(name) for name in ("", *logs.HELD_AT_INFO)]
        levels, handlers = [logger.level for logger in held], root.handlers
        with _hooks_kept():
            logs.set_up("DEBUG")
        root.handlers = [*handlers, self]
        try:
            yield
        finally:
            root.handlers = handlers
            for logger, level in zip(held, levels, strict=True):
                logger.setLevel(level)


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
