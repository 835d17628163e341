"""Every page made once, so that a missing text is found now and not by somebody in need.

Not again until a text, a line of code or Python itself has changed: a mark says what it was.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path

import bot
from bot.content import Library

# What pages are made of.
TEXTS_AND_CODE = (".toml", ".txt", ".py")


def make_every_page(
    libraries: Iterable[Library], mark: Path, own: Path | None = None
) -> Callable[[], None]:
    """Make every page, unless `mark` says that just these were made. Raises ContentError.

    `own`: the folder of the host's walkthroughs.

    What comes back notes it there: not before the store is open, so that a start that is refused
    has touched nothing.
    """
    libraries = tuple(libraries)
    spoken = ",".join(library.language for library in libraries)
    found = _digest(spoken, Path(bot.__path__[0]), *([own] if own else ()))
    if _read(mark) != found:
        from bot.preview import terminal  # noqa: PLC0415 - of no use in a bot that runs

        for library in libraries:
            terminal.render(library)
    return partial(_note, mark, found)


def _note(mark: Path, found: bytes) -> None:
    if _read(mark) != found:
        # Without it they are made once more at the next start.
        with suppress(OSError):
            mark.write_bytes(found)


def _digest(languages: str, *roots: Path) -> bytes:
    """Stands for all that pages are made of, as it is here and now."""
    whole = hashlib.sha256(f"{sys.version} {languages}".encode())
    for place, folders, files in chain.from_iterable(map(_walked, roots)):
        folders[:] = sorted({*folders} - {"__pycache__"})
        for name in sorted(files):
            if name.endswith(TEXTS_AND_CODE):
                path = os.path.join(place, name)  # noqa: PTH118 - three hundred of them
                content = Path(path).read_bytes()
                whole.update(f"{path} {len(content)} ".encode())
                whole.update(content)
    return whole.hexdigest().encode()


def _walked(root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Every folder below it, through links as well; of a single file, that."""
    if root.is_file():
        yield str(root.parent), [], [root.name]
    else:
        yield from os.walk(root, followlinks=True)


def _read(mark: Path) -> bytes:
    try:
        return mark.read_bytes()
    except OSError:
        return b""
