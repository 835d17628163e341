"""The pictures of the README show what is there: what stood on them is kept beside each."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.fake_discord.process import ROOT
from tests.pictures.album import set_up
from tests.pictures.camera import beside, written

STALE = "the pictures show something else than what is there: run `make pictures`"


@pytest.mark.browser
async def test_they_show_what_is_there(browser: Browser, tmp_path: Path) -> None:
    async with set_up(browser, tmp_path, film=False) as album:
        for name, shots in album.pages.items():
            kept = beside(ROOT / "docs" / f"{name}.png").read_text("utf-8")
            assert written(shots) == kept, STALE
