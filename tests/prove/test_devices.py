"""Two devices of one person do any two things at once: it ends as if one came after the other."""

import asyncio
from pathlib import Path

import pytest

from bot.journeys.consent import Consent
from tests.people.devices import Devices, Scene, at_home

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


async def test_it_would_notice_that_nobody_asks_again_whether_they_agreed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Consent, "demand", lambda *_: None)
    async with at_home(tmp_path, monkeypatch) as devices:
        found = await wrong(devices, range(CONTROL))
    print(f"\ntwo devices, control: nobody asks again, {len(found)} of {CONTROL} noticed")  # noqa: T201
    assert found
