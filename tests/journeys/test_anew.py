"""Every page as a new message: for whoever has pages read out, or sees changed ones half."""

import asyncio

from tests.actors import House, Page, Person
from tests.journeys.test_closed_doors import carry_on_here
from tests.journeys.test_lock import closes, puts_it_on
from tests.journeys.test_looks import opens
from tests.journeys.test_nudges import asks, busy, nudges
from tests.journeys.walks import LIBRARY, agree, begin

say = LIBRARY.say
DAY = 24 * 3600


async def wants_it(who: Person) -> None:
    await opens(who)
    await who.presses(say("look_page.anew_button"))
    assert say("look_page.anew") in who.page.text


async def comes_anew(who: Person, *presses: str) -> Page:
    """Each of these is answered by a new message, and the page before is gone."""
    for press in presses:
        before = who.page
        await who.presses(press)
        (page,) = who.inbox
        assert page.id > before.id, f"{press} was answered in the same message"
    return who.page


async def stays(who: Person, *presses: str) -> None:
    """Each of these turns the page that is there into the next one."""
    for press in presses:
        before = who.page
        await who.presses(press)
        (page,) = who.inbox
        assert page.id == before.id, f"{press} was answered in another message"


async def test_every_page_is_a_new_message_from_then_on(ada: Person, house: House) -> None:
    await begin(ada)
    await stays(ada, "Skip this question", "Back")
    await wants_it(ada)
    await comes_anew(ada, "Home", "Settings")
    await ada.runs("/prepare", where=ada.dm)
    await comes_anew(ada, "Carry on")
    before = ada.page
    await ada.writes()
    (page,) = ada.inbox
    assert page.id > before.id, "a form that was sent, too"
    await house.restart()
    await comes_anew(ada, "Skip this question")


async def test_what_knows_nothing_of_them_goes_by_the_page_before(
    ada: Person, house: House
) -> None:
    await agree(ada)
    await wants_it(ada)
    # Of these nobody's pages are opened for: what is wanted stands on the page alone.
    await comes_anew(ada, "Settings", "How your words are kept")
    await house.restart()
    await comes_anew(ada, "Home")
    await ada.runs("/example", where=ada.dm)
    await comes_anew(ada, "Next page")
    await ada.runs("/about", where=ada.dm)
    await comes_anew(ada, "Home")


async def test_nor_are_they_asked_again_behind_a_closed_lock(ada: Person) -> None:
    await agree(ada)
    await puts_it_on(ada)
    await wants_it(ada)
    await closes(ada)
    await comes_anew(ada, "Home")


async def test_a_slow_answer_is_a_new_message_too(ada: Person, house: House) -> None:
    await begin(ada)
    await wants_it(ada)
    await ada.runs("/prepare", where=ada.dm)
    before = ada.page
    async with busy(house, ada):
        pressing = asyncio.create_task(ada.presses("Carry on"))
    await pressing
    (page,) = ada.inbox
    assert page.id > before.id


async def test_a_nudge_is_followed_by_its_page(ada: Person, house: House) -> None:
    await agree(ada)
    await wants_it(ada)
    await asks(house, ada)
    await house.passes(DAY)
    await ada.presses("Open")
    (page,) = ada.inbox
    assert not nudges(ada)
    assert page.buttons


async def test_a_file_and_words_that_were_not_kept_stay_where_they_are(ada: Person) -> None:
    await agree(ada)
    await wants_it(ada)
    await ada.runs("/example", where=ada.dm)
    await ada.presses("Save as plain text")
    await ada.runs("/page", where=ada.dm)
    assert ada.files, "what is handed over stays until it is taken out"


async def test_where_they_carry_on_in_a_server_the_page_before_goes_too(
    ada: Person, ben: Person
) -> None:
    await agree(ada)
    await wants_it(ada)
    await carry_on_here(ada)
    before = ada.whisper
    await ada.presses("Home", on=before)
    after = ada.whisper
    assert after.id > before.id
    assert after.hidden
    assert before.id not in [page.id for page in ada.sees]
    assert not ben.sees


async def test_it_can_be_taken_back(ada: Person) -> None:
    await agree(ada)
    await wants_it(ada)
    await ada.presses(say("look_page.in_place_button"))
    await stays(ada, "Home", "Settings")
