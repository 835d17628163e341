"""Takes the pictures of the README anew, each with what stands on it beside it."""

import asyncio
import base64
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.browser.conftest import CHROMIUM, HEIGHT, MISSING, PHONE, QUIETLY
from tests.fake_discord.process import ROOT
from tests.pictures.album import Album, set_up
from tests.pictures.camera import Shot, beside, written
from tests.pictures.film import moving

DOCS = ROOT / "docs"


def main() -> int:
    """The exit code comes back."""
    if CHROMIUM is None:
        print(MISSING, file=sys.stderr)  # noqa: T201
        return 1
    asyncio.run(_take())
    return 0


async def _take() -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIETLY))
        with tempfile.TemporaryDirectory() as folder:
            async with set_up(browser, Path(folder), film=True) as album:
                await _keep(browser, album)
        await browser.close()


async def _keep(browser: Browser, album: Album) -> None:
    pictures = {
        "question": album.question[0].png,
        "phone": await _side_by_side(browser, album.phone),
        "moving": moving(album.moving),
    }
    for name, png in pictures.items():
        picture = DOCS / f"{name}.png"
        picture.write_bytes(png)
        beside(picture).write_text(written(album.pages[name]), "utf-8")
        print(f"{picture.relative_to(ROOT)}: {len(png) // 1024} KB")  # noqa: T201


async def _side_by_side(browser: Browser, shots: list[Shot]) -> bytes:
    page = await browser.new_page(viewport={"width": PHONE * len(shots), "height": HEIGHT})
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(shot.png).decode()}">' for shot in shots
    )
    await page.set_content(f"<body style='margin: 0; display: flex'>{images}</body>")
    png = await page.screenshot()
    await page.close()
    return png


if __name__ == "__main__":
    sys.exit(main())
