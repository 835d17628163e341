"""Runs the real entry point, with discord.py pointed at a stand-in: `launch <origin> run`."""

import sys

from bot.__main__ import main
from tests.standin.pointing import point_at

if __name__ == "__main__":
    point_at(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
