"""One of many: what goes wrong with it is logged by its kind, and the others have their turn."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

log = logging.getLogger(__name__)


class Part(Enum):
    """What there are many of."""

    WAITING = "a reminder that waits"
    SAID = "a reminder that was said"
    CHORE = "a part of what is done every day"


@contextmanager
def apart(part: Part) -> Iterator[None]:
    """Whatever is raised in here ends here, as one line: its kind, never whose it was."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - no reason to leave the others out
        log.error("%s failed and is left as it is: %s", part.value, type(error).__name__)
