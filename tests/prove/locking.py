"""`python -m tests.prove.locking FOLDER KILLS MODE`: somebody with a lock, killed again and again.

They write, put the lock on, write behind it, open it, change it and take it off. Prints how often
something acknowledged was not there, and how often the lock was not as it was said to be. MODE
`early` says that it is on before it is, as a store must not.
"""

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.confidential import Confidential
from bot.doors import PersonId
from bot.store import LockState, Places, Store, Tried
from bot.store import locked as boxes
from bot.store.records import Record, Shelf
from tests.store.people import SITTING, said
from tests.store.test_lock import brought_in

ADA = PersonId(203948572039485720)
LONGEST_LIFE = 0.5
# No lock at all.
NONE = 0


class Expected:
    """What may be found, and which sentence may open it, by what was announced and acknowledged."""

    def __init__(self) -> None:
        self.words, self.phrases = {0}, {NONE}
        self.lost = self.wrong = self.saves = self.letters = self.turns = self.starts = 0

    def hears(self, kind: str, n: int) -> None:
        match kind:
            case "begin":
                self.words.add(n)
            case "done" | "posted":
                self.words = {n}
                self.saves += kind == "done"
                self.letters += kind == "posted"
            case "turning":
                self.phrases.add(n)
            case "turned":
                self.phrases = {n}
                self.turns += 1
            case "opens":
                self.wrong += n not in self.phrases
                self.phrases = {n}
                self.starts += 1
            case "shut":
                self.wrong += 1
            case "found":
                self.lost += n not in self.words
                self.words = {n}


def phrase(n: int) -> Confidential[str]:
    return Confidential(f"sentence number {n}")


def main(folder: Path, kills: int, mode: str) -> None:
    rng, expected = random.Random(kills), Expected()  # noqa: S311
    places = Places(folder / "data", folder / "keys" / "master.key")
    for n in range(kills):
        seed, seconds = rng.random(), rng.uniform(0, LONGEST_LIFE)
        for line in life(places, expected, seconds if n < kills - 1 else 3, mode, seed):
            kind, number = line.split()
            expected.hears(kind, int(number))
    figures = {k: v for k, v in vars(expected).items() if isinstance(v, int)}
    print(json.dumps(figures))  # noqa: T201


def life(
    places: Places, expected: Expected, seconds: float, mode: str, seed: float
) -> Iterator[str]:
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        with suppress(BaseException):
            asyncio.run(live(places, expected, theirs, mode, seed))
        os._exit(1)
    os.close(theirs)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(ours) as said_so:
        yield from said_so


async def live(places: Places, expected: Expected, pipe: int, mode: str, seed: float) -> None:
    def say(kind: str, n: int) -> None:
        os.write(pipe, f"{kind} {n}\n".encode())

    boxes.MEMORY, boxes.ROUNDS = 8, 1
    rng = random.Random(seed)  # noqa: S311
    store = await Store.open(places)
    locks = store.lock
    now = await opened(store, expected, say)
    async with store.journal(ADA) as journal:
        record = journal.get(Shelf.SITTINGS, SITTING)
    n = int(str(record.facts["n"])) if record else 0
    say("found", n)

    async def write(acknowledged: str) -> None:
        nonlocal n
        n += 1
        say("begin", n)
        async with store.journal(ADA) as journal:
            journal.keep(Shelf.SITTINGS, SITTING, Record({"n": n}, said("words").words))
        say(acknowledged, n)

    await write("done")
    for new in range(1000 + n, 10**9):
        match rng.randrange(4):
            case 0 if now:
                say("turning", NONE)
                if await locks.remove(ADA, phrase(now)) is Tried.OPENED:
                    now = NONE
                    say("turned", now)
            case 1 if now:
                locks.lock_now(ADA)
                for _ in range(rng.randrange(3)):
                    await write("posted")
                if await locks.unlock(ADA, phrase(now), None, brought_in) is not Tried.OPENED:
                    say("shut", 0)
            case 2:
                say("turning", new)
                codes = await locks.prepare(ADA, phrase(new))
                if mode == "early":
                    say("turned", new)
                if await locks.confirm(ADA, codes[0]):
                    now = new
                    say("turned", now)
            case _:
                await write("done")


async def opened(store: Store, expected: Expected, say: object) -> int:
    """Which of the sentences that may open it does; NONE where there is no lock."""
    assert callable(say)
    if await store.lock.state(ADA) is LockState.NONE:
        say("opens", NONE)
        return NONE
    for n in sorted(expected.phrases - {NONE}):
        if await store.lock.unlock(ADA, phrase(n), None, brought_in) is Tried.OPENED:
            say("opens", n)
            return n
    say("shut", 0)
    raise SystemExit


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
