"""Hands words to a process of their own, and takes back a page. Nothing is written or logged.

The process reads one request, has no settings and no token, and is over after one page.
"""

import asyncio
import importlib.util
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from bot.confidential import Confidential
from bot.reveal import reveal

WORKER = Path(__file__).parent / "worker.py"
# Measured: a tenth of a second for a page, half a second for twenty. The worker stops itself
# a little before; this is for one that can't.
PATIENCE = 12.0
# How many may wait for their turn. One page is set at a time.
MOST_WAITING = 8
# What the worker's exit code says; see worker.py.
NOT_INSTALLED, TOO_LONG = 3, 4


class Sheet(Enum):
    """What can be set: the name of its template."""

    CARD = "card"
    POINTS = "points"
    DOCUMENT = "document"
    WORKSHEET = "worksheet"
    WEEKS = "weeks"


class Format(Enum):
    PDF = "pdf"
    PNG = "png"


class Paper(Enum):
    A4 = "a4"
    LETTER = "us-letter"
    PHONE = "phone"


class NotInstalled(Exception):  # noqa: N818
    """Whoever runs the bot did not install what sets pages."""


class TooLong(Exception):  # noqa: N818
    """It took too much time or memory, or too many others are waiting."""


class NotTypeset(Exception):  # noqa: N818
    """It could not be set. Why is not said: the reason may hold words."""


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()
_waiting: WeakKeyDictionary[asyncio.AbstractEventLoop, int] = WeakKeyDictionary()


def available() -> bool:
    """Whether pages can be set at all."""
    return importlib.util.find_spec("typst") is not None


async def render(
    sheet: Sheet, paper: Paper, form: Format, data: Confidential[Mapping[str, Any]]
) -> Confidential[bytes]:
    """One page or document. Raises NotInstalled, TooLong or NotTypeset."""
    if not available():
        raise NotInstalled
    loop = asyncio.get_running_loop()
    turn = _turns.setdefault(loop, asyncio.Lock())
    if _waiting.get(loop, 0) >= MOST_WAITING:
        raise TooLong
    _waiting[loop] = _waiting.get(loop, 0) + 1
    try:
        async with turn:
            request = data.map(lambda d: _request(sheet, paper, form, d))
            return await _set(request)
    finally:
        _waiting[loop] -= 1


def _request(sheet: Sheet, paper: Paper, form: Format, data: Mapping[str, Any]) -> bytes:
    asked = {"sheet": sheet.value, "paper": paper.value, "form": form.value, "data": data}
    # Half a letter is none, as on the screen; escaped, two halves would become one they never were.
    return json.dumps(asked, ensure_ascii=False).encode("utf-8", "ignore")


async def _set(request: Confidential[bytes]) -> Confidential[bytes]:
    # Isolated (-I): the environment and the current directory have no say in what it imports.
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-B", str(WORKER)),
        stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}, cwd=WORKER.parent,
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE):
            made, _ = await worker.communicate(reveal(request))
    except TimeoutError:
        raise TooLong from None
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
    if worker.returncode == NOT_INSTALLED:
        raise NotInstalled
    if worker.returncode == TOO_LONG or (worker.returncode or 0) < 0:
        raise TooLong
    if worker.returncode or not made:
        raise NotTypeset
    return Confidential(made)
