"""A town with the bot in it, and a browser for each of its people."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.hands import Hands
from tests.standin import Town

CHROMIUM = shutil.which("chromium")
MISSING = "There is no Chromium here: install Debian's `chromium` to run the browser tests."
QUIETLY = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
HEIGHT = 860
PATIENCE = 10_000
# Where everybody lives: "9:00" in their browser is nine o'clock there.
AT_HOME = "Europe/Berlin"

# Somebody sits down: their name -> their hands.
Sits = Callable[[str], Awaitable[Hands]]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A server, its people, and the bot as a process of its own, online.

    Both locks run at the end of every test.
    """
    async with Town(tmp_path) as town:
        await town.start_bot()
        yield town
        assert town.complaints() == []


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """One headless Chromium."""
    if CHROMIUM is None:
        pytest.skip(MISSING)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIETLY))
        yield browser
        await browser.close()


@pytest.fixture(params=[1200, 390], ids=["wide", "narrow"])
def width(request: pytest.FixtureRequest) -> int:
    """A desk, and a phone."""
    return int(request.param)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: beside the test's files, or where `PICTURES` says."""
    return Path(os.environ.get("PICTURES") or tmp_path / "pictures")


@pytest.fixture
def sits(town: Town, browser: Browser, width: int, pictures: Path) -> Sits:
    """Give whoever sits down a browser of their own, at their own page."""

    async def sit(name: str) -> Hands:
        size = {"width": width, "height": HEIGHT}
        context = await browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            reduced_motion="reduce",
            timezone_id=AT_HOME,
        )
        context.set_default_timeout(PATIENCE)
        hands = Hands(await context.new_page(), town.members[name].address, pictures)
        await hands.arrive()
        return hands

    return sit
