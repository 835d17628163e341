"""Bar 7: other master keys while people write, and killed at any moment."""

import asyncio
import time
from pathlib import Path

import pytest

from bot.person import PersonId
from bot.store import Store, StorePaths
from bot.store.sqlite.keyfile import read_key
from tests.proofs.test_store_kills import killed
from tests.store.people import reads, writes
from tests.store.test_rotating import opened_by

pytestmark = pytest.mark.prove

PEOPLE = 500
BUSY = [PersonId(n) for n in range(1, 17)]
ROTATIONS = 20
KILLS = 400


async def test_rotations_under_load_fail_nobody_and_leave_the_old_keys_useless(
    places: StorePaths,
) -> None:
    store = await Store.open(places)
    await asyncio.gather(*(writes(store, PersonId(1000 + n), "there") for n in range(PEOPLE)))
    ever, took, last = [read_key(places.key)], [0.0], dict.fromkeys(BUSY, 0)
    over = asyncio.Event()

    async def lives(who: PersonId) -> None:
        while not over.is_set():
            began = time.monotonic()
            last[who] += 1
            await writes(store, who, last[who])
            assert await reads(store, who) == last[who]
            took.append(time.monotonic() - began)

    async def comes_new() -> None:
        n = 10_000
        while not over.is_set():
            n += 1
            await writes(store, PersonId(n), "new")
            assert await reads(store, PersonId(n)) == "new"

    async def turns() -> float:
        longest = 0.0
        for _ in range(ROTATIONS):
            began = time.monotonic()
            await store.rotate()
            longest = max(longest, time.monotonic() - began)
            ever.append(read_key(places.key))
        over.set()
        return longest

    turning = asyncio.create_task(turns())
    await asyncio.gather(comes_new(), *map(lives, BUSY))
    longest = await turning
    await store.close()
    again = await Store.open(places)
    assert [await reads(again, who) for who in BUSY] == [*last.values()]
    await again.close()
    useless = [opened_by(places, key) for key in ever[:-1]]
    with_the_new = opened_by(places, ever[-1])
    print(  # noqa: T201
        f"\nbar 7: {ROTATIONS} rotations of {PEOPLE:,} people under {len(took):,} operations,"
        f" 0 failed, the slowest {1000 * max(took):.0f} ms, a rotation {longest * 1000:.0f} ms;"
        f" opened by {len(useless)} old keys: {sum(useless)}, control: by the new {with_the_new:,}"
    )
    assert useless == [0] * ROTATIONS
    assert with_the_new > PEOPLE


def test_killed_at_any_moment_of_a_rotation_everything_is_there(tmp_path: Path) -> None:
    figures = killed([tmp_path / "a", tmp_path / "b"], KILLS // 2, "turning")
    print(  # noqa: T201
        f"\nbar 7: {KILLS} kills, {figures['midway']} of them within one of"
        f" {figures['turned'] + figures['midway']} rotations, {figures['saves']:,} saves"
        f" acknowledged, {figures['lost']} lost, {figures['shut']} starts refused"
    )
    assert (figures["lost"], figures["shut"]) == (0, 0)
    assert figures["midway"] > KILLS // 4


def test_it_would_notice_a_rotation_that_drops_the_old_key_first(tmp_path: Path) -> None:
    figures = killed([tmp_path / "a", tmp_path / "b"], 60, "careless")
    print(  # noqa: T201
        f"\nbar 7, control: the old key dropped first, {figures['shut']} of 2 stores shut for good"
    )
    assert figures["shut"] > 0
