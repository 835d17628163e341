"""Quiet Page as it is: sealed, bound to what was there before, durable before it is answered."""

import asyncio
import gc
import hashlib
import sys
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.agreed import agree
from benchmarks.contenders.loopback import point_at
from benchmarks.line import person
from bot import app
from bot.content import load
from bot.features.mydata.briefs import teller
from bot.features.walkthrough import sittings
from bot.features.walkthrough.step_controls import press
from bot.forms.sitting import Sitting, question_step
from bot.instance import Instance
from bot.languages import Languages
from bot.person import PersonId
from bot.store import Store, StorePaths

PEOPLE = 32
QUESTION = "why_speak"


def presses() -> list[str]:
    """What each of them presses; {turn} is filled in."""
    return [press("kept", _begun(n), detail=f"{QUESTION}.{{turn}}") + "/0" for n in range(PEOPLE)]


async def saved(folder: Path) -> int:
    """How many answers were really kept."""
    library, turns = load(), 0
    store = await Store.open(_places(folder), teller(library))
    for n in range(PEOPLE):
        async with store.session(PersonId(person(n))) as session:
            kept = sittings.sitting(library, session, _id(n))
        turns += kept.turns.get(QUESTION, 0) if kept else 0
    await store.close()
    return turns


async def main(folder: Path) -> None:
    library, instance = load(), Instance()
    async with AsyncExitStack() as stack:
        store = await Store.open(_places(folder), teller(library))
        stack.push_async_callback(store.close)
        for n in range(PEOPLE):
            async with store.session(PersonId(person(n))) as session:
                agree(session, instance)
                sittings.keep(library, session, _begun(n))
        # As the bot does.
        gc.collect()
        gc.freeze()
        client = app.client(store, Languages(library), instance, guild_ready_timeout=0)
        async with client:
            await client.start("bench")


def _begun(n: int) -> Sitting:
    today = datetime.now(UTC).date()
    return Sitting(_id(n), "prepare", 1, "full", question_step(QUESTION), today, today)


def _id(n: int) -> bytes:
    return hashlib.sha256(n.to_bytes(4)).digest()[:16]


def _places(folder: Path) -> StorePaths:
    return StorePaths(folder / "data", folder / "key" / "master.key")


if __name__ == "__main__":
    point_at(sys.argv[1])
    asyncio.run(main(Path(sys.argv[2])))
