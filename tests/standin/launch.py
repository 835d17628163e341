"""Runs the real entry point, with discord.py pointed at a stand-in: `launch <origin> run`."""

import os
import sys
from pathlib import Path

from tests.standin.clock import follow
from tests.standin.pointing import point_at
from tests.standin.process import CLOCK

if __name__ == "__main__":
    point_at(sys.argv[1])
    if CLOCK in os.environ:
        follow(Path(os.environ[CLOCK]))
    # The bot takes the clock it finds when it is imported.
    from bot.__main__ import main

    sys.exit(main(sys.argv[2:]))
