"""Care for the process: what the system may see of it, staying connected, and stopping well."""

import ctypes
import logging
import os
import resource
import sys
from contextlib import suppress

# Of prctl(2).
PR_SET_DUMPABLE = 4

log = logging.getLogger(__name__)


def harden() -> None:
    """Files for nobody else, no core dumps, no looking in from outside. As far as possible."""
    os.umask(0o077)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
