"""`python -m tests.mutants [--seed N] [--sample M] [NAME ...]`: 1 where a named one survives."""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from tests.mutants.bench import LONGEST, ROOT, Bench, Outcome, Unusable
from tests.mutants.generating import TESTS, sample
from tests.mutants.mutant import Mutant, NotThere
from tests.mutants.named import named

# One for each core.
AT_ONCE = 2
# Seconds. What of the sample has not begun by then is left out.
LAST_BEGINNING = 25 * 60 - LONGEST
SAMPLE = 20

T = TypeVar("T")
R = TypeVar("R")


class Benches:
    """As many benches as there are cores, and work for all of them."""

    def __init__(self, folder: Path) -> None:
        self._free: SimpleQueue[Bench] = SimpleQueue()
        for n in range(AT_ONCE):
            self._free.put(Bench(folder / str(n)))

    def each(self, act: Callable[[Bench, T], R], them: Iterable[T]) -> list[R]:
        """What comes of each, in order."""

        def at_a_free_one(one: T) -> R:
            bench = self._free.get()
            try:
                return act(bench, one)
            finally:
                self._free.put(bench)

        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            return list(pool.map(at_a_free_one, them))
        finally:
            pool.shutdown(cancel_futures=True)


def main(parts: Sequence[str], seed: int, most: int) -> int:
    """Those named so, or all, and a sample of the others. Says what came of each."""
    chosen, others = named(parts), sample(seed, most)
    if not chosen:
        names = "".join(f"\n  {mutant.name}" for mutant in named())
        raise Unusable(f"No mutant is called that. There are:{names}")
    for mutant in chosen:
        mutant.texts(ROOT)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        benches = Benches(Path(folder))
        _look(benches, chosen, others)
        outcomes = benches.each(_try, chosen)
        survived = [o for o in outcomes if not o.noticed_by]
        _say(f"\n{len(chosen) - len(survived)} of {len(chosen)} named ones were noticed.\n")
        if others:
            _try_some(benches, others, began + LAST_BEGINNING)
            _say(f"The same ones come again with --seed {seed}.")
    _say(f"It took {(time.monotonic() - began) / 60:.1f} minutes.")
    return 1 if survived else 0


def _look(benches: Benches, chosen: Sequence[Mutant], others: Sequence[Mutant]) -> None:
    """What is red already notices nothing."""
    runs = [tuple(dict.fromkeys(test for mutant in chosen for test in mutant.tests))]
    benches.each(Bench.look, [*runs, TESTS] if others else runs)


def _try(bench: Bench, mutant: Mutant) -> Outcome:
    outcome = bench.attempt(mutant)
    _say(outcome)
    return outcome


def _try_some(benches: Benches, others: Sequence[Mutant], until: float) -> None:
    """As many of them as there is time for."""

    def in_time(bench: Bench, mutant: Mutant) -> Outcome | None:
        return _try(bench, mutant) if time.monotonic() < until else None

    outcomes = [o for o in benches.each(in_time, others) if o]
    noticed = sum(bool(o.noticed_by) for o in outcomes)
    _say(f"\nOf the sample, {noticed} of {len(outcomes)} were noticed.")
    if late := len(others) - len(outcomes):
        _say(f"There was no time for {late} more.")


def _say(line: object) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("names", metavar="NAME", nargs="*", help="a part of a name")
    parser.add_argument("--seed", type=int, default=datetime.now(UTC).toordinal())
    parser.add_argument("--sample", type=int, help=f"{SAMPLE}, or none where one is named")
    given = parser.parse_args()
    most = given.sample if given.sample is not None else 0 if given.names else SAMPLE
    try:
        raise SystemExit(main(given.names, given.seed, most))
    except (NotThere, Unusable) as error:
        _say(error)
        raise SystemExit(2) from None
