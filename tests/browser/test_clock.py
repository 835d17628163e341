"""The time in the sandbox's page, and moving it."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import Sits
from tests.browser.hands import Hands
from tests.fake_discord import Town
from tests.process.waiting import until

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(loop_scope="session")
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path) as town:
        await town.start_bot("tests.process.toy_bot")
        yield town


async def goes_there(who: Hands, when: str) -> None:
    await (await who.looks_at_the_clock()).get_by_label("Day and time").fill(when)
    await who.moves_the_time("Go there")


async def test_the_time_is_moved_for_everybody_and_back(sits: Sits, town: Town) -> None:
    mara, ben = await sits("mara"), await sits("ben")
    await mara.moves_the_time("+1 day")
    await until(lambda: town.clock.ahead == timedelta(days=1))
    await mara.moves_the_time("Next morning, 9:00")
    await expect(mara.time).to_have_text(re.compile(r"\b0?9:00"))
    await expect(ben.time).to_have_text(re.compile(r"\b0?9:00"))
    await goes_there(mara, "2031-05-04T17:30")
    await expect(ben.time).to_have_text(re.compile(r"May 4|4 May"))
    await expect(ben.time).to_have_text(re.compile(r"\b(17|0?5):30"))
    await mara.shoots("clock")
    await mara.moves_the_time("Back to now")
    await until(lambda: town.clock.ahead == timedelta())


async def test_a_day_that_has_been_is_not_gone_to(sits: Sits, town: Town) -> None:
    mara = await sits("mara")
    await goes_there(mara, "2020-01-01T09:00")
    await expect(mara.page.locator("#clock [role=status]")).to_contain_text("has been already")
    await goes_there(mara, "")
    await expect(mara.page.locator("#clock [role=status]")).to_contain_text("Choose a day")
    await mara.moves_the_time("Next reminder due")
    await expect(mara.page.locator("#clock [role=status]")).to_contain_text("No reminder is set")
    assert town.clock.ahead == timedelta()


async def test_an_hour_takes_two_steps(sits: Sits, town: Town) -> None:
    steps = []
    town.clock.watched.append(lambda: steps.append(town.clock.ahead))
    mara = await sits("mara")
    await mara.moves_the_time("+1 hour")
    await until(lambda: len(steps) == 2)
    assert steps == [timedelta(minutes=30), timedelta(hours=1)]
