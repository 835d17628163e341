"""Through the browser: half a minute with the body, the room, and a takeaway."""

import pytest

from bot.content import load
from tests.browser.conftest import ON_A_PHONE, Sits
from tests.browser.hands import Hands

pytestmark = [pytest.mark.browser, ON_A_PHONE]

LIBRARY = load()
LINE = "Shoulders up at my ears since the call. Nothing to do about it today."


async def agree(who: Hands) -> None:
    """From the channel to the page before the form."""
    await who.runs("/checkin")
    await who.goes_to("Quiet Page")
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")
    await who.sees(LIBRARY.checkin.open_say)
    await who.shoots("checkin-1-opening")


async def test_half_a_minute_and_a_line_to_take_along(sits: Sits) -> None:
    mara = await sits("mara")
    await agree(mara)
    await mara.presses("Say more")
    await mara.sees(LIBRARY.checkin.open_say)
    await mara.shoots("checkin-2-form")
    await mara.writes(
        {
            "Where do you notice something?": ["Shoulders", "Chest"],
            "What is it like?": ["Tight", "Pressing"],
            "How strong is it?": "Very strong",
            "Any word that fits?": ["worried", "tired"],
            "A line, if you like": LINE,
        }
    )
    await mara.sees(LIBRARY.shared.medical.say)
    await mara.shoots("checkin-3-noted")
    await mara.presses("Add a word")
    await mara.chooses("A group of words", "Worn and flat")
    await mara.sees("Worn and flat")
    await mara.shoots("checkin-4-words")
    await mara.presses("Carry on")
    await mara.presses("Write a takeaway")
    await mara.shoots("checkin-5-line")
    await mara.writes({"Your takeaway": "I can ask for time before I answer."})
    await mara.sees(LIBRARY.say("takeaway.saved"))
    await mara.shoots("checkin-6-kept")
    await mara.presses("Back")
    await mara.sees(LINE)
    await mara.shoots("checkin-7-again")
    await mara.runs("/takeaways")
    await mara.sees("I can ask for time before I answer.")
    await mara.shoots("checkin-8-takeaways")


async def test_one_tap_and_more_of_it(sits: Sits) -> None:
    mara = await sits("mara")
    await agree(mara)
    await mara.presses("tired")
    await mara.sees("Take it back")
    await mara.shoots("checkin-tap-1-kept")
    await mara.presses("Say more")
    await mara.shoots("checkin-tap-2-form")
    await mara.writes({"How strong is it?": "Strong"})
    await mara.sees("Strong, tired")
    await mara.shoots("checkin-tap-3-more")
    await mara.moves_the_time("Next morning, 9:00")
    await mara.runs("/checkin")
    await mara.presses("Very strong")
    await mara.sees(LIBRARY.say("offer.steady_yes"))
    await mara.shoots("checkin-tap-4-very-strong")
    await mara.presses("Take it back")
    await mara.sees(LIBRARY.say("checkin_page.taken_back"))
    await mara.shoots("checkin-tap-5-taken-back")
    await mara.presses("Mild")
    await mara.presses(LIBRARY.say("weeks_page.button"))
    await mara.sees(LIBRARY.say("weeks_page.draw"))
    await mara.shoots("checkin-tap-6-weeks")
    await mara.runs("/checkin")
    await mara.sees(LIBRARY.say("weeks_page.button"))
    await mara.shoots("checkin-tap-7-second")


async def test_the_room_first(sits: Sits) -> None:
    mara = await sits("mara")
    await agree(mara)
    await mara.presses("Look around instead")
    await mara.sees(LIBRARY.shared.room.say)
    await mara.shoots("checkin-room-1")
    await mara.presses("Always begin by looking around")
    await mara.sees("From now on it begins with looking around.")
    await mara.shoots("checkin-room-2")
    await mara.chooses("Today's weather", "Foggy")
    await mara.sees("Add a word")
    await mara.shoots("checkin-room-3")
