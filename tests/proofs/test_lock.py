"""The lock: killed at any moment nothing is lost or half-locked; and what a guess costs."""

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from bot.confidential import Confidential
from bot.store import Store, StorePaths, UnlockResult
from tests.proofs.locking import ADA
from tests.store.people import writes
from tests.store.test_lock import brought_in

KILLS, CONTROL, FILLED, UNSETTLED = 400, 60, 120, 40
GUESSES = 8

pytestmark = pytest.mark.prove


def killed(folders: list[Path], kills: int, mode: str) -> Counter[str]:
    command = [sys.executable, "-m", "tests.proofs.locking"]
    families = [
        subprocess.Popen([*command, str(folder), str(kills), mode], stdout=subprocess.PIPE)
        for folder in folders
    ]
    said = [family.communicate(timeout=400)[0] for family in families]
    assert all(family.returncode == 0 for family in families)
    return sum((Counter(json.loads(figures)) for figures in said), Counter())


def test_killed_at_any_moment_it_is_on_or_off_and_nothing_is_lost(tmp_path: Path) -> None:
    figures = killed([tmp_path / "a", tmp_path / "b"], KILLS // 2, "honest")
    print(  # noqa: T201
        f"\nbar 4, the lock: {KILLS} kills, {figures['starts']} starts, {figures['turns']:,} times"
        f" put on, changed or taken off, {figures['saves']:,} saves and {figures['letters']:,}"
        f" letters acknowledged: {figures['lost']} lost, {figures['wrong']} locks not as they were"
        " said to be"
    )
    assert figures["lost"] == 0
    assert figures["wrong"] == 0
    assert figures["letters"] > KILLS
    assert figures["turns"] > KILLS


def test_it_would_notice_a_lock_that_is_said_to_be_on_too_early(tmp_path: Path) -> None:
    figures = killed([tmp_path / "a", tmp_path / "b"], CONTROL, "early")
    print(  # noqa: T201
        f"\nbar 4, control: said to be on before it is, {figures['wrong']} of"
        f" {figures['turns']:,} not on in {2 * CONTROL} kills"
    )
    assert figures["wrong"] > 0


def test_a_disk_that_is_full_at_any_moment_costs_nothing_and_nobody(tmp_path: Path) -> None:
    figures = killed([tmp_path / "a", tmp_path / "b"], FILLED // 2, "full")
    print(  # noqa: T201
        f"\nbar 2, the lock: {figures['full']} times a full disk in the middle of something and"
        f" {FILLED} kills, {figures['turns']} times put on, changed or taken off,"
        f" {figures['saves']} saves and {figures['letters']} letters acknowledged:"
        f" {figures['lost']} lost, {figures['wrong']} locks not as they were said to be"
    )
    assert figures["lost"] == 0
    assert figures["wrong"] == 0
    assert figures["full"] > FILLED // 2


def test_it_would_notice_a_store_that_goes_on_before_it_has_finished(tmp_path: Path) -> None:
    figures = killed([tmp_path / "a", tmp_path / "b"], UNSETTLED // 2, "unsettled")
    print(  # noqa: T201
        f"\nbar 2, control: nothing left half-way is finished first, a full disk"
        f" {figures['full']} times: {figures['wrong']} times nothing opened it any more"
    )
    assert figures["wrong"] > 0


async def test_a_guess_costs_what_it_should_and_nobody_waits_for_it(places: StorePaths) -> None:
    store = await Store.open(places)
    await writes(store, ADA, "words")
    phrase = Confidential("a sentence of eight words or a few more")
    codes = await store.lock.prepare(ADA, phrase)
    began = time.perf_counter()
    assert await store.lock.confirm(ADA, codes[0])
    put_on = time.perf_counter() - began
    late: list[float] = []

    async def watch() -> None:
        while True:
            then = time.perf_counter()
            await asyncio.sleep(0.002)
            late.append(time.perf_counter() - then - 0.002)

    watching = asyncio.create_task(watch())
    took = []
    for _ in range(GUESSES):
        began = time.perf_counter()
        assert await store.lock.unlock(ADA, phrase, 900, brought_in) is UnlockResult.OPENED
        took.append(time.perf_counter() - began)
    watching.cancel()
    await store.close()
    late.sort()
    print(  # noqa: T201
        f"\nbar 12, the lock: opened in {min(took) * 1000:.0f} ms,"
        f" put on in {put_on * 1000:.0f} ms;"
        f" meanwhile the loop was late by {late[int(len(late) * 0.99)] * 1000:.1f} ms for the"
        f" slowest in a hundred, {late[-1] * 1000:.1f} ms at most"
    )
    assert len(took) == GUESSES
