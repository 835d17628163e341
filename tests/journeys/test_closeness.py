"""The closeness check, as somebody walks it."""

from tests.journeys.closeness_walks import (
    EXAMPLE,
    FEEL,
    OFFER,
    SCRIPT,
    begin,
    reach,
)
from tests.journeys.walks import LIBRARY
from tests.people import House, Person


async def test_from_the_command_to_the_first_statement(ada: Person) -> None:
    await begin(ada, "Lena Canary")
    assert "Can the real you come into the room?" in ada.page.text
    await ada.presses("Carry on")
    assert "I feel safe telling Lena Canary the deep things" in ada.page.text
    await ada.chooses(FEEL, "Mostly true")
    await ada.chooses(OFFER, "A little true")
    await ada.presses("Next")
    assert "Lena Canary doesn't judge me" in ada.page.text
