"""One of many: what goes wrong with it is logged by its kind, and the others have their turn."""

import asyncio
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from typing import Any


def by_kind(loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:  # noqa: ARG001
    """What the event loop does with failures nobody caught: their kind, not their text."""
    error = context.get("exception")
    kind = type(error).__name__ if error else "no exception"
    log.error("Something failed with nobody waiting for it: %s", kind)


log = logging.getLogger(__name__)


class Repeated(Enum):
    """What there are many of."""

    WAITING = "a reminder that waits"
    SAID = "a reminder that was said"
    CHORE = "a part of what is done every day"


@contextmanager
def isolated(part: Repeated) -> Iterator[None]:
    """Whatever is raised in here ends here, as one line: its kind, never whose it was."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - no reason to leave the others out
        log.error("%s failed and is left as it is: %s", part.value, type(error).__name__)
