"""Search in their own words, and a tag of their own on a thing."""

import pytest

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery, Where
from tests.journeys.test_mine import ada_owns, gives, saves
from tests.journeys.walks import LIBRARY, agree

say = LIBRARY.say
LIST = say("words.menu")


async def keeps_lines(who: Person, *lines: str) -> None:
    await who.runs("/page", where=who.dm)
    for line in lines:
        await who.runs("/takeaways")
        await who.presses("Write a takeaway")
        await who.writes({"Your takeaway": line})


async def looks_for(who: Person, words: str) -> None:
    await who.runs("/my-words")
    await who.presses(say("search_page.title"))
    await who.writes({say("search_page.field"): words})


@pytest.mark.parametrize(
    "typed", ["heron", "HERON", "mill heron", "  the   mill ", "hero", "Heron\u200b"]
)
async def test_what_was_written_is_found_however_it_is_typed(ada: Person, typed: str) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.", "Bread on Sunday.")
    await looks_for(ada, typed)
    assert "The heron waits by the mill." in ada.page.text
    assert ada.page.menus[LIST] == ["The heron waits by the mill."]
    await ada.chooses(LIST, "The heron waits by the mill.")
    assert "The heron waits by the mill." in ada.page.text


@pytest.mark.parametrize("typed", ["otter", "heron bread", "*", "h.ron"])
async def test_what_is_not_there_is_said_to_be_not_there(ada: Person, typed: str) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.", "Bread on Sunday.")
    await looks_for(ada, typed)
    assert say("search_page.none") in ada.page.text
    assert not ada.page.has(LIST)


async def test_an_empty_form_looks_for_nothing(ada: Person) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    await looks_for(ada, " ")
    assert say("search_page.no_words") in ada.page.text


async def test_what_somebody_else_wrote_is_not_found(ada: Person, ben: Person) -> None:
    await agree(ada)
    await agree(ben)
    await keeps_lines(ada, "The heron waits by the mill.")
    await keeps_lines(ben, "Bread on Sunday.")
    await looks_for(ben, "heron")
    assert say("search_page.none") in ben.page.text


async def test_of_a_long_text_the_line_around_it_is_shown(ada: Person) -> None:
    await agree(ada)
    far = "word " * 30 + "heron " + "word " * 20
    await keeps_lines(ada, far.strip())
    await looks_for(ada, "heron")
    assert "…" in ada.page.text
    assert "heron" in ada.page.text


async def test_a_tag_is_shown_found_changed_and_taken_off(ada: Person, house: House) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    await ada.runs("/my-words")
    await ada.chooses(LIST, "The heron waits by the mill.")
    await ada.presses(say("words.item"))
    await ada.presses(say("words.tag"))
    await ada.writes({say("tag_form.field"): "  for   sunday "})
    assert "The heron waits by the mill. · for sunday" in ada.page.text

    await house.restart()
    await looks_for(ada, "sunday")
    (line,) = ada.page.menus[LIST]
    assert line == "The heron waits by the mill. · for sunday"
    await ada.chooses(LIST, line)
    await ada.presses(say("words.item"))
    await ada.presses(say("words.change_tag"))
    assert ada.form.field(say("tag_form.field")).value == "for sunday"
    await ada.writes({say("tag_form.field"): ""})
    assert "sunday" not in ada.page.text
    await looks_for(ada, "sunday")
    assert say("search_page.none") in ada.page.text


async def test_a_tag_outlasts_a_change_of_its_thing_and_goes_with_it(ada: Person) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    await ada.runs("/my-words")
    await ada.chooses(LIST, "The heron waits by the mill.")
    await ada.presses(say("words.item"))
    await ada.presses(say("words.tag"))
    await ada.writes({say("tag_form.field"): "sunday"})
    await ada.presses(say("words.open"))
    await ada.presses("Change this one")
    await ada.writes({"Your takeaway": "The heron has gone."})
    await looks_for(ada, "sunday")
    (line,) = ada.page.menus[LIST]
    assert line == "The heron has gone. · sunday"
    await ada.chooses(LIST, line)
    await ada.presses(say("words.item"))
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    await keeps_lines(ada, "Bread on Sunday.")
    await looks_for(ada, "sunday")
    assert ada.page.menus[LIST] == ["Bread on Sunday."]


async def test_a_tag_travels_with_its_thing(ada: Person, ben: Person) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    await ada.runs("/my-words")
    await ada.chooses(LIST, "The heron waits by the mill.")
    await ada.presses(say("words.item"))
    await ada.presses(say("words.tag"))
    await ada.writes({say("tag_form.field"): "sunday"})
    read = (await saves(ada, "md")).decode()
    assert f"{say('tag_form.written')} sunday" in read
    file = await saves(ada, "json")
    ada_owns(ada, ben)
    await agree(ben)
    await gives(ben, file)
    await ben.presses(say("carry_page.merge"))
    await looks_for(ben, "sunday")
    assert ben.page.menus[LIST] == ["The heron waits by the mill. · sunday"]


async def test_where_others_might_look_nothing_is_searched_or_tagged(
    ada: Person, house: House
) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    await ada.runs("/my-words")
    await ada.chooses(LIST, "The heron waits by the mill.")
    await ada.presses(say("words.item"))
    tag = str(ada.page.button(say("words.tag"))["custom_id"])
    await ada.presses(say("words.tag"))
    sent = ada.form.id
    forger = Forger(house, ada)
    for press, fields in (
        ("search///", None),
        (tag, None),
        ("search//sent/", {"words": "heron"}),
        (sent, {"tag": "sunday"}),
    ):
        [answer] = await forger.send([Forgery(press, fields=fields, where=Where.HIDDEN_IN_SERVER)])
        assert say("notices.not_here") in answer.text
    await looks_for(ada, "sunday")
    assert say("search_page.none") in ada.page.text
