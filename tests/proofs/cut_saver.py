"""`python -m tests.proofs.cut_saver FOLDER MODE`: what is watched while the power is going to go.

Says what it is about to do and what is acknowledged, in between what it does to the files. MODE
`normal` lets SQLite acknowledge before the disk has, as a store must not.
"""

import asyncio
import os
import sys
from pathlib import Path

from bot.person import PersonId
from bot.store import Store, StorePaths
from bot.store.records import Record, Shelf
from bot.store.sqlite import connection
from tests.store.people import SITTING, said

SAVERS = range(1, 5)
LEAVER = 99
ROUNDS = 40


def say(kind: str, who: int, n: int) -> None:
    os.write(1, f"{kind} {who} {n}\n".encode())


async def main(folder: Path, mode: str) -> None:
    if mode == "normal":
        connection.SETTINGS["synchronous"] = 1
    store = await Store.open(StorePaths(folder / "data", folder / "keys" / "master.key"))

    async def saves(who: int, n: int) -> None:
        say("begin", who, n)
        async with store.session(PersonId(who)) as session:
            session.keep(Shelf.SITTINGS, SITTING, Record({"n": n}, said("words" * n).words))
        say("done", who, n)

    async def goes_on(who: int) -> None:
        for n in range(1, ROUNDS + 1):
            await saves(who, n)

    async def comes_and_goes() -> None:
        for n in range(1, 6):
            await saves(LEAVER, n)
            say("begin", LEAVER, 0)
            await store.forget(PersonId(LEAVER))
            say("done", LEAVER, 0)
            await store.rotate()

    await asyncio.gather(comes_and_goes(), *map(goes_on, SAVERS))
    # Left open: a power cut closes nothing.
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
