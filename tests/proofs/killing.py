"""`python -m tests.proofs.killing FOLDER KILLS MODE`: savers that are killed, again and again.

Prints kills, acknowledged saves, forgettings, and how often something acknowledged was not there.
MODE `early` acknowledges before the commit, as a store must not: then something has to be lost.
MODE `turning` changes the master key all the time; `careless` drops the old
master key first, as nobody must: then a store that was killed opens no more.
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

from bot.person import PersonId
from bot.store import Store, StorePaths
from bot.store.records import Record, Shelf
from bot.store.rotate_master_key import Rotation
from tests.store.people import SITTING, said

SAVERS = range(1, 7)
LEAVER = 99
# Cut short from the very beginning of a start-up to well into the saving.
LONGEST_LIFE = 0.15


class Expected:
    """What may be found for each person, going by what was announced and acknowledged."""

    def __init__(self) -> None:
        self.may: dict[int, set[int]] = {}
        self.lost = self.saves = self.forgotten = self.starts = 0
        # Rotations that were finished and that were not, and starts that were refused.
        self.turned = self.midway = self.shut = 0

    def hears(self, kind: str, who: int, n: int) -> None:
        """One line of a saver. 0 stands for no page."""
        may = self.may.setdefault(who, {0})
        match kind:
            case "begin":
                may.add(n)
            case "done":
                self.may[who] = {n}
                self.saves += n > 0
                self.forgotten += n == 0
            case "found":
                self.lost += n not in may
                self.may[who] = {n}
            case "open":
                self.starts += 1
            case "turning":
                self.midway += 1
            case "turned":
                self.midway -= 1
                self.turned += 1
            case "shut":
                self.shut += 1


def main(folder: Path, kills: int, mode: str) -> None:
    rng, expected = random.Random(kills), Expected()  # noqa: S311
    places = StorePaths(folder / "data", folder / "keys" / "master.key")
    for _ in range(kills):
        for line in life(
            places, rng.uniform(0, LONGEST_LIFE * (2 if mode == "turning" else 1)), mode
        ):
            kind, who, n = line.split()
            expected.hears(kind, int(who), int(n))
        if expected.shut:
            break
    for line in () if expected.shut else life(places, 2, "look"):
        kind, who, n = line.split()
        expected.hears(kind, int(who), int(n))
    del expected.may
    print(json.dumps(vars(expected)))  # noqa: T201


def life(places: StorePaths, seconds: float, mode: str) -> Iterator[str]:
    """Fork a saver, kill it, and come back with all that it said."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        with suppress(BaseException):
            asyncio.run(save(places, theirs, mode))
            os._exit(0)
        os._exit(1)
    os.close(theirs)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(ours) as said_so:
        yield from said_so
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        yield "shut 0 0"


async def save(places: StorePaths, pipe: int, mode: str) -> None:
    def say(kind: str, who: int, n: int) -> None:
        os.write(pipe, f"{kind} {who} {n}\n".encode())

    if mode == "careless":
        Rotation._add_the_new = drop_first  # type: ignore[method-assign, assignment]
    store = await Store.open(places)
    say("open", 0, 0)
    found = {}
    for who in (*SAVERS, LEAVER):
        async with store.session(PersonId(who)) as session:
            record = session.get(Shelf.SITTINGS, SITTING)
        found[who] = int(str(record.facts["n"])) if record else 0
        say("found", who, found[who])
    if mode == "look":
        await store.close()
        return

    async def saves(who: int, n: int) -> None:
        say("begin", who, n)
        async with store.session(PersonId(who)) as session:
            session.keep(Shelf.SITTINGS, SITTING, Record({"n": n}, said("words").words))
            if mode == "early":
                say("done", who, n)
        say("done", who, n)

    async def goes_on(who: int) -> None:
        n = found[who]
        while True:
            n += 1
            await saves(who, n)

    async def comes_and_goes() -> None:
        n = found[LEAVER]
        while True:
            n += 1
            await saves(LEAVER, n)
            say("begin", LEAVER, 0)
            await store.forget(PersonId(LEAVER))
            say("done", LEAVER, 0)

    async def turns() -> None:
        while True:
            say("turning", 0, 0)
            await store.rotate()
            say("turned", 0, 0)

    turning = [turns()] if mode in {"turning", "careless"} else []
    await asyncio.gather(comes_and_goes(), *turning, *map(goes_on, SAVERS))


async def drop_first(rotation: Rotation) -> None:
    """The twin: the new key takes the place of the old one before anything is under it."""
    alone = rotation._key.read().begun().ended()
    rotation._key.write(alone)
    rotation._master.become(alone)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
