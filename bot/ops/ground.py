"""What the bot stands on: asked first of all, because much of what is imported next wants it."""

import sys
from importlib.util import find_spec

# Locking a folder and limiting a process: what no Windows has.
NEEDED = ("fcntl", "resource")
ELSEWHERE = (
    "Quiet Page runs on Linux and macOS: on Windows start it inside WSL, or in a container as"
    " docs/hosting.md has it."
)
OPERATORS = 2


def demand() -> None:
    """End with one sentence where the system is another."""
    try:
        there = all(map(find_spec, NEEDED))
    except ValueError:
        there = False
    if not there:
        print(ELSEWHERE, file=sys.stderr)  # noqa: T201
        raise SystemExit(OPERATORS)


demand()
