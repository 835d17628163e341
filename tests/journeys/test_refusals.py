"""Discord takes something not: what can be said is said another way, and nothing false is."""

import asyncio
from collections.abc import Callable

import pytest

from bot.discord import outbox
from bot.router import Router
from bot.ui.event import Event
from bot.ui.model import Notice, Reply
from bot.ui.press import CLEAR
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery, Where
from tests.journeys.test_closed_doors import agree_here, carry_on_here
from tests.journeys.test_mine import keeps_some
from tests.journeys.test_nudges import DAY, asks, nudges
from tests.journeys.walks import LIBRARY, agree, begin

pytestmark = pytest.mark.long

say = LIBRARY.say
CALLBACK = "/interactions/*/callback"
NOTHING_LOST = "Nothing you saved is lost"
TOO_OFTEN, BAD_FORM, OVER = 30046, 50035, 10062


def refuses(house: House, status: int, code: int, times: int = 1, path: str = CALLBACK) -> None:
    """The next answers to presses are refused."""
    house.env.inject_error("POST", path, status=status, code=code, times=times)


def said(house: House) -> list[str]:
    """What we wrote into the log."""
    return [r.getMessage() for r in house.log.records if r.name.startswith("bot.discord")]


@pytest.mark.parametrize(("status", "code"), [(400, BAD_FORM), (400, TOO_OFTEN), (429, TOO_OFTEN)])
async def test_a_page_that_cannot_be_changed_comes_as_a_new_message(
    ada: Person, house: House, status: int, code: int
) -> None:
    await begin(ada)
    before = ada.page
    refuses(house, status, code)
    await ada.presses("Skip this question")
    (page,) = ada.inbox
    assert page.id != before.id
    assert "Question 2 of 20" in page.text
    assert any(f"HTTPException {status} {code}" in line for line in said(house))


@pytest.mark.parametrize("silent", [True, False])
async def test_a_nudge_that_cannot_become_a_page_is_followed_by_one(
    ada: Person, house: House, *, silent: bool
) -> None:
    await asks(house, ada, silent=silent)
    await house.passes(DAY)
    refuses(house, 400, BAD_FORM)
    await ada.presses("Open")
    (page,) = ada.inbox
    assert say("hide.button") in page.buttons
    assert not nudges(ada)


async def test_so_does_an_apology(ada: Person, house: House) -> None:
    await begin(ada)
    # The page in both ways, and the apology in the first.
    refuses(house, 400, BAD_FORM, times=3)
    await ada.presses("Skip this question")
    assert ada.page.text == LIBRARY.notices[Notice.NOT_SHOWN]
    await ada.presses("Carry on")
    assert "Question 2 of 20" in ada.page.text, "what it said may be done was done"


async def test_a_page_that_comes_too_late_is_handed_over(ada: Person, house: House) -> None:
    await begin(ada)
    before = ada.page
    refuses(house, 404, OVER)
    [answer] = await Forger(house, ada).send([Forgery(str(before.button("Skip")["custom_id"]))])
    assert not answer.text
    assert "Question 2 of 20" in ada.page.text


async def test_what_was_kept_in_a_server_is_not_said_to_be_lost(ada: Person, house: House) -> None:
    await agree_here(ada)
    await ada.presses("Write my answer")
    refuses(house, 403, 50001)
    await ada.writes()
    assert ada.whisper.text == LIBRARY.notices[Notice.NOT_SHOWN]
    ada.dms_open()
    await ada.runs("/prepare")
    assert "You were at question 2" in ada.page.text


async def test_nor_is_anything_after_it_was_deleted(ada: Person, house: House) -> None:
    await keeps_some(ada)
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(next(iter(ada.page.menus["Open one of these"])))
    await ada.presses("Tag, save or delete this")
    await ada.presses("Delete this one")
    refuses(house, 403, 50001)
    await ada.presses("Yes, delete it")
    assert ada.page.text == LIBRARY.notices[Notice.NOT_SHOWN]


async def test_whoever_left_the_server_is_told_nothing_false(ada: Person, house: House) -> None:
    """Old buttons answer all the same; what can't be answered there can't be handed over either."""
    await begin(ada)
    ada.dms_closed(403, 50278)
    await ada.presses("Skip this question")
    assert "Question 2 of 20" in ada.page.text
    before, log = str(ada), len(said(house))
    refuses(house, 404, OVER)
    await Forger(house, ada).send([Forgery(str(ada.page.button("Skip")["custom_id"]))])
    (line,) = said(house)[log:]
    assert "closed" in line
    assert NOTHING_LOST not in str(ada)
    assert before in str(ada)


@pytest.mark.parametrize("where", list(Where))
async def test_where_discord_does_not_say_where_it_was(
    ada: Person, house: House, where: Where
) -> None:
    await agree(ada)
    await ada.presses("All 20 questions")
    await ada.writes()
    await ada.presses("Back")
    opens = str(ada.page.button(str(ada.page.main_button))["custom_id"])
    [answer] = await Forger(house, ada).send([Forgery(opens, where=where, untold=True)])
    assert answer.text, "it is answered"
    # Only in a chat of two does a form open with what they wrote.
    assert ("never told anyone" in answer.text) == (where is Where.IN_DM)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called, every answer takes so long that Discord has to be told."""
    prompt = Router.answer

    async def late(router: Router, event: Event) -> Reply:
        await asyncio.sleep(0.05)
        return await prompt(router, event)

    def begins() -> None:
        monkeypatch.setattr(Router, "answer", late)
        monkeypatch.setattr(outbox, "PATIENCE", 0.001)

    return begins


async def test_hidden_slowly_the_chat_is_empty(ada: Person, slow: Callable[[], None]) -> None:
    await begin(ada)
    await ada.writes()
    slow()
    await ada.presses("Hide now")
    assert not [page for page in ada.inbox if not page.hidden]
    assert NOTHING_LOST not in str(ada)


async def test_so_it_is_where_a_walk_ends_by_it(ada: Person, slow: Callable[[], None]) -> None:
    await begin(ada)
    await ada.writes()
    await ada.presses("Pause here")
    slow()
    await ada.forges(
        str(ada.page.button("Help now")["custom_id"]).replace("help/", "stop/") + CLEAR
    )
    assert not [page for page in ada.inbox if not page.hidden]
    assert NOTHING_LOST not in str(ada)


async def test_hidden_slowly_from_a_server_its_page_is_gone_too(
    ada: Person, slow: Callable[[], None]
) -> None:
    await begin(ada)
    await carry_on_here(ada)
    ada.dms_open()
    slow()
    pressed = ada.whisper
    await ada.presses("Hide now", on=pressed)
    assert not ada.inbox
    assert all(page.text.startswith("I work in private") for page in ada.sees), "none tells of it"


async def test_hidden_slowly_from_a_page_that_stays_it_is_gone_too(
    ada: Person, slow: Callable[[], None]
) -> None:
    await ada.runs("/example", where=ada.dm)
    await ada.presses("Save as plain text")
    (file,) = [page for page in ada.inbox if page.files]
    slow()
    await ada.presses("Hide now", on=file)
    assert str(ada) == f"{ada.name} sees nothing"


async def test_a_file_that_is_taken_out_twice_is_out(ada: Person, house: House) -> None:
    await ada.runs("/example", where=ada.dm)
    await ada.presses("Save as plain text")
    before, (file,) = len(ada.inbox), [page for page in ada.inbox if page.files]
    press = str(file.button("Take the file out of the chat again")["custom_id"])
    house.env.inject_error("DELETE", "/webhooks/*", status=404, code=10008, times=1)
    await ada.presses("Take the file out of the chat again")
    await ada.forges(press)
    assert len(ada.inbox) <= before
    assert not [line for line in said(house) if "failed" in line]


async def test_a_file_taken_out_slowly_is_out(ada: Person, slow: Callable[[], None]) -> None:
    await ada.runs("/example", where=ada.dm)
    await ada.presses("Save as plain text")
    before = [page.id for page in ada.inbox if not page.files]
    slow()
    await ada.presses("Take the file out of the chat again")
    assert not ada.files
    assert [page.id for page in ada.inbox] == before


@pytest.mark.parametrize("path", [CALLBACK, "/webhooks/*"])
async def test_what_was_deleted_is_deleted_whatever_can_be_said_of_it(
    ada: Person, house: House, path: str
) -> None:
    """Too late for a receipt, or the line to it is cut."""
    await keeps_some(ada)
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses("Delete everything")
    press = str(ada.page.button("Yes, delete everything")["custom_id"])
    for method in ("POST", "PATCH"):
        house.env.inject_error(method, path, status=404, code=OVER, times=1)
        house.env.inject_error(method, "/webhooks/*", status=404, code=10015, times=9)
    await Forger(house, ada).send([Forgery(press)])
    assert not await house.knows(ada)
    assert not [page for page in ada.inbox if not page.hidden and NOTHING_LOST in page.text]
    assert not [line for line in said(house) if "apology" in line]
