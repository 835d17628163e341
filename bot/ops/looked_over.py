"""Every page made once, so that a missing text is found now and not by somebody in need.

Not again until a text, a line of code or Python itself has changed: a mark says what it was.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import bot
from bot.content import Library

# What pages are made of.
TEXTS_AND_CODE = (".toml", ".txt", ".py")


def make_every_page(library: Library, mark: Path) -> Callable[[], None]:
    """Make every page, unless `mark` says that just these were made. Raises ContentError.

    What comes back notes it there: not before the store is open, so that a start that is refused
    has touched nothing.
    """
    found = _digest()
    if _read(mark) != found:
        from bot.preview import terminal  # noqa: PLC0415 - of no use in a bot that runs

        terminal.render(library)
    return partial(_note, mark, found)


def _note(mark: Path, found: bytes) -> None:
    if _read(mark) != found:
        # Without it they are made once more at the next start.
        with suppress(OSError):
            mark.write_bytes(found)


def _digest() -> bytes:
    """Stands for all that pages are made of, as it is here and now."""
    whole = hashlib.sha256(sys.version.encode())
    for place, folders, files in os.walk(bot.__path__[0]):
        folders[:] = sorted({*folders} - {"__pycache__"})
        for name in sorted(files):
            if name.endswith(TEXTS_AND_CODE):
                path = os.path.join(place, name)  # noqa: PTH118 - three hundred of them
                content = Path(path).read_bytes()
                whole.update(f"{path} {len(content)} ".encode())
                whole.update(content)
    return whole.hexdigest().encode()


def _read(mark: Path) -> bytes:
    try:
        return mark.read_bytes()
    except OSError:
        return b""
