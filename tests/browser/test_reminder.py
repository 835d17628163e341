"""Through the browser: a nudge set up, the time moved on, and the nudge that comes."""

import re

import pytest
from playwright.async_api import expect

from bot.content import load
from tests.browser.conftest import ON_A_PHONE, Sits
from tests.browser.hands import Hands
from tests.fake_discord import Town

pytestmark = [pytest.mark.browser, ON_A_PHONE]

LIBRARY = load()
SAY = LIBRARY.say
LINES = re.compile("|".join(re.escape(line) for line in LIBRARY.reminders.lock_screen))
# What was put off is something they asked to come back to.
PUT_OFF = re.compile("|".join(re.escape(line) for line in LIBRARY.reminders.followups))


async def agree(who: Hands) -> None:
    await who.runs("/page")
    await who.goes_to("Quiet Page")
    await who.sees(SAY("menu.ask"))
    await who.shoots("reminder-1-home")
    await who.runs("/reminder")
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")
    await who.sees(SAY("reminder_page.off"))


async def nudged(town: Town, line: re.Pattern[str]) -> None:
    """The bot, which looks every few seconds, has said so to Mara."""
    mara = town.members["mara"]
    await town.clock.until(lambda: any(line.search(message.content) for message in mara.inbox))


async def test_a_nudge_comes_once_the_time_is_there(sits: Sits, town: Town) -> None:
    mara = await sits("mara")
    await agree(mara)
    await mara.shoots("reminder-2-off")
    await mara.presses("Set one up")
    await mara.shoots("reminder-3-form")
    await mara.writes({"City or country": "Berlinn", "What time of day?": "Morning, 9:00 AM"})
    await mara.sees(SAY("reminder_page.place_one"))
    await mara.shoots("reminder-4-where")
    await mara.chooses(SAY("reminder_page.place_menu"), "Berlin, Germany")
    await mara.sees("In Berlin it is")
    await mara.shoots("reminder-4-confirm")
    await mara.presses("Yes, that's right")
    await mara.sees("Every day at 9:00 AM, Berlin")
    await mara.shoots("reminder-5-on")
    await mara.moves_the_time("Next morning, 9:00")
    await nudged(town, LINES)
    await mara.sees(LINES)
    await mara.shoots("reminder-6-nudge")
    await mara.presses("Later")
    await mara.shoots("reminder-7-later")
    await mara.presses("In an hour")
    await mara.sees("Will do.")
    await mara.moves_the_time("+1 hour")
    await nudged(town, PUT_OFF)
    await mara.sees(PUT_OFF)
    await mara.presses("Open")
    await mara.sees(LIBRARY.checkin.open_say)
    await mara.shoots("reminder-8-opened")


async def set_one_up(who: Hands, place: str) -> None:
    """As the README says: every day, at nine in the morning, in a place of their own."""
    await agree(who)
    await who.presses("Set one up")
    await who.writes({"City or country": place, "What time of day?": "Morning, 9:00 AM"})
    await who.presses("Yes, that's right")
    await who.sees("Every day at")


@pytest.mark.parametrize("place", ["New York", "Auckland", "Kathmandu"])
async def test_the_next_reminder_comes_wherever_the_place_and_the_browser_are(
    sits: Sits, town: Town, place: str
) -> None:
    mara = await sits("mara")
    await set_one_up(mara, place)
    for _ in range(2):
        before = len(town.members["mara"].inbox)
        await mara.moves_the_time("Next reminder due")
        await town.clock.until(lambda seen=before: len(town.members["mara"].inbox) > seen)  # type: ignore[misc]
        await mara.sees(LINES)


async def test_a_leap_past_a_reminder_is_told_before_it_is_made(sits: Sits, town: Town) -> None:
    mara = await sits("mara")
    await set_one_up(mara, "New York")
    told = mara.page.locator("#clock [role=status]")
    before, inbox = town.clock.ahead, len(town.members["mara"].inbox)
    await mara.moves_the_time("+1 day")
    await expect(told).to_contain_text("A reminder is due on the way, and would be more than 45")
    await mara.shoots("reminder-9-lost")
    assert town.clock.ahead == before
    await mara.moves_the_time("Go there all the same")
    await expect(mara.page.get_by_role("button", name="Go there all the same")).to_be_hidden()
    assert town.clock.ahead > before
    await town.clock.looks()
    assert len(town.members["mara"].inbox) == inbox


async def test_the_place_is_offered_while_it_is_typed(sits: Sits) -> None:
    mara = await sits("mara")
    await agree(mara)
    await mara.fills("/reminder", "place", "berl", "Berlin, Germany")
    await mara.sees("In Berlin it is")
