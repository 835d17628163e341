"""A small walkthrough, and one of a host in another language, as somebody has them before them."""

import shutil
from pathlib import Path

import pytest

from bot.content import load
from tests.browser.conftest import Sits
from tests.fake_discord import Town
from tests.journeys.test_walks import APOLOGY, GERMAN, in_two_languages

pytestmark = pytest.mark.browser

LIBRARY = load()
say = LIBRARY.say


async def test_one_is_chosen_walked_and_looked_at_again(sits: Sits, town: Town) -> None:
    script = LIBRARY.scripts["thanks"]
    mara = await sits("mara")
    await mara.goes_to("Quiet Page")
    await mara.runs("/walk")
    await mara.presses("How your words are kept")
    await mara.presses("Yes, begin")
    await mara.shoots("walks")
    await mara.chooses(say("walks_page.menu"), script.title)
    await mara.sees("No counsellor has looked it over yet")
    await mara.shoots("walk-lengths")
    await mara.presses(script.whole.title)
    await mara.shoots("walk-first")
    await mara.runs("/page")
    await mara.shoots("walk-home")
    assert town.complaints() == []


async def test_a_walkthrough_of_a_host_in_the_language_they_choose(
    sits: Sits, town: Town, tmp_path: Path
) -> None:
    walks = tmp_path / "walks"
    walks.mkdir()
    shutil.copy(APOLOGY, walks)
    in_two_languages(walks)
    await town.stop_bot()
    town.bot.settings |= {
        "QUIET_PAGE_LANGUAGES": "en,de",
        "QUIET_PAGE_WALKTHROUGHS": str(walks),
    }
    await town.start_bot()
    german = load(Path(load.__globals__["ENGLISH"]).parent / "de", walks)
    mara = await sits("mara")
    await mara.goes_to("Quiet Page")
    await mara.runs("/walk")
    await mara.presses(german.say("language.name"))
    await mara.shoots("german-welcome")
    await mara.presses(german.say("welcome.buttons.0"))
    await mara.shoots_tall("german-consent")
    await mara.presses(german.say("consent.buttons.0"))
    await mara.shoots_tall("german-walks")
    await mara.chooses(german.say("walks_page.menu"), GERMAN["Say sorry"])
    await mara.presses(german.scripts["say_sorry"].whole.title)
    await mara.sees(GERMAN["Who is this apology for?"])
    await mara.shoots("german-question")
    assert town.complaints() == []
