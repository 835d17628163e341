"""A town with the bot in it, and a browser window for each of its people.

One browser does for all of these tests, and its windows are used again: to open one costs more
than what most of the tests do in it. So all of them run in one loop.
"""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.hands import Hands
from tests.fake_discord import Town

CHROMIUM = shutil.which("chromium")
MISSING = "There is no Chromium here: install Debian's `chromium` to run the browser tests."
QUIETLY = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
DESK, PHONE, HEIGHT = 1200, 390, 860
# Long enough for a machine that is busy with something else; what hangs is found all the same.
PATIENCE = 60_000
# Where everybody lives: "9:00" in their browser is nine o'clock there.
AT_HOME = "Europe/Berlin"

HERE = Path(__file__).parent

expect.set_options(timeout=PATIENCE)

# For a long walk through what the bot says, which is the same at a desk: there, it is walked by
# `make prove`. What the page itself does is tried on both every time.
ON_A_PHONE = pytest.mark.parametrize(
    "width",
    [pytest.param(DESK, id="wide", marks=pytest.mark.prove), pytest.param(PHONE, id="narrow")],
)

# Somebody sits down: their name -> their hands.
Sits = Callable[[str], Awaitable[Hands]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them in the browser's loop."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def at_noon(town: Town) -> None:
    """Begin at the next noon, whenever the test is run: what is due "next morning" is so always."""
    now = town.clock.now().astimezone(ZoneInfo(AT_HOME))
    noon = datetime.combine(now.date() + timedelta(days=1), time(12), now.tzinfo)
    town.clock.advance((noon - now).total_seconds())


@pytest_asyncio.fixture(loop_scope="session")
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A server, its people, and the bot as a process of its own, online.

    Both locks run at the end of every test.
    """
    async with Town(tmp_path) as town:
        at_noon(town)
        await town.start_bot()
        yield town
        assert town.complaints() == []


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One headless Chromium."""
    if CHROMIUM is None:
        pytest.skip(MISSING)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIETLY))
        yield browser
        await browser.close()


@pytest.fixture(params=[DESK, PHONE], ids=["wide", "narrow"])
def width(request: pytest.FixtureRequest) -> int:
    """A desk, and a phone."""
    return int(request.param)


@pytest.fixture
def pictures() -> Path | None:
    """Where screenshots go, if `PICTURES` says: they are for whoever wants to look at them."""
    where = os.environ.get("PICTURES")
    return Path(where) if where else None


@pytest.fixture(scope="session")
def windows() -> list[Page]:
    """Those that are open, with nothing to be seen in them."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def sits(
    town: Town, browser: Browser, windows: list[Page], width: int, pictures: Path | None
) -> AsyncIterator[Sits]:
    """Give whoever sits down a window of their own, at their own page."""
    taken: list[Page] = []

    async def sit(name: str) -> Hands:
        page = windows.pop() if windows else await _opened(browser)
        taken.append(page)
        await page.set_viewport_size({"width": width, "height": HEIGHT})
        hands = Hands(page, name, town, pictures)
        await hands.arrive()
        return hands

    yield sit
    for page in taken:
        await page.goto("about:blank")
    windows.extend(taken)


async def _opened(browser: Browser) -> Page:
    """Somebody's own: nobody else's cookies, and where they live."""
    context = await browser.new_context(reduced_motion="reduce", timezone_id=AT_HOME)
    context.set_default_timeout(PATIENCE)
    return await context.new_page()
