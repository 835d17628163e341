"""Runs a module for the Makefile, which says a line of its own behind every end but 0 and 1."""

import runpy
import sys

if __name__ == "__main__":
    sys.argv = sys.argv[1:]
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        sys.exit(bool(end.code))
