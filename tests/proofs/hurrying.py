"""`python -m tests.proofs.hurrying FOLDER MOST`: 32 people save at once, and one is forgotten.

Prints, in milliseconds, how long a save took for the slowest in a hundred, how late the loop was,
and how long forgetting took. MOST is how many saves may share a commit.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from bot.person import PersonId
from bot.store import Store, StorePaths
from tests.store.people import writes

PEOPLE = [PersonId(n) for n in range(1, 33)]
SECONDS = 4.0
SYNCS = 20


async def main(folder: Path, most: int) -> None:
    store = await Store.open(StorePaths(folder / "data", folder / "keys" / "master.key"))
    store._writer.most_at_once = most
    took: list[float] = []
    late: list[float] = []
    end = time.monotonic() + SECONDS

    async def goes_on(who: PersonId) -> None:
        n = 0
        while time.monotonic() < end:
            n += 1
            began = time.monotonic()
            await writes(store, who, "words " * 40, (n % 20).to_bytes(16))
            took.append(time.monotonic() - began)

    async def ticks() -> None:
        while time.monotonic() < end:
            began = time.monotonic()
            await asyncio.sleep(0.005)
            late.append(time.monotonic() - began - 0.005)

    await asyncio.gather(ticks(), *map(goes_on, PEOPLE))
    forgetting = 0.0
    for who in PEOPLE[:5]:
        began = time.monotonic()
        await store.forget(who)
        forgetting = max(forgetting, time.monotonic() - began)
    await store.close()
    figures = {
        "saves": len(took),
        "p99": ms(share(took, 0.99)),
        "late": ms(share(late, 0.99)),
        "latest": ms(max(late)),
        "forget": ms(forgetting),
        "sync": ms(a_sync(folder)),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


def share(of: list[float], part: float) -> float:
    return sorted(of)[int(len(of) * part)]


def ms(seconds: float) -> float:
    return round(1000 * seconds, 1)


def a_sync(folder: Path) -> float:
    """How long this disk takes to have something for good."""
    file = os.open(folder / "sync", os.O_WRONLY | os.O_CREAT, 0o600)
    began = time.monotonic()
    for _ in range(SYNCS):
        os.pwrite(file, os.urandom(4096), 0)
        os.fdatasync(file)
    os.close(file)
    return (time.monotonic() - began) / SYNCS


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
