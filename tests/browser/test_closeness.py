"""Through the browser: one short look at one relationship, as somebody meets it."""

import pytest
from playwright.async_api import expect

from bot.content import load
from tests.browser.conftest import ON_A_PHONE, Sits
from tests.browser.hands import Hands

pytestmark = [pytest.mark.browser, ON_A_PHONE]

LIBRARY = load()
SCRIPT = LIBRARY.closeness.script


async def _agree(who: Hands) -> None:
    await who.runs("/closeness")
    await who.sees(LIBRARY.say("notices.check_your_messages"))
    await who.goes_to("Quiet Page")
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")
    await who.sees(SCRIPT.entrance.not_a_test)


async def _begin(who: Hands, name: str) -> None:
    await who.presses("Begin")
    await who.sees("can anyone else pick up your phone")
    await who.shoots("c02-private")
    await who.presses("Maybe")
    await who.sees("Use initials or a made-up name.")
    await who.shoots("c03-tips")
    await who.presses("Carry on")
    await expect(who.form).to_be_visible()
    await who.shoots("c04-form")
    label = LIBRARY.say("closeness_page.label_field")
    kind = LIBRARY.say("closeness_page.kind_field")
    await who.writes({label: name, kind: "A relative"})


async def test_one_statement_is_answered_and_one_thing_kept_in_mind(sits: Sits) -> None:
    mara = await sits("mara")
    await _agree(mara)
    await mara.shoots("c01-intro")
    await _begin(mara, "Lena")
    await mara.sees("Can the real you come into the room?")
    await mara.shoots("c05-theme")
    await mara.presses("Carry on")
    await mara.sees("I feel safe telling Lena deep feelings")
    await mara.shoots("c06-statement")
    await mara.presses("Mostly true")
    await mara.sees("I make it safe for Lena")
    await mara.presses("This one matters to me now")
    await mara.sees("This one matters to me now: yes")
    await mara.presses("Write a line")
    await mara.writes({LIBRARY.say("closeness_page.line_field"): "She remembers what I told her."})
    await mara.sees("You wrote a line here.")
    await mara.shoots("c06-the-other-way-round")
    await mara.presses("A little true")
    await mara.sees("doesn't judge me")
    await mara.presses("Back")
    await mara.sees("A little true (chosen)")
    await mara.shoots("c07-answered")
    await mara.presses("Back")
    await mara.presses("Back")
    await mara.presses("See what there is so far")
    await mara.sees("What you noticed about Lena")
    await mara.shoots("c08-so-far")
    await mara.presses("Choose one to keep in mind")
    await mara.shoots("c09-pick")
    await mara.chooses("Choose one, or none", "Feeling safe to tell Lena deep things")
    await mara.sees("Kept in mind:")
    await mara.shoots("c10-kept")
    await mara.presses("Done")
    await mara.sees("Are you ever afraid of Lena?")
    await mara.presses("No")
    await mara.sees("Kept in mind:")
    await mara.presses("Done")
    await mara.sees(SCRIPT.results.closing)
    await mara.shoots("c11-done")
    await mara.runs("/closeness")
    await mara.sees("Someone you looked at before")
    await mara.shoots("c12-which")


async def test_the_tender_part_and_its_page_of_care(sits: Sits) -> None:
    mara = await sits("mara")
    await _agree(mara)
    await _begin(mara, "R.")
    await mara.chooses("Go to a part", "Respect and safety")
    await mara.sees("These can be hard to look at.")
    await mara.shoots("c13-tender")
    await mara.presses("Carry on")
    await mara.presses("Skip this one")
    await mara.sees("doesn't use what I share")
    await mara.presses("A little true")
    await mara.sees("Which is nearer?")
    await mara.shoots("c14-nearer")
    await mara.presses("Mostly keeping score")
    await mara.sees("I don't use what")
    await mara.presses("Very true")
    await mara.sees("won't threaten me")
    await mara.presses("Skip this one")
    await mara.sees("Are you ever afraid of R.?")
    await mara.shoots("c15-fear")
    await mara.presses("Sometimes")
    await mara.sees("Thank you for answering honestly.")
    await mara.shoots("c16-care")
    await mara.presses("Carry on")
    await mara.presses("See what there is so far")
    await mara.sees("Something steadying")
    await mara.shoots("c17-results-on-hold")
    await mara.presses("Help now")
    await mara.sees("life is in danger")


async def _goes_through(who: Hands, name: str, answer: str) -> None:
    """Every statement with one answer, but for the first."""
    for item in SCRIPT.in_order():
        if item.id == SCRIPT.theme(item.theme).items[0]:
            await who.sees(SCRIPT.theme(item.theme).intro)
            await who.presses("Carry on")
        for way in item.directions:
            await who.sees(item.statements[way].replace("{name}", name))
            await who.presses("Mostly true" if item is SCRIPT.in_order()[0] else answer)
        if item.id == "no_threats":
            await who.sees("Are you ever afraid")
            await who.presses("No")
    await who.sees("What you noticed about")


async def test_then_and_now_beside_each_other(sits: Sits) -> None:
    mara = await sits("mara")
    await _agree(mara)
    await _begin(mara, "Lena")
    await _goes_through(mara, "Lena", "Mostly true")
    await mara.shoots("c18-results")
    await mara.runs("/closeness")
    await mara.chooses("Choose one", "About Lena")
    await mara.presses("Look again now")
    await mara.presses("No, it is private")
    await _goes_through(mara, "Lena", "Very true")
    await mara.presses("Then and now")
    await mara.sees("More true now")
    await mara.sees("Being heard by Lena: Mostly true → Very true")
    await mara.shoots("c19-then-and-now")
    await mara.presses("Back to what I noticed")
    await mara.presses("Me and them")
    await mara.sees("No two of your answers lie far apart.")
