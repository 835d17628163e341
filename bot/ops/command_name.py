"""What the command is called here: a checkout has no `quiet-page`, and what is installed no folder.

Every sentence that names a command to run has it from here.
"""

import os
import shlex
import shutil
import sys
from pathlib import Path

INSTALLED = "quiet-page"


def command(*words: str) -> str:
    """The command as whoever started this one would type it, in the folder they are in."""
    if Path(sys.argv[0]).stem == INSTALLED:
        return " ".join([INSTALLED, *words])
    return " ".join([_python(), "-m", "bot", *words])


def _python() -> str:
    """By its name alone only where that finds this one, which has what the bot needs."""
    if shutil.which("python") == sys.executable:
        return "python"
    here, python = Path.cwd(), Path(sys.executable)
    near = python.relative_to(here) if python.is_relative_to(here) else python
    return shlex.quote(os.fspath(near))
