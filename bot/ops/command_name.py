"""What the command is called here: a checkout has no `quiet-page`, and what is installed no folder.

Every sentence that names a command to run has it from here.
"""

import sys
from pathlib import Path

INSTALLED = "quiet-page"


def command(*words: str) -> str:
    """The command as whoever started this one would type it."""
    installed = Path(sys.argv[0]).stem == INSTALLED
    return " ".join([INSTALLED if installed else "python -m bot", *words])
