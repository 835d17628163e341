"""Search in their own words, and a tag of their own on a thing."""

import asyncio
import json
import time
from collections.abc import Iterable
from typing import Any

import pytest

from bot.context import Turn
from bot.kept.item import KeptItem
from bot.router import Router
from bot.ui.model import Card
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


async def opens_the_only_one(who: Person) -> None:
    """The page with what can be done about the one thing that is listed."""
    await who.runs("/my-words")
    [name] = who.page.menus[LIST]
    await who.chooses(LIST, name)
    await who.presses(say("words.item_beside"))


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
    await opens_the_only_one(ada)
    await ada.presses(say("words.tag"))
    await ada.writes({say("tag_form.field"): "  for   sunday "})
    assert "The heron waits by the mill. · for sunday" in ada.page.text

    await house.restart()
    await looks_for(ada, "sunday")
    (line,) = ada.page.menus[LIST]
    assert line == "The heron waits by the mill. · for sunday"
    await ada.chooses(LIST, line)
    await ada.presses(say("words.item_beside"))
    await ada.presses(say("words.change_tag"))
    assert ada.form.field(say("tag_form.field")).value == "for sunday"
    await ada.writes({say("tag_form.field"): ""})
    assert say("emptied.all") in ada.page.text
    await ada.presses(say("emptied.keep"))
    assert "for sunday" in ada.page.text
    await ada.presses(say("words.change_tag"))
    await ada.writes({say("tag_form.field"): ""})
    await ada.presses(say("emptied.out"))
    assert "sunday" not in ada.page.text
    await looks_for(ada, "sunday")
    assert say("search_page.none") in ada.page.text


async def test_a_tag_outlasts_a_change_of_its_thing_and_goes_with_it(ada: Person) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    await opens_the_only_one(ada)
    await ada.presses(say("words.tag"))
    await ada.writes({say("tag_form.field"): "sunday"})
    await ada.presses(say("words.open"))
    await ada.presses("Change this one")
    await ada.writes({"Your takeaway": "The heron has gone."})
    await looks_for(ada, "sunday")
    (line,) = ada.page.menus[LIST]
    assert line == "The heron has gone. · sunday"
    await ada.chooses(LIST, line)
    await ada.presses(say("words.item_beside"))
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    await keeps_lines(ada, "Bread on Sunday.")
    await looks_for(ada, "sunday")
    assert ada.page.menus[LIST] == ["Bread on Sunday."]


async def test_a_tag_travels_with_its_thing(ada: Person, ben: Person) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    await opens_the_only_one(ada)
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
    await opens_the_only_one(ada)
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


async def test_a_tag_changed_elsewhere_stands_and_the_newer_one_is_handed_back(
    ada: Person, house: House
) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    await opens_the_only_one(ada)
    await ada.presses(say("words.tag"))
    late = ada.form.id
    await ada.writes({say("tag_form.field"): "sunday"})
    for typed in ("monday", ""):
        [answer] = await Forger(house, ada).send([Forgery(late, fields={"tag": typed})])
        assert say("page.changed_elsewhere") in answer.text
        assert typed in answer.text
        await looks_for(ada, "sunday")
        assert ada.page.menus[LIST] == ["The heron waits by the mill. · sunday"]


async def test_a_tag_for_what_is_gone_is_handed_back(ada: Person, house: House) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    await opens_the_only_one(ada)
    await ada.presses(say("words.tag"))
    late = ada.form.id
    await ada.presses("Delete this one")
    await ada.presses("Yes, delete it")
    [answer] = await Forger(house, ada).send([Forgery(late, fields={"tag": "kingfisher"})])
    assert "kingfisher" in answer.text


async def test_a_tag_beside_a_long_name_is_seen(ada: Person) -> None:
    await agree(ada)
    await keeps_lines(ada, "heron " * 30)
    await opens_the_only_one(ada)
    await ada.presses(say("words.tag"))
    await ada.writes({say("tag_form.field"): "sunday"})
    await ada.runs("/my-words")
    (line,) = ada.page.menus[LIST]
    assert line.endswith(" · sunday")


async def test_the_line_is_the_one_it_was_found_in_however_it_was_typed(ada: Person) -> None:
    await agree(ada)
    await keeps_lines(ada, "word " * 30 + "at four o\u2019clock sharp")
    await looks_for(ada, "o'clock")
    assert "o\u2019clock" in ada.page.text


@pytest.mark.parametrize("tag", ["t" * 31, "one\ntwo", "", " x", "a\ud83d", 3, None, ["x"]])
async def test_a_tag_that_no_form_makes_is_not_brought_in(
    ada: Person, ben: Person, tag: object
) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    file = json.loads(await saves(ada, "json"))
    file["things"][0]["words"]["its.tag"] = tag
    ada_owns(ada, ben)
    await agree(ben)
    await gives(ben, json.dumps(file).encode())
    assert say("carry_page.not_understood") in ben.page.text
    assert not ben.page.has(say("carry_page.merge"))


@pytest.mark.parametrize("press", ["search", "saveall"])
async def test_nothing_comes_into_the_chat_of_somebody_who_hid_meanwhile(
    ada: Person, house: House, monkeypatch: pytest.MonkeyPatch, press: str
) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    read = Turn.things

    def late_things(turn: Turn, ids: Iterable[bytes]) -> list[KeptItem]:
        time.sleep(0.3)
        return read(turn, ids)

    monkeypatch.setattr(Turn, "things", late_things)
    asked = Forgery("search//sent/", fields={"words": "heron"})
    if press == "saveall":
        asked = Forgery("saveall///md")
    await Forger(house, ada).send([asked, Forgery("clear///")])
    await house.env.settle()
    assert not [page for page in ada.inbox if not page.hidden], "neither a page nor a file"


async def test_nor_does_what_was_asked_for_in_a_server_meanwhile(
    ada: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await agree(ada)
    await keeps_lines(ada, "The heron waits by the mill.")
    listed = Router.command

    async def late(router: Router, *rest: Any) -> Card:  # noqa: ANN401
        page = await listed(router, *rest)
        await asyncio.sleep(0.3)
        return page

    monkeypatch.setattr(Router, "command", late)
    asked = Forgery("again///my-words", where=Where.HIDDEN_IN_SERVER)
    await Forger(house, ada).send([asked, Forgery("clear///")])
    await house.env.settle()
    assert not [page for page in ada.inbox if not page.hidden]
