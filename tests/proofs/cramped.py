"""`python -m tests.proofs.cramped FOLDER ACT SIZE`: one thing that is done while the disk is full.

From some moment on no file may grow beyond SIZE. Says whether it was done or refused.
"""

import asyncio
import os
import resource
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.store import Session, Store, StorePaths, StoreRefused, StoreUnavailable
from bot.store.records import Shelf
from bot.store.sqlite import keyfile
from bot.store.sqlite.backup import back_up
from tests.store.people import ADA, SITTING

COPIES = "copies"
IN_PLACE = "rotate, in place"

Act = Callable[[Store], Awaitable[object]]


def fill_up(size: int) -> None:
    # Ignored, a write that is too much fails as one to a full disk does.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def dropped(session: Session) -> set[bytes]:
    session.drop(Shelf.SITTINGS, SITTING)
    return {SITTING}


async def lets_go(store: Store) -> None:
    if await store.rounds.go(dropped):
        raise StoreUnavailable


ACTS: dict[str, Act] = {
    "forget": lambda store: store.forget(ADA),
    "rotate": lambda store: store.rotate(),
    IN_PLACE: lambda store: store.rotate(),
    "let go": lets_go,
    "generation": lambda store: store.advance_generation(),
}


async def done(places: StorePaths, act: str, size: int) -> None:
    if act == "upgrade":
        fill_up(size)
        await (await Store.open(places)).close()
        return
    if act == "backup":
        fill_up(size)
        back_up(places, places.data.parent / COPIES)
        return
    store = await Store.open(places)
    fill_up(size)
    if act == IN_PLACE:
        vars(keyfile)["write_whole"] = Path.write_bytes
    await ACTS[act](store)


def main(folder: Path, act: str, size: int) -> None:
    try:
        asyncio.run(done(StorePaths(folder / "data", folder / "keys" / "master.key"), act, size))
        said = b"done"
    except (StoreRefused, StoreUnavailable, OSError):
        said = b"refused"
    os.write(1, said)
    # Whatever threads are left, nothing is tidied up.
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
