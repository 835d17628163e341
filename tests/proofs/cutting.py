"""A disk as a power cut leaves it: what was not synced is there, or not, or torn at 512 bytes.

Made from the system calls of a real run, as strace wrote them down. Names follow an ordered
journal, as on ext4: of what happened to them since the last sync there is a beginning.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
RESULT = re.compile(r"= (-?\d+)(?:<((?:[^>])*)>)?(?: .*)?$")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
HANDLE = re.compile(r"^(\d+)<((?:[^>])*)>")

Event = tuple[str, ...]


@dataclass
class File:
    """What is on the disk for good, and what was written since."""

    durable: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)


def events(log: Path) -> Iterator[tuple[str, str, list[str], str, str]]:
    """Every call as it began or, for one that has to end first, as it ended."""
    waiting: dict[str, tuple[str, str]] = {}
    for line in log.read_text("latin-1").splitlines():
        if found := RESUMED.match(line):
            thread, name, rest = found.groups()
            _, arguments = waiting.pop(thread)
            yield from _event(name, arguments + rest)
        elif found := CALL.match(line):
            thread, name, rest = found.groups()
            if rest.endswith("<unfinished ...>"):
                waiting[thread] = name, rest.removesuffix("<unfinished ...>")
            else:
                yield from _event(name, rest)


def _event(name: str, rest: str) -> Iterator[tuple[str, str, list[str], str, str]]:
    result = RESULT.search(rest)
    if result is None or result[1].startswith("-"):
        return
    handle = HANDLE.match(rest)
    texts = [bytes.fromhex(t.replace("\\x", "")).decode("latin-1") for t in TEXT.findall(rest)]
    path = _plain(handle[2]) if handle else ""
    yield name, path, texts, rest, _plain(result[2] or "")


def _plain(path: str) -> str:
    if path.startswith("\\x"):
        return bytes.fromhex(path.replace("\\x", "")).decode("latin-1")
    return path


class Disk:
    """The files below one folder, and what is known of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = {
            str(path): File(path.read_bytes()) for path in folder.rglob("*") if path.is_file()
        }
        self._now = dict(self._names)
        self._renamings: list[tuple[str, Callable[[dict[str, File]], object]]] = []
        self._offsets: dict[str, int] = {}
        self.said: list[str] = []

    def sees(self, event: tuple[str, str, list[str], str, str]) -> bool:
        """Whether a cut after this one leaves something else than a cut before it."""
        name, path, texts, rest, result = event
        match name:
            case "write" if path.startswith(("pipe:", "/dev/null")) or rest.startswith("1<"):
                self.said += texts[0].splitlines()
            case "openat" if self._ours(result):
                self._opened(result, rest)
            case "pwrite64" if self._ours(path):
                self._wrote(path, int(_last(rest)), texts[0])
            case "write" if self._ours(path):
                at = self._offsets.get(path, 0)
                self._wrote(path, at, texts[0])
                self._offsets[path] = at + len(texts[0])
            case "ftruncate" if self._ours(path):
                self._now[path].pending.append((int(_last(rest)), None))
            case "fsync" | "fdatasync" if path.startswith(str(self._folder)):
                self._synced(path)
            case "rename" if self._ours(texts[0]):
                self._moved(texts[0], texts[1])
            case "unlink" if self._ours(texts[0]) and texts[0] in self._now:
                self._gone(texts[0])
            case _:
                return False
        return True

    def after_a_cut(self, rng: random.Random) -> dict[str, bytes]:
        """The files as they might be found."""
        names = dict(self._names)
        for _, act in self._renamings[: rng.randint(0, len(self._renamings))]:
            act(names)
        return {path: _left(file, rng) for path, file in names.items()}

    def _ours(self, path: str) -> bool:
        # The index of the log is memory that is shared, and made anew.
        return path.startswith(str(self._folder)) and not path.endswith("-shm")

    def _opened(self, path: str, rest: str) -> None:
        if path not in self._now and "O_CREAT" in rest:
            file = self._now[path] = File()
            self._renamings.append((path, lambda names: names.__setitem__(path, file)))
            self._offsets[path] = 0

    def _wrote(self, path: str, at: int, text: str) -> None:
        self._now[path].pending.append((at, text.encode("latin-1")))

    def _moved(self, old: str, new: str) -> None:
        file = self._now[new] = self._now.pop(old)

        def act(names: dict[str, File]) -> None:
            names.pop(old, None)
            names[new] = file

        self._renamings.append((new, act))

    def _gone(self, path: str) -> None:
        del self._now[path]
        self._renamings.append((path, lambda names: names.pop(path, None)))

    def _synced(self, path: str) -> None:
        if file := self._now.get(path):
            content = bytearray(file.durable)
            for at, text in file.pending:
                _apply(content, at, text)
            file.durable = bytes(content)
            file.pending.clear()
            last = [n for n, (name, _) in enumerate(self._renamings) if name == path]
        elif Path(path).is_dir():
            inside = path.rstrip("/") + "/"
            last = [n for n, (name, _) in enumerate(self._renamings) if name.startswith(inside)]
        else:
            return
        for _, act in self._renamings[: max(last, default=-1) + 1]:
            act(self._names)
        del self._renamings[: max(last, default=-1) + 1]


def _left(file: File, rng: random.Random) -> bytes:
    content = bytearray(file.durable)
    # All of it, nothing of it, or any of it.
    kept = rng.choice((0.0, 1.0, 0.5, 0.9))
    for at, text in file.pending:
        if text is None:
            if rng.random() < kept:
                _apply(content, at, None)
        elif rng.random() < kept:
            _apply(content, at, text)
        elif rng.random() < kept:
            for begin in range(0, len(text), SECTOR):
                if rng.random() < kept:
                    _apply(content, at + begin, text[begin : begin + SECTOR])
    return bytes(content)


def _apply(content: bytearray, at: int, text: bytes | None) -> None:
    if text is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(text)] = text


def _last(rest: str) -> str:
    """The last number among the arguments."""
    return str(re.findall(r"(\d+)\)? *(?:\) *)?= ", rest)[-1])
