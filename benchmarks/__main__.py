"""Run every benchmark, or those that are named: python -m benchmarks [store] and so on."""

import importlib
import sys

ALL = ("store", "agenda", "sending", "interactions")


def main(names: list[str]) -> None:
    for name in names or ALL:
        for line in importlib.import_module(f"benchmarks.{name}").run():
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
