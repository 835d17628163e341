"""Through the browser: a lock of one's own, and the weeks as a picture."""

import pytest

from bot.content import load
from tests.browser.conftest import ON_A_PHONE, Sits
from tests.browser.hands import Hands
from tests.browser.test_checkin import agree

pytestmark = [pytest.mark.browser, ON_A_PHONE]

LIBRARY = load()
say = LIBRARY.say
MINE = "the heron stands in the reeds"
LINE = "Shoulders up at my ears since the call."


async def notes(who: Hands, *places: str) -> None:
    await who.runs("/checkin")
    await who.presses("Say more")
    await who.writes(
        {
            "Where do you notice something?": [*places],
            "Any word that fits?": ["tired", "worried"],
            "A line, if you like": LINE,
        }
    )
    await who.sees("Add a word")


async def test_it_is_put_on_closed_and_opened_again(sits: Sits) -> None:
    mara = await sits("mara")
    await agree(mara)
    await notes(mara, "Shoulders")
    await mara.runs("/lock")
    await mara.sees(say("lock_page.say"))
    await mara.shoots("lock-1-page")
    await mara.presses(say("lock_page.how"))
    await mara.sees(say("lock_page.cannot_title"))
    await mara.shoots_tall("lock-2-how")
    await mara.presses(say("lock_page.choose"))
    await mara.shoots("lock-3-form")
    await mara.writes({say("lock_page.phrase"): MINE, say("lock_page.again_field"): MINE})
    await mara.sees(say("lock_page.codes_title"))
    await mara.shoots("lock-4-codes")
    code = next(line for line in (await mara.reads()).splitlines() if line.count("-") == 4)
    await mara.presses(say("lock_page.show"))
    await mara.writes({say("lock_page.code"): code.strip()})
    await mara.sees(say("lock_page.on"))
    await mara.shoots("lock-5-on")
    await mara.presses(say("lock_page.now"))
    await mara.sees(say("lock_page.say"))
    await mara.runs("/my-words")
    await mara.shoots("lock-6-closed")
    assert "tired" not in await mara.reads()
    await mara.runs("/lock")
    await mara.presses(say("lock_page.open"))
    await mara.shoots("lock-7-open")
    await mara.writes({say("lock_page.given"): MINE})
    await mara.sees(say("lock_page.opened"))
    await mara.shoots("lock-8-opened")


async def test_the_last_weeks_as_a_picture(sits: Sits) -> None:
    mara = await sits("mara")
    await agree(mara)
    for places in (["Shoulders", "Chest"], ["Throat"], ["Stomach", "Hands, fingers"]):
        await notes(mara, *places)
        await mara.moves_the_time("+1 day")
    await mara.runs("/page")
    await mara.presses("Settings")
    await mara.presses("Body check-in")
    await mara.presses(say("weeks_page.button"))
    await mara.sees(say("weeks_page.places"))
    await mara.shoots("weeks-1-words")
    await mara.presses(say("weeks_page.draw"))
    await mara.sees(say("card_page.take_out"))
    await mara.shoots_tall("weeks-2-picture")
    await mara.presses(say("card_page.take_out"))
