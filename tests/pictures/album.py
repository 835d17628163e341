"""What the README shows, and the walk on which the pictures of it are taken."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, expect

from tests.browser.conftest import AT_HOME, DESK, HEIGHT, PATIENCE, PHONE
from tests.browser.test_prepare import any_words, reach
from tests.fake_discord import Town
from tests.journeys.walks import EXAMPLE, SCRIPT, filled
from tests.pictures.camera import Camera, Shot
from tests.sandbox.greeting import greet

# It is always the same day on them: a card bears its date.
TAKEN = datetime(2026, 11, 27, 9, 54, tzinfo=ZoneInfo(AT_HOME))
# Of the size of a window at a desk, as much stands on the picture.
SCALE = 0.75
# What is asked by then is about somebody, and that is what the picture is for.
ASKED = "who_with"
# No panel of ours is on a picture of Discord, and nothing blinks.
ALONE = "#clock { display: none !important } * { caret-color: transparent !important }"


@dataclass(slots=True)
class Album:
    """The pictures of one walk, by the name of their file."""

    question: list[Shot] = field(default_factory=list)
    phone: list[Shot] = field(default_factory=list)
    moving: list[Shot] = field(default_factory=list)

    @property
    def pages(self) -> dict[str, list[Shot]]:
        return {"question": self.question, "phone": self.phone, "moving": self.moving}


@asynccontextmanager
async def set_up(browser: Browser, folder: Path, *, film: bool) -> AsyncIterator[Album]:
    """The town on that day, and the album of a walk through it."""
    async with Town(folder) as town:
        town.clock.advance((TAKEN - town.clock.now()).total_seconds())
        greet(town)
        await town.start_bot()
        desk = await _camera(browser, town, DESK, SCALE, film=film)
        phone = await _camera(browser, town, PHONE, 1, film=film)
        yield await _walked(desk, phone)
        for camera in (desk, phone):
            await camera.page.context.close()


async def _camera(browser: Browser, town: Town, width: int, scale: float, *, film: bool) -> Camera:
    context = await browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        device_scale_factor=scale,
        reduced_motion="reduce",
        timezone_id=AT_HOME,
        locale="en-US",
        bypass_csp=True,
    )
    context.set_default_timeout(PATIENCE)
    camera = Camera(await context.new_page(), "mara", town, film=film)
    await camera.arrive()
    await camera.page.add_style_tag(content=ALONE)
    return camera


async def _walked(desk: Camera, phone: Camera) -> Album:
    """One person at a desk, with a phone beside it: from the channel to the card."""
    album = Album()
    await _begins(desk, phone, album)
    for question in SCRIPT.questions:
        await reach(desk, question.original)
        first = question is SCRIPT.questions[0]
        if first:
            album.phone.append(await phone.takes())
        if first or question.id == ASKED:
            album.moving.append(await desk.takes())
        if question.id == ASKED:
            album.question.append(await desk.takes())
        await desk.presses("Write my answer" if any_words(question.id) else "Choose")
        await desk.fills_in(filled(question, EXAMPLE[question.id]))
        if first or question.id == "message":
            album.moving.append(await desk.takes(1.3))
        await desk.submits()
    await desk.presses("Make my card")
    await desk.sees("For a talk with Lena")
    album.phone.append(await phone.takes())
    await desk.looks_at_the_beginning()
    album.moving.append(await desk.takes(2))
    return album


async def _begins(desk: Camera, phone: Camera, album: Album) -> None:
    line = desk.page.get_by_role("textbox", name="Message")
    await line.fill("/prepare")
    await expect(desk.page.get_by_role("option", name="/prepare", exact=True)).to_be_visible()
    album.moving.append(await desk.takes())
    await line.press("Enter")
    album.moving.append(await desk.takes())
    for camera in (desk, phone):
        await camera.goes_to("Quiet Page")
    album.phone.append(await phone.takes())
    album.moving.append(await desk.takes(1.3))
    await desk.presses("How your words are kept")
    await desk.presses("Yes, begin")
    album.moving.append(await desk.takes())
    await desk.presses("All 20 questions")
