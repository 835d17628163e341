"""`python -m tests.proofs.locking FOLDER KILLS MODE`: somebody with a lock, killed again and again.

They write, put the lock on, write behind it, open it, change it and take it off. Prints how often
something acknowledged was not there, and how often the lock was not as it was said to be. MODE
`early` says that it is on before it is, as a store must not. In MODE `full` the disk is full
now and then, and they go on in the same process; in `unsettled`, too, without finishing what was
left half-way, as a store must not.
"""

import asyncio
import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.confidential import Confidential
from bot.person import PersonId
from bot.store import LockState, Store, StorePaths, StoreUnavailable, UnlockResult
from bot.store.crypto import lockbox as boxes
from bot.store.records import Record, Shelf
from tests.store.people import SITTING, said
from tests.store.test_lock import brought_in

ADA = PersonId(203948572039485720)
LONGEST_LIFE = 0.5
# Bytes a file may have when the disk is full.
LARGEST = 60_000
# No lock at all.
NONE = 0


class Expected:
    """What may be found, and which sentence may open it, by what was announced and acknowledged."""

    def __init__(self) -> None:
        self.words, self.phrases = {0}, {NONE}
        self.lost = self.wrong = self.saves = self.letters = self.turns = self.starts = 0
        self.full = 0

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
            case "full":
                self.full += 1
            case "found":
                self.lost += n not in self.words
                self.words = {n}


def phrase(n: int) -> Confidential[str]:
    return Confidential(f"sentence number {n}")


def main(folder: Path, kills: int, mode: str) -> None:
    rng, expected = random.Random(kills), Expected()  # noqa: S311
    places = StorePaths(folder / "data", folder / "keys" / "master.key")
    for n in range(kills):
        seed, seconds = rng.random(), rng.uniform(0, LONGEST_LIFE)
        for line in life(places, expected, seconds if n < kills - 1 else 3, mode, seed):
            kind, number = line.split()
            expected.hears(kind, int(number))
    figures = {k: v for k, v in vars(expected).items() if isinstance(v, int)}
    print(json.dumps(figures))  # noqa: T201


def life(
    places: StorePaths, expected: Expected, seconds: float, mode: str, seed: float
) -> Iterator[str]:
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        with suppress(SystemExit):
            try:
                asyncio.run(live(places, expected, theirs, mode, seed))
            except Exception:  # noqa: BLE001 - whatever it is, they could not go on
                os.write(theirs, b"shut 0\n")
        os._exit(1)
    os.close(theirs)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(ours) as said_so:
        yield from said_so


class Life:
    """One process of theirs, from its start until it is killed."""

    def __init__(self, store: Store, expected: Expected, pipe: int, mode: str) -> None:
        self.store, self.locks = store, store.lock
        self.expected, self.pipe, self.mode = expected, pipe, mode
        # The number of the sentence that opens it, and of what was written last.
        self.now = self.n = 0

    def say(self, kind: str, n: int) -> None:
        self.expected.hears(kind, n)
        os.write(self.pipe, f"{kind} {n}\n".encode())

    async def look(self) -> None:
        self.now = await self.opened()
        async with self.store.session(ADA) as session:
            record = session.get(Shelf.SITTINGS, SITTING)
        self.n = int(str(record.facts["n"])) if record else 0
        self.say("found", self.n)

    async def opened(self) -> int:
        """Which of the sentences that may open it does; NONE where there is no lock."""
        if await self.locks.state(ADA) is LockState.NONE:
            self.say("opens", NONE)
            return NONE
        for n in sorted(self.expected.phrases - {NONE}):
            if await self.locks.unlock(ADA, phrase(n), None, brought_in) is UnlockResult.OPENED:
                self.say("opens", n)
                return n
        self.say("shut", 0)
        raise SystemExit

    async def write(self, acknowledged: str = "done") -> None:
        self.n += 1
        self.say("begin", self.n)
        async with self.store.session(ADA) as session:
            session.keep(Shelf.SITTINGS, SITTING, Record({"n": self.n}, said("words").words))
        self.say(acknowledged, self.n)

    async def take_off(self) -> None:
        self.say("turning", NONE)
        if await self.locks.remove(ADA, phrase(self.now)) is UnlockResult.OPENED:
            self.now = NONE
            self.say("turned", self.now)

    async def close_and_open(self, times: int) -> None:
        self.locks.lock_now(ADA)
        for _ in range(times):
            await self.write("posted")
        if (
            await self.locks.unlock(ADA, phrase(self.now), None, brought_in)
            is not UnlockResult.OPENED
        ):
            self.say("shut", 0)

    async def put_on(self, new: int) -> None:
        self.say("turning", new)
        codes = await self.locks.prepare(ADA, phrase(new))
        if self.mode == "early":
            self.say("turned", new)
        if await self.locks.confirm(ADA, codes[0]):
            self.now = new
            self.say("turned", self.now)


async def live(places: StorePaths, expected: Expected, pipe: int, mode: str, seed: float) -> None:
    boxes.MEMORY, boxes.ROUNDS = 8, 1
    # On a busy machine many a life ends in the middle of a try: it counts, and nobody waits here.
    boxes.FREE = sys.maxsize
    rng, fills = random.Random(seed), mode in {"full", "unsettled"}  # noqa: S311
    store = await Store.open(places)
    if mode == "unsettled":
        store.lock.settled = nothing  # type: ignore[assignment,method-assign]
    life = Life(store, expected, pipe, mode)
    await life.look()
    await life.write()
    for new in range(1000 + life.n, 10**9):
        if fills and rng.randrange(2):
            room(rng.randrange(LARGEST))
        try:
            match rng.choice((0, 1, 2, 2, 2, 2, 2, 3) if fills else (0, 1, 2, 3)):
                case 0 if life.now:
                    await life.take_off()
                case 1 if life.now:
                    await life.close_and_open(rng.randrange(3))
                case 2:
                    await life.put_on(new)
                case _:
                    await life.write()
        except StoreUnavailable:
            life.say("full", new)
            room(resource.RLIM_INFINITY)
            store.lock.lock_now(ADA)
            await life.look()
        room(resource.RLIM_INFINITY)


def room(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


async def nothing(_: PersonId) -> None:
    return


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
