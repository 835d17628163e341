"""Questions and walkthroughs nobody wrote Python for: from the command to the card and back."""

import re
import shutil
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.content import Library, load
from bot.content.library import ENGLISH
from bot.features.printing.typesetter import available
from bot.forms.fields import Field, FieldKind
from bot.forms.script import Question, Script
from bot.preview.terminal import render
from tests.actors import House, Person
from tests.actors.real import quiet_page
from tests.journeys.test_emptied import sittings
from tests.journeys.test_mine import gives, saves
from tests.journeys.test_several import SEVERAL, asked_in, in_one
from tests.journeys.walks import LIBRARY, SCRIPT, begin, skips_to
from tests.paper.reading import missing, text_of

pytestmark = pytest.mark.long

say = LIBRARY.say
APOLOGY = Path(__file__).parent / "say_sorry.toml"
PREPARE = "walkthroughs/prepare.toml"
# Where a kind takes its choices from, if not from the question itself.
LISTS = {
    FieldKind.SENSATIONS: "checkin.sensation",
    FieldKind.INTENSITY: "checkin.intensity",
    FieldKind.REGIONS: "checkin.region",
    FieldKind.FEELINGS: "checkin.feeling",
    FieldKind.NEEDS: "checkin.need",
}
KINDS = list(FieldKind)
# A form on Discord holds five.
ADDED = [KINDS[n : n + 5] for n in range(0, len(KINDS), 5)]


def a_field(kind: FieldKind) -> str:
    """One field of this kind, as somebody writes it into the file."""
    rest = "max_chars = 200"
    if kind in LISTS:
        rest = f'options_from = "{LISTS[kind]}"'
    elif not kind.is_words:
        rest = f'options = [{{ id = "one", label = "One {kind.value.replace("_", " ")}" }}]'
    return (
        f'[[question.field]]\nkey = "{kind.value}"\nkind = "{kind.value}"\n'
        f'label = "Its {kind.value.replace("_", " ")}"\n{rest}\n'
    )


def a_question(n: int, kinds: list[FieldKind]) -> str:
    texts = f'original = "Number {n}, added?"\nlabel = "Number {n}, added?"\nhelp = "Added."\n'
    head = f'[[question]]\nid = "added_{n}"\nstage = "contingency"\nown = true\n{texts}'
    return head + "".join(map(a_field, kinds))


def a_section() -> str:
    fields = [f'"added_{n}.{kind.value}"' for n, kinds in enumerate(ADDED) for kind in kinds]
    return (
        f'[[card.section]]\nslot = "added"\ntitle = "What was added"\nshow = [{", ".join(fields)}]'
    )


def with_more(folder: Path) -> None:
    """A copy of prepare.toml with a field of every kind there is, and nothing else."""
    file = folder / PREPARE
    text = file.read_text("utf-8")
    questions = "".join(a_question(n, kinds) for n, kinds in enumerate(ADDED))
    text = text.replace("[[distinct]]", f"{questions}\n[[distinct]]", 1)
    ids = "".join(f', "added_{n}"' for n in range(len(ADDED)))
    text = text.replace('"when", "if_not_received"]', f'"when", "if_not_received"{ids}]', 1)
    file.write_text(f"{text}\n{a_section()}\n", "utf-8")


def with_another(folder: Path) -> None:
    """A second walkthrough beside it: one file."""
    shutil.copy(APOLOGY, folder / "walkthroughs")


@pytest.fixture
def library(tmp_path: Path, request: pytest.FixtureRequest) -> Library:
    """What a test asks for, beside what is there."""
    folder = tmp_path / "en"
    shutil.copytree(ENGLISH, folder)
    getattr(request, "param", Path)(folder)
    return load(folder)


@pytest.fixture
async def house(tmp_path: Path, library: Library) -> AsyncIterator[House]:
    """The bot at work, with these texts."""
    async with House(partial(quiet_page, library=library), tmp_path) as house:
        yield house
    assert not house.complaints(), "\n\n".join(house.complaints())


def answer(field: Field, who: Person) -> str | list[str]:
    """Something for this field: a sentence of their own, or the first there is to choose."""
    if field.kind.is_words:
        return who.sentence()[: field.most_chars]
    return [next((c for c in field.choices if c.quick), field.choices[0]).label]


def flat(text: str) -> str:
    """Without line breaks and marks, as it is read."""
    return " ".join(re.sub(r"[*\\#_>-]|\s", " ", text).split())


async def answers(who: Person, questions: list[Question], script: Script) -> list[str]:
    """Each of them, by way of the page that lists all; what was answered."""
    given: list[str] = []
    for question in questions:
        await looks_over(who)
        await who.chooses(say("review.jump"), f"{script.number(question)}. {question.original}")
        assert question.original in who.page.text
        fields = [f for f in question.fields if f.in_form]
        filled = {f.label: answer(f, who) for f in fields}
        writes = any(f.kind.is_words for f in fields)
        await who.presses(say("page.write" if writes else "page.choose"))
        await who.writes(filled)
        if question.on_card:
            given += [t for v in filled.values() for t in (v if isinstance(v, list) else [v])]
    await looks_over(who)
    await who.presses(say("review.finish"))
    return given


async def looks_over(who: Person) -> None:
    if not who.page.has(say("review.finish")):
        await who.presses(say("page.look_over"))


async def whole_card(who: Person) -> str:
    """Every page of the card they stand at."""
    pages = [who.page.text]
    while who.page.has(say("card_page.next")):
        await who.presses(say("card_page.next"))
        pages.append(who.page.text)
    return flat("\n".join(pages)).lower()


async def everywhere(who: Person, given: list[str], script: Script) -> None:
    """It stands on the card, in each file, on paper; and comes back out of a file."""
    lower = [flat(text).lower() for text in given]
    card = await whole_card(who)
    assert [text for text in lower if text not in card] == []
    await who.presses(say("card_page.more"))
    await who.presses(say("card_page.save_md"))
    file = next(c for name, c in who.files.items() if name.endswith(".md")).decode()
    assert [text for text in lower if text not in flat(file).lower()] == []
    if available():
        await who.presses(say("paper_page.button"))
        await who.presses(say("paper_page.a4"))
        pdf = next(c for name, c in who.files.items() if name.endswith(".pdf"))
        assert not missing(flat(text_of(pdf)).lower(), lower)
    kept = await saves(who, "json")
    await who.runs("/my-words", where=who.dm)
    await who.presses(say("words.delete_all"))
    await who.presses(say("delete.confirm_all"))
    await who.runs("/page", where=who.dm)
    await who.presses(script.title)
    await who.presses(say("welcome.buttons.0"))
    await who.presses(say("consent.buttons.0"))
    await gives(who, kept)
    await who.presses(say("carry_page.merge"))
    read = flat((await saves(who, "md")).decode()).lower()
    assert [text for text in lower if text not in read] == []


async def begins(who: Person, script: Script) -> None:
    """From its command to its first question."""
    assert script.command
    await who.runs(f"/{script.command.name}")
    await who.presses(say("welcome.buttons.0"))
    await who.presses(say("consent.buttons.0"))
    assert script.opens in who.page.text
    await who.presses(script.whole.title)


@pytest.mark.parametrize("library", [with_more], indirect=True)
async def test_a_question_of_every_kind_is_a_few_lines_in_one_file(
    ada: Person, library: Library
) -> None:
    script = library.scripts["prepare"]
    added = [q for q in script.questions if q.own]
    assert {f.kind for q in added for f in q.fields} == set(FieldKind)
    await begins(ada, script)
    await everywhere(ada, await answers(ada, added, script), script)


@pytest.mark.parametrize("library", [with_another], indirect=True)
async def test_a_whole_walkthrough_is_one_file(ada: Person, library: Library) -> None:
    script = library.scripts["say_sorry"]
    assert len(script.questions) == 10
    await begins(ada, script)
    given = await answers(ada, list(script.questions), script)
    assert script.whole.ends in ada.page.text
    name, *given = given
    assert f"For {name}" in flat(ada.page.text)
    await everywhere(ada, given, script)


async def test_what_was_kept_on_the_way_to_steady_comes_back_out_of_a_file(ada: Person) -> None:
    script = LIBRARY.talk
    assert script.steady
    land = script.steady.steps[0]
    await begin(ada, script.length(script.steady.length).title)
    await ada.chooses(say("steady_page.land"), land.choices[0].label)
    kept = await saves(ada, "json")
    assert f"steady.{land.id}" in kept.decode()
    await gives(ada, kept)
    assert "is here already" in ada.page.text


@pytest.mark.parametrize("library", [with_another], indirect=True)
async def test_two_walkthroughs_stand_side_by_side(ada: Person, library: Library) -> None:
    await begins(ada, library.scripts["say_sorry"])
    await ada.runs("/prepare")
    assert library.scripts["prepare"].opens in ada.page.text, "the other one is not in its way"
    await ada.presses("All 20 questions")
    await ada.runs("/page", where=ada.dm)
    for script in library.by_name:
        assert f"**{script.title}**" in ada.page.text
        assert ada.page.has(script.title, exactly=True)
    assert ada.page.menus[say("walks_page.menu")] == [s.title for s in library.by_walk]
    await ada.runs("/say-sorry")
    assert "Who is this apology for?" in ada.page.text or ada.page.has("Carry on")


def with_a_verb_of_ours(folder: Path) -> None:
    """A second one whose id is what a button of every walkthrough says."""
    text = APOLOGY.read_text("utf-8").replace('id = "say_sorry"', 'id = "kept"')
    (folder / "walkthroughs" / APOLOGY.name).write_text(text, "utf-8")


@pytest.mark.parametrize("library", [with_a_verb_of_ours], indirect=True)
async def test_no_name_of_a_walkthrough_takes_over_a_button(ada: Person, library: Library) -> None:
    await begins(ada, library.scripts["kept"])
    await ada.runs("/prepare")
    await ada.presses("All 20 questions")
    await ada.presses("Write")
    await ada.writes({"In your own words": "a knot"})
    assert "Prepare" in ada.page.text or "Question 2" in ada.page.text
    await ada.presses("Back")
    assert library.say("page.answered") in ada.page.text, "it was kept, and by this one"


@pytest.mark.parametrize("library", [with_another], indirect=True)
async def test_what_was_written_outlasts_the_file_and_comes_back_with_it(
    ada: Person, house: House, library: Library
) -> None:
    script = library.scripts["say_sorry"]
    await begins(ada, script)
    await answers(ada, list(script.questions)[:2], script)
    before = await saves(ada, "json")
    house.builds(quiet_page)
    await house.restart()
    await ada.runs("/page", where=ada.dm)
    await ada.runs("/my-words", where=ada.dm)
    assert await saves(ada, "json") == before, "it is kept, and can be taken along"
    house.builds(partial(quiet_page, library=library))
    await house.restart()
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(say("words.menu"), ada.page.menus[say("words.menu")][0])
    assert script.card.title in ada.page.text


def with_all_there_is(folder: Path) -> None:
    """With a worked example beside it, and a page of what it was taken from."""
    file = folder / "walkthroughs" / APOLOGY.name
    source = '[original]\ntitle = "What a vicar asked"\nsay = "He asked ten things."\n\n[[length]]'
    file.write_text(APOLOGY.read_text("utf-8").replace("[[length]]", source, 1), "utf-8")
    (folder / "walkthroughs" / "say_sorry.example.toml").write_text(
        'title = "The broken cup"\nbanner = "Made up."\nstory = "A cup was broken."\n'
        '[answers.words]\nfor_what = "the cup"\n',
        "utf-8",
    )


@pytest.mark.parametrize("library", [with_all_there_is], indirect=True)
async def test_what_may_stand_beside_a_walkthrough_is_found(ada: Person, library: Library) -> None:
    await ada.runs("/example", where=ada.dm)
    await ada.presses("The broken cup")
    assert "A cup was broken." in ada.page.text
    await ada.presses(say("card_page.next"))
    assert "Who is this apology for?" in ada.page.text or "I am sorry for the cup" in ada.page.text
    await ada.presses(say("sheets_page.button"))
    assert ada.page.has("Say sorry: the example")
    await ada.runs("/original", where=ada.dm)
    await ada.presses("What a vicar asked")
    assert "He asked ten things." in ada.page.text


def test_every_page_of_another_walkthrough_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    shutil.copytree(ENGLISH, folder)
    with_another(folder)
    pages = render(load(folder))
    assert "Say sorry: all: q-to_whom" in pages
    assert "You can leave it unsaid." in pages


def with_a_retired_one(folder: Path) -> None:
    """One that was offered once: its command is taken out, and what was kept of it is not."""
    text = APOLOGY.read_text("utf-8")
    begins, ends = text.index("[command]"), text.index("[roles]")
    (folder / "walkthroughs" / APOLOGY.name).write_text(text[:begins] + text[ends:], "utf-8")


async def test_a_walkthrough_that_is_not_offered_any_more_is_ended_and_not_begun(
    ada: Person, house: House, tmp_path: Path
) -> None:
    folder = tmp_path / "more"
    shutil.copytree(ENGLISH, folder)
    with_another(folder)
    house.builds(partial(quiet_page, library=load(folder)))
    await house.restart()
    script = load(folder).scripts["say_sorry"]
    await begins(ada, script)
    name, *_ = await answers(ada, list(script.questions)[:2], script)
    with_a_retired_one(folder)
    house.builds(partial(quiet_page, library=load(folder)))
    await house.restart()
    await ada.runs("/page", where=ada.dm)
    assert not ada.page.has(script.title, exactly=True)
    await ada.runs("/my-words", where=ada.dm)
    await ada.chooses(say("words.menu"), ada.page.menus[say("words.menu")][0])
    assert f"For {name}" in flat(ada.page.text)


def with_whom_in_the_short_one(folder: Path) -> None:
    """A copy of prepare.toml whose short length asks whom the talk is with, too."""
    file = folder / PREPARE
    text = file.read_text("utf-8")
    before = '"message", "goal", "approach", "when"'
    assert text.count(before) == 1
    after = '"message", "goal", "who_with", "approach", "when"'
    file.write_text(text.replace(before, after), "utf-8")


@pytest.mark.parametrize("library", [with_whom_in_the_short_one], indirect=True)
async def test_who_says_it_is_not_safe_in_a_form_of_several_is_heard(
    ada: Person, house: House
) -> None:
    await begin(ada, "The short one: 8 questions")
    await skips_to(ada, SCRIPT.question("message").original)
    await ada.presses(SEVERAL)
    assert asked_in(ada) == ["message", "goal", "who_with"], "it ends with what may lead elsewhere"
    unsafe = "I'm not sure it is safe to tell them"
    answers = {"message": {"text": ada.sentence()}, "who_with": {"plan": unsafe}}
    await ada.writes(in_one(ada, answers))
    assert "You don't owe anyone this conversation" in ada.page.text
    [sitting] = await sittings(house, ada)
    assert sitting.held
    assert "message" in sitting.answers


@pytest.mark.parametrize("library", [with_another], indirect=True)
async def test_it_works_for_any_walkthrough_there_is_a_file_of(
    ada: Person, library: Library
) -> None:
    script = library.scripts["say_sorry"]
    await begins(ada, script)
    given: list[str] = []
    at_once = 0
    while not ada.page.has("Make my card"):
        if SEVERAL in ada.page.buttons:
            at_once += 1
            await ada.presses(SEVERAL)
            answers = {
                id: {f.key: answer(f, ada) for f in script.question(id).fields}
                for id in asked_in(ada)
            }
            await ada.writes(in_one(ada, answers))
        elif ada.page.main_button == "Carry on":
            await ada.presses("Carry on")
            continue
        else:
            here = next(q for q in script.questions if q.original in ada.page.text)
            answers = {here.id: {f.key: answer(f, ada) for f in here.fields}}
            await ada.writes(answers[here.id])
        given += [
            text
            for id, fields in answers.items()
            if script.question(id).on_card
            for value in fields.values()
            for text in (value if isinstance(value, list) else [value])
        ]
    assert at_once > 1
    await ada.presses("Make my card")
    card = await whole_card(ada)
    assert [text for text in given if flat(text).lower() not in card] == []
