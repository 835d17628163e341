"""What may be logged: our own short sentences, and kinds of failure. Never somebody's words.

Discord's library and the database's say at DEBUG everything that passes through them, so
they are held at INFO or above, whatever anybody sets anywhere else.
"""

import json
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

# From which level on a library is heard. The scheduler's INFO is its own housekeeping.
HELD = {
    "discord": logging.INFO,
    "aiosqlite": logging.INFO,
    "aiohttp": logging.INFO,
    "asyncio": logging.INFO,
    "apscheduler": logging.WARNING,
}

# Said at every start, and no news to anybody.
NO_NEWS = (
    "PyNaCl is not installed",
    "davey is not installed",
    "Guilds intent seems to be disabled",
)

# The ids of people and their chats, and what opens doors: interaction tokens and the like.
AN_ID = re.compile(r"\d{15,20}")
A_TOKEN = re.compile(r"[\w.-]{50,}")

ROOT = Path(__file__).parents[2]

log = logging.getLogger("bot")


def set_up(level: str = "INFO", form: str = "text") -> None:
    """Send every log record through one handler, to standard error, as text or as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(may_be_heard)
    handler.setFormatter(_OneObject() if form == "json" else _OneLine())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name, least in HELD.items():
        logging.getLogger(name).setLevel(max(root.level, least))
    # A record that can't be formatted would otherwise be printed with its arguments.
    logging.raiseExceptions = False
    sys.excepthook = _unexpected
    sys.unraisablehook = lambda it: _unexpected(it.exc_type, it.exc_value, it.exc_traceback)
    threading.excepthook = lambda it: _unexpected(it.exc_type, it.exc_value, it.exc_traceback)


def may_be_heard(record: logging.LogRecord) -> bool:
    """Whether a record may leave the process at all."""
    if record.levelno < HELD.get(record.name.split(".")[0], logging.NOTSET):
        return False
    return not str(record.msg).startswith(NO_NEWS)


class _OneLine(logging.Formatter):
    """`2026-11-23T08:00:00Z INFO bot.ops What happened`, and kinds of failure at its end."""

    converter = time.gmtime  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def format(self, record: logging.LogRecord) -> str:
        plain = _without_values(record)
        return _bare(" ".join([super().format(plain), *_failures(record)]))


class _OneObject(logging.Formatter):
    """The same as one JSON object a line: `at`, `level`, `where`, `said`, and perhaps `failed`."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        told = {
            "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname,
            "where": record.name,
            "said": _bare(_without_values(record).getMessage()),
        }
        failed = [_bare(failure.removeprefix("| ")) for failure in _failures(record)]
        return json.dumps(told | ({"failed": failed} if failed else {}), ensure_ascii=False)


def _without_values(record: logging.LogRecord) -> logging.LogRecord:
    """A record whose exceptions are told by their kind."""
    nothing = {"exc_info": None, "exc_text": None, "stack_info": None}
    return logging.makeLogRecord(vars(record) | {"args": _plain(record.args)} | nothing)


def _failures(record: logging.LogRecord) -> list[str]:
    return list(_kinds(record.exc_info[1] if record.exc_info else None))


def _bare(line: str) -> str:
    """Without ids and tokens, on one line."""
    return A_TOKEN.sub("…", AN_ID.sub("…", line)).replace("\r", " ").replace("\n", " ")


def _plain(args: Any) -> Any:  # noqa: ANN401
    """The arguments of a record, with exceptions replaced by their kind."""
    if isinstance(args, Mapping):
        return {key: _kind_of(value) for key, value in args.items()}
    return tuple(_kind_of(value) for value in args or ())


def _kind_of(value: object) -> object:
    return type(value).__name__ if isinstance(value, BaseException) else value


def _kinds(error: BaseException | None) -> Iterator[str]:
    """An exception, and those behind it, as kind and places. Its text may carry words."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield f"| {type(error).__name__} at {_places(error.__traceback__)}"
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)


def _places(trace: TracebackType | None) -> str:
    frames = traceback.walk_tb(trace)
    return " > ".join(f"{_short(frame.f_code.co_filename)}:{line}" for frame, line in frames)


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def _unexpected(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        info = (kind, error, trace) if error else None
        log.critical("Something failed: %s", kind.__name__, exc_info=info)
