"""Two devices of one person do any two things at once: it ends as if one came after the other."""

import asyncio
from pathlib import Path

import pytest

from bot.store import Store
from tests.actors.devices import Devices, Scene, at_home

SEEDS, AT_ONCE = 5_000, 8
CONTROL = 600

pytestmark = pytest.mark.prove


async def wrong(devices: Devices, seeds: range) -> list[str]:
    coming, found = iter(seeds), list[str]()

    async def some() -> None:
        for seed in coming:
            if problem := await devices.play(Scene.of(seed)):
                found.append(f"seed {seed}: {problem}")

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    return found


async def test_whatever_two_devices_do_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_home(tmp_path, monkeypatch) as devices:
        found = await wrong(devices, range(SEEDS))
    print(f"\ntwo devices: {SEEDS:,} scenes, {len(found)} not as if one had come after the other")  # noqa: T201
    assert not found, "\n\n".join(found[:20])


async def test_it_would_notice_two_turns_of_somebody_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "_turn_of", lambda *_: asyncio.Lock())
    async with at_home(tmp_path, monkeypatch) as devices:
        found = await wrong(devices, range(CONTROL))
    print(f"\ntwo devices, control: turns at once, {len(found)} of {CONTROL} noticed")  # noqa: T201
    assert found
