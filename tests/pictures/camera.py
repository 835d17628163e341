"""Somebody who walks through the sandbox and takes pictures, each with what stands on it."""

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page

from tests.browser.hands import Hands
from tests.fake_discord import Town

# The form that is open, or else the newest message: its lines, what can be pressed in brackets,
# and what was typed behind a mark.
SHOWN = """() => {
  const form = document.querySelector("dialog[open]");
  const place = form ?? [...document.querySelectorAll("#log .body")].at(-1);
  const labels = new Set([...place.querySelectorAll("button")].map((b) => b.innerText.trim()));
  const lines = place.innerText.split("\\n").map((line) => line.trim()).filter(Boolean);
  const typed = [...document.querySelectorAll("#entry, dialog[open] :is(textarea, input)")];
  return [
    ...lines.map((line) => labels.has(line) ? `[${line}]` : line),
    ...typed.filter((t) => t.type !== "radio" && t.value).map((t) => `> ${t.value}`),
  ];
}"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture as PNG, how long it is looked at where it moves, and what stands on it."""

    png: bytes
    seconds: float
    lines: tuple[str, ...]


class Camera(Hands):
    """Hands with a camera. Without film, it only notes what stands there."""

    def __init__(self, page: Page, name: str, town: Town, *, film: bool) -> None:
        super().__init__(page, name, town, None)
        self._film = film

    async def takes(self, seconds: float = 1.0) -> Shot:
        """Take a picture of what is before the eyes."""
        await self.sees_what_came_of_it()
        # Nothing looks as if somebody pointed at it.
        await self.page.mouse.move(0, 0)
        lines = tuple(await self.page.evaluate(SHOWN))
        png = await self.page.screenshot() if self._film else b""
        return Shot(png, seconds, lines)

    async def looks_at_the_beginning(self) -> None:
        """Of a long message, the end is before the eyes by itself."""
        await self.newest.evaluate("message => message.scrollIntoView({ block: 'start' })")


def written(shots: list[Shot]) -> str:
    """What stands on a picture, as it is kept beside it."""
    return "\n---\n".join("\n".join(shot.lines) for shot in shots) + "\n"


def beside(picture: Path) -> Path:
    """Where that is kept."""
    return picture.with_suffix(".txt")
