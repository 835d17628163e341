"""Every walkthrough there is, by one command; and those of a host, that come and go."""

import shutil
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.content import load, load_all
from bot.ops.archive import keep_editions
from tests.actors import House, Person
from tests.actors.real import quiet_page
from tests.journeys.test_any_walkthrough import answers, everywhere, flat, whole_card
from tests.journeys.test_mine import saves
from tests.journeys.walks import LIBRARY

say = LIBRARY.say
APOLOGY = Path(__file__).parent / "say_sorry.toml"


@pytest.fixture
def walks(tmp_path: Path) -> Path:
    """A folder of the host's, with one walkthrough in it."""
    folder = tmp_path / "walks"
    folder.mkdir()
    shutil.copy(APOLOGY, folder)
    return folder


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(quiet_page, tmp_path) as house:
        yield house
    assert not house.complaints(), "\n\n".join(house.complaints())


async def test_walk_shows_every_walkthrough_and_begins_the_one_that_is_chosen(ada: Person) -> None:
    await ada.runs("/walk")
    await ada.presses("How your words are kept")
    await ada.presses("Yes, begin")
    for script in LIBRARY.offered:
        assert f"**{script.title}**" in ada.page.text
    thanks = LIBRARY.scripts["thanks"]
    await ada.chooses(say("walks_page.menu"), thanks.title)
    assert thanks.opens in ada.page.text
    assert say("walks_page.unreviewed", author="Quiet Page") in ada.page.text
    await ada.presses(thanks.whole.title)
    assert thanks.questions[0].original in ada.page.text or ada.page.has("Carry on")


async def test_walk_with_a_name_goes_there_at_once(ada: Person) -> None:
    await agree_by_walk(ada, "listen")
    assert LIBRARY.scripts["listen"].opens in ada.page.text


async def agree_by_walk(who: Person, name: str) -> None:
    await who.runs("/walk", name=name)
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")


async def test_home_has_the_small_ones_in_one_menu(ada: Person) -> None:
    await agree_by_walk(ada, "thanks")
    await ada.runs("/page", where=ada.dm)
    assert ada.page.menus[say("walks_page.menu")] == [s.title for s in LIBRARY.by_walk]
    await ada.chooses(say("walks_page.menu"), LIBRARY.scripts["apology"].title)
    assert LIBRARY.scripts["apology"].opens in ada.page.text


@pytest.mark.parametrize("id", [script.id for script in LIBRARY.by_walk])
async def test_each_that_comes_along_is_walked_to_its_card(ada: Person, id: str) -> None:
    script = LIBRARY.scripts[id]
    await agree_by_walk(ada, id)
    await ada.presses(script.whole.title)
    given = await answers(ada, list(script.questions)[:3], script)
    card = await whole_card(ada)
    assert script.card.title.lower() in card or script.safety
    assert given


async def test_what_was_begun_in_a_file_that_is_gone_is_read_saved_and_deleted(
    ada: Person, house: House, walks: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "data" / "walkthroughs"
    own = load(own=walks)
    keep_editions([own], kept)
    house.builds(partial(quiet_page, library=own))
    await house.restart()
    script = own.scripts["say_sorry"]
    await agree_by_walk(ada, "say_sorry")
    await ada.presses(script.whole.title)
    name, *_ = await answers(ada, list(script.questions)[:2], script)
    house.builds(partial(quiet_page, library=load(kept=kept)))
    await house.restart()
    await ada.runs("/walk", where=ada.dm)
    assert script.title not in ada.page.text, "nobody begins it any more"
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(say("words.menu"), ada.page.menus[say("words.menu")][0])
    assert f"For {name}" in flat(ada.page.text), "and it opens as it was"


async def test_without_any_copy_what_was_written_is_still_read(
    ada: Person, house: House, walks: Path
) -> None:
    own = load(own=walks)
    house.builds(partial(quiet_page, library=own))
    await house.restart()
    script = own.scripts["say_sorry"]
    await agree_by_walk(ada, "say_sorry")
    await ada.presses(script.whole.title)
    _, what = await answers(ada, list(script.questions)[:2], script)
    house.builds(quiet_page)
    await house.restart()
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(say("words.menu"), ada.page.menus[say("words.menu")][0])
    assert say("walks_page.lost") in ada.page.text
    assert flat(what) in flat(ada.page.text)
    assert flat(what) in flat((await saves(ada, "md")).decode())
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(say("words.menu"), ada.page.menus[say("words.menu")][0])
    await ada.presses(say("words.item"))
    await ada.presses(say("words.delete_one"))
    await ada.presses(say("delete.confirm_one"))
    await ada.runs("/my-words", where=ada.dm)
    assert say("words.none_but_settings") in ada.page.text or say("words.none") in ada.page.text


async def test_an_older_edition_keeps_the_questions_it_was_begun_with(
    ada: Person, house: House, walks: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "data" / "walkthroughs"
    first = load(own=walks)
    keep_editions([first], kept)
    house.builds(partial(quiet_page, library=first))
    await house.restart()
    await agree_by_walk(ada, "say_sorry")
    await ada.presses(first.scripts["say_sorry"].whole.title)
    file = walks / APOLOGY.name
    text = file.read_text("utf-8").replace("edition = 1", "edition = 2")
    file.write_text(text.replace("Who is this apology for?", "Who is it you wronged?"), "utf-8")
    second = load(own=walks, kept=kept)
    house.builds(partial(quiet_page, library=second))
    await house.restart()
    await ada.runs("/walk", name="say_sorry", where=ada.dm)
    await ada.presses("Carry on")
    assert "Who is this apology for?" in ada.page.text, "who began goes on as they began"
    await ada.runs("/walk", name="say_sorry", where=ada.dm)
    await ada.presses("Start fresh")
    await ada.presses(second.scripts["say_sorry"].whole.title)
    assert "Who is it you wronged?" in ada.page.text


async def begins_and_answers(who: Person, house: House, walks: Path) -> list[str]:
    """Two answers in the walkthrough of a host."""
    own = load(own=walks)
    house.builds(partial(quiet_page, library=own))
    await house.restart()
    script = own.scripts["say_sorry"]
    await agree_by_walk(who, "say_sorry")
    await who.presses(script.whole.title)
    return await answers(who, list(script.questions)[:2], script)


async def test_one_whose_length_is_gone_takes_nothing_else_with_it(
    ada: Person, house: House, walks: Path
) -> None:
    _, what = await begins_and_answers(ada, house, walks)
    file = walks / APOLOGY.name
    file.write_text(file.read_text("utf-8").replace('id = "all"', 'id = "whole"'), "utf-8")
    house.builds(partial(quiet_page, library=load(own=walks)))
    await house.restart()
    await ada.runs("/page", where=ada.dm)
    assert say("menu.ask") in ada.page.text
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(say("words.menu"), ada.page.menus[say("words.menu")][0])
    assert flat(what) in flat(ada.page.text)


async def test_an_answer_to_a_question_that_is_gone_is_still_shown(
    ada: Person, house: House, walks: Path
) -> None:
    _, what = await begins_and_answers(ada, house, walks)
    file = walks / APOLOGY.name
    text = file.read_text("utf-8")
    for before, after in (('id = "what"', 'id = "happened"'), ('"what"', '"happened"')):
        text = text.replace(before, after)
    file.write_text(text.replace('"what.text"', '"happened.text"'), "utf-8")
    house.builds(partial(quiet_page, library=load(own=walks)))
    await house.restart()
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(say("words.menu"), ada.page.menus[say("words.menu")][0])
    assert say("walks_page.left") in ada.page.text
    assert flat(what) in flat(ada.page.text)
    assert flat(what) in flat((await saves(ada, "md")).decode())


def test_a_kept_edition_that_asks_more_is_not_written_over(walks: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    keep_editions([load(own=walks)], kept)
    before = (kept / "say_sorry.1.en.toml").read_bytes()
    file = walks / APOLOGY.name
    file.write_text(file.read_text("utf-8").replace('"what', '"happened'), "utf-8")
    keep_editions([load(own=walks, kept=kept)], kept)
    assert (kept / "say_sorry.1.en.toml").read_bytes() == before


GERMAN = {
    "Say sorry": "Um Entschuldigung bitten",
    "Who is this apology for?": "Wem gilt diese Entschuldigung?",
    "An apology": "Eine Entschuldigung",
}


def in_two_languages(walks: Path) -> None:
    """The same walkthrough as a folder with a file for each language."""
    text = (walks / APOLOGY.name).read_text("utf-8")
    (walks / APOLOGY.name).unlink()
    (walks / "sorry").mkdir()
    (walks / "sorry" / "en.toml").write_text(text, "utf-8")
    for english, german in GERMAN.items():
        assert english in text
        text = text.replace(f'"{english}"', f'"{german}"')
    (walks / "sorry" / "de.toml").write_text(text, "utf-8")


@pytest.mark.long
async def test_a_fifth_walkthrough_in_two_languages_is_two_files(
    ada: Person, ben: Person, house: House, walks: Path
) -> None:
    in_two_languages(walks)
    english, german = load_all(("en", "de"), walks)
    house.builds(partial(quiet_page, library=english, others=[german]))
    await house.restart()
    ben.speaks("de")
    script = german.scripts["say_sorry"]
    await ben.runs("/walk", name="say_sorry")
    await ben.presses(german.say("welcome.buttons.0"))
    await ben.presses(german.say("consent.buttons.0"))
    await ben.presses(script.whole.title)
    assert "Wem gilt diese Entschuldigung?" in ben.page.text
    await agree_by_walk(ada, "say_sorry")
    await ada.presses(english.scripts["say_sorry"].whole.title)
    ours = english.scripts["say_sorry"]
    given = await answers(ada, list(ours.questions), ours)
    await everywhere(ada, given[1:], ours)


def test_a_translation_that_is_built_otherwise_is_refused(walks: Path) -> None:
    in_two_languages(walks)
    file = walks / "sorry" / "de.toml"
    file.write_text(file.read_text("utf-8").replace("max_chars = 500", "max_chars = 400"), "utf-8")
    with pytest.raises(Exception, match=r"sorry/de\.toml, question what, field text: it is built"):
        load_all(("en", "de"), walks)
