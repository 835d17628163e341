"""Where a sentence could have been untrue, or words could have been lost: it isn't, they aren't."""

import pytest

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.test_afterwards import has_a_card, plans, waits_for_it
from tests.journeys.test_trouble import damage
from tests.journeys.walks import LIBRARY, SCRIPT, answers_all, begin, skips_to

pytestmark = pytest.mark.long

say = LIBRARY.say


def sitting_in(page_press: str) -> str:
    return page_press.split("/")[1]


async def to_my_words(who: Person) -> None:
    await who.runs("/my-words", where=who.dm)


async def test_nothing_more_is_kept_before_a_changed_promise_was_read(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await ada.presses("Write my answer")
    await house.restart(operator="somebody else", storage="somewhere else")
    mine = ada.sentence()
    await ada.writes({"In your own words": mine})
    assert "somebody else" in ada.page.text
    assert mine in ada.page.text, "what was just sent is handed back"
    await ada.presses("Yes, that's fine")
    assert say("page.answered") not in ada.page.text
    await ada.presses("Carry on", on=ada.page)
    await ada.presses("Write my answer", on=ada.page)
    assert ada.form.field("In your own words").value == "", "nothing of it was kept"


async def test_a_nudge_is_stopped_before_a_changed_promise_was_read(
    ada: Person, house: House
) -> None:
    await has_a_card(ada)
    await plans(ada)
    await waits_for_it(ada, house)
    await house.restart(operator="somebody else")
    await ada.presses("Leave it")
    assert say("reminder_page.stopped_one") in ada.page.text


async def test_refusing_a_changed_promise_says_what_is_still_kept(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await house.restart(operator="somebody else")
    await ada.runs("/prepare")
    await ada.presses("Not for me")
    assert say("consent.declined_again") in ada.page.text
    await ada.presses("My words")
    assert ada.page.has("Open one of these")


async def test_everything_is_deleted_though_the_chat_can_not_be_cleared(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await to_my_words(ada)
    await ada.presses("Delete everything")
    path = f"/channels/{ada.dm.id}/messages"
    house.env.inject_error("GET", path, status=403, code=50001, message="No", times=None)
    await ada.presses("Yes, delete everything")
    assert say("delete.done_all") in ada.sees[-1].text
    assert say("delete.chat_partly") in ada.sees[-1].text
    assert not await house.knows(ada)


async def test_a_message_that_is_gone_already_does_not_stop_the_clearing(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await to_my_words(ada)
    await ada.presses("Delete everything")
    path = f"/channels/{ada.dm.id}/messages/{ada.page.id}"
    house.env.inject_error("DELETE", path, status=404, code=10008, message="Unknown", times=1)
    await ada.presses("Yes, delete everything")
    assert say("delete.chat") in ada.sees[-1].text


async def test_tidying_up_never_fails_an_answer(ada: Person, house: House) -> None:
    await begin(ada)
    path = f"/channels/{ada.dm.id}/messages/{ada.page.id}"
    house.env.inject_error("DELETE", path, status=403, code=50001, message="No", times=None)
    await ada.runs("/prepare")
    assert ada.whisper.text == say("notices.check_your_messages")


async def test_words_that_could_not_be_kept_stay_whatever_is_pressed_next(
    ada: Person, house: House
) -> None:
    await begin(ada)
    await ada.presses("Write my answer")
    await damage(house)
    mine = ada.sentence()
    await ada.writes({"In your own words": mine})
    assert mine in ada.page.text
    await ada.presses("Help now", on=ada.page)
    await ada.runs("/about", where=ada.dm)
    assert any(mine in page.text for page in ada.inbox)
    await ada.presses("Take these words out of the chat")
    assert not any(mine in page.text for page in ada.inbox)


async def test_a_form_sent_after_its_page_was_deleted_gives_the_words_back(
    ada: Person, house: House
) -> None:
    await begin(ada)
    sitting = sitting_in(str(ada.page.button("Write my answer")["custom_id"]))
    await ada.presses("Write my answer")
    await Forger(house, ada).send([Forgery(f"gone/{sitting}//")])
    mine = ada.sentence()
    await ada.writes({"In your own words": mine})
    [page] = [page for page in ada.inbox if mine in page.text]
    assert say("sittings.gone") in page.text


async def test_a_form_of_another_version_gives_the_words_back(ada: Person, house: House) -> None:
    await begin(ada)
    mine = ada.sentence()
    [answer] = await Forger(house, ada).send([Forgery("an older way", fields={"note": mine})])
    assert mine in answer.text


async def test_in_a_server_it_is_said_that_an_answer_was_not_kept(
    ada: Person, house: House
) -> None:
    ada.dms_closed()
    await ada.runs("/prepare")
    await ada.presses("Carry on here")
    await ada.presses("How your words are kept")
    await ada.presses("Yes, begin")
    await ada.presses("All 20 questions")
    await ada.presses("Write my answer")
    await damage(house)
    await ada.writes()
    assert ada.whisper.text == say("notices.not_kept")


async def test_an_old_button_does_not_undo_a_finished_card(ada: Person, house: House) -> None:
    await begin(ada)
    sitting = sitting_in(str(ada.page.button("Write my answer")["custom_id"]))
    await answers_all(ada)
    await ada.presses("Make my card")
    card = ada.page.text
    await Forger(house, ada).send([Forgery(f"steady/{sitting}/q-body_where/")])
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses("About Lena")
    assert "Steady first" not in ada.page.text
    assert card.splitlines()[-1] in ada.page.text


async def test_a_label_is_shown_as_it_was_written(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"A name, nickname or initials": "# <@1234> **b**"})
    await to_my_words(ada)
    await ada.chooses("About # <@1234> **b**")
    await ada.presses("Tag, save or delete this")
    assert "\\<@1234> \\*\\*b\\*\\*" in ada.page.text


async def test_more_than_a_menu_holds_is_turned_page_by_page(ada: Person) -> None:
    await begin(ada)
    for _ in range(27):
        await ada.runs("/prepare", where=ada.dm)
        await ada.presses("Start fresh" if ada.page.has("Start fresh") else "Begin another")
        await ada.presses("All 20 questions")
    await to_my_words(ada)
    assert len(ada.page.menus["Open one of these"]) == 25
    await ada.presses("Next page")
    assert len(ada.page.menus["Open one of these"]) == 3
