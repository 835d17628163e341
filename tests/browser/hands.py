"""Hands and eyes before the sandbox's page: what a person does there, and what they read.

Whatever they do, they look at what came of it before they do anything else.
"""

import asyncio
import re
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.fake_discord import Town
from tests.fake_discord.clock import PATIENCE

# How soon what came of something is noticed.
A_GLANCE = 0.01


class Hands:
    """One member at their own page. Everything waits until the page is ready for it."""

    def __init__(self, page: Page, name: str, town: Town, pictures: Path | None) -> None:
        self.page = page
        self._address = town.members[name].address
        self._town = town
        self._pictures = pictures

    async def arrive(self) -> None:
        """Open their address."""
        await self.page.goto(self._address)
        await expect(self.page.get_by_role("textbox", name="Message")).to_be_visible()

    async def goes_to(self, place: str) -> None:
        """Look at another place: "general", or "Quiet Page" for the private messages."""
        places = self.page.get_by_role("navigation", name="Places")
        await places.get_by_role("button", name=place).click()

    async def runs(self, command: str) -> None:
        """Type a command and press Enter."""
        line = self.page.get_by_role("textbox", name="Message")
        offered = self.page.get_by_role("option", name=command, exact=True)
        await line.fill(command)
        await expect(offered).to_be_visible()
        await line.press("Enter")
        await self.sees_what_came_of_it()

    async def fills(self, command: str, option: str, typed: str, choice: str) -> None:
        """Type a command and into its option, pick what is offered, and send it."""
        line = self.page.get_by_role("textbox", name="Message")
        await line.fill(f"{command} {option}:{typed}")
        await self.page.get_by_role("option", name=choice, exact=True).click()
        await line.press("Enter")
        await self.sees_what_came_of_it()

    async def moves_the_time(self, how: str) -> None:
        """Press one of the buttons that move the time: "+1 hour", "Next morning, 9:00"."""
        clock = await self.looks_at_the_clock()
        await clock.get_by_role("button", name=how, exact=True).click()
        await self.sees_what_came_of_it()

    async def looks_at_the_clock(self) -> Locator:
        """Open it, if it is put away."""
        clock = self.page.locator("#clock")
        if not await clock.get_by_role("group").is_visible():
            await clock.locator("summary").click()
        return clock

    @property
    def time(self) -> Locator:
        """The time that is shown."""
        return self.page.locator("#clock time")

    async def types(self, text: str) -> None:
        """Send an ordinary message."""
        line = self.page.get_by_role("textbox", name="Message")
        await line.fill(text)
        await line.press("Enter")
        await self.sees_what_came_of_it()

    async def presses(self, name: str) -> None:
        """Press a button: of several with that name, the last."""
        await self._log.get_by_role("button", name=name, exact=True).last.click()
        await self.sees_what_came_of_it()

    async def chooses(self, menu: str, *options: str) -> None:
        """Choose in a menu on a page, which is named by the words that stand in it."""
        await self._choose(self._log.get_by_role("combobox", name=menu).last, options)
        await self.sees_what_came_of_it()

    async def writes(self, fields: dict[str, str | list[str]] | None = None) -> None:
        """Fill the open form by its labels, and send it: a text, or the options to choose."""
        await self.fills_in(fields or {})
        await self.submits()

    async def fills_in(self, fields: dict[str, str | list[str]]) -> None:
        """The same, and not sent yet."""
        await expect(self.form).to_be_visible()
        for label, value in fields.items():
            await self._fill(self.form, label, value)

    async def submits(self) -> None:
        """Send the open form."""
        await self.form.get_by_role("button", name="Submit").click()
        await self.sees_what_came_of_it()
        await expect(self.form).to_be_hidden()

    async def gives(self, label: str, name: str, content: bytes) -> None:
        """Choose a file in the open form, and send it."""
        await self.form.get_by_label(label).set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        await self.writes()

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.get_by_role("dialog")

    @property
    def newest(self) -> Locator:
        """The message at the bottom."""
        return self._log.get_by_role("article").last

    async def sees_what_came_of_it(self) -> None:
        """What they did is answered, the bot has no more to do, and all of it is shown."""
        async with asyncio.timeout(PATIENCE):
            while await self.page.evaluate("sandbox.unanswered()"):  # noqa: ASYNC110
                await asyncio.sleep(A_GLANCE)
            await self._town.clock.rest()
            # Nothing more comes by itself.
            turn = self._town.screens.turn
            while await self.page.evaluate("sandbox.turn()") < turn:  # noqa: ASYNC110
                await asyncio.sleep(A_GLANCE)

    async def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until this stands somewhere in the place they look at."""
        await expect(self._log).to_contain_text(text)

    async def reads(self) -> str:
        """All that stands in the place they look at."""
        return await self._log.inner_text()

    async def shoots(self, name: str) -> None:
        """A picture of the screen as it is, if pictures are wanted."""
        size = self.page.viewport_size or {"width": 0}
        if self._pictures:
            file = self._pictures / f"{name}-{size['width']}.png"
            await self.page.screenshot(path=file)

    async def shoots_tall(self, name: str) -> None:
        """A picture from a screen as tall as all that was said."""
        size = self.page.viewport_size
        assert size
        more = await self._log.evaluate("log => log.scrollHeight - log.clientHeight")
        await self.page.set_viewport_size({**size, "height": size["height"] + int(more)})
        await self.shoots(name)
        await self.page.set_viewport_size(size)

    @property
    def _log(self) -> Locator:
        return self.page.get_by_role("log")

    async def _fill(self, form: Locator, label: str, value: str | list[str]) -> None:
        if isinstance(value, str):
            box = form.get_by_role("textbox", name=label)
            if await box.count():
                await box.fill(value)
                return
        options = [value] if isinstance(value, str) else value
        menu = form.get_by_role("combobox", name=label)
        if await menu.count():
            await self._choose(menu, tuple(options))
            return
        group = form.get_by_role("radiogroup", name=label).or_(
            form.get_by_role("group", name=label)
        )
        for option in options:
            await group.get_by_label(option, exact=True).check()

    async def _choose(self, menu: Locator, options: tuple[str, ...]) -> None:
        await menu.click()
        shown = self.page.get_by_role("listbox").and_(self.page.locator(".menu ul:visible"))
        several = await shown.get_attribute("aria-multiselectable")
        for option in options:
            await self.page.get_by_role("option", name=option, exact=True).click()
        # Several are sent when the list is closed.
        if several == "true":
            await menu.press("Escape")
