"""How pages look is theirs to say, and what they said holds from then on."""

from tests.actors import House, Person
from tests.journeys.walks import LIBRARY, agree

say = LIBRARY.say


async def opens(who: Person) -> None:
    """The page about how pages look."""
    await who.runs("/page", where=who.dm)
    await who.presses(say("menu.options.settings.label"))
    await who.presses(say("look_page.title"))


async def test_the_clock_is_that_of_their_language_until_they_choose(
    ada: Person, house: House
) -> None:
    await agree(ada)
    await opens(ada)
    assert say("look_page.clock", time="6:30 PM") in ada.page.text
    await ada.presses(say("look_page.clock_24"))
    assert say("look_page.clock", time="18:30") in ada.page.text

    await house.restart()
    await opens(ada)
    assert say("look_page.clock", time="18:30") in ada.page.text
    await ada.presses(say("look_page.clock_12"))
    assert say("look_page.clock", time="6:30 PM") in ada.page.text
