"""In each language: from the command to the card, paper and a file; and two people in two."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.content import Library, load_all
from bot.features.printing.typesetter import available
from bot.forms.answers import Answer
from bot.forms.fields import Field, FieldKind
from bot.forms.script import Script
from bot.reveal import reveal
from tests.actors import House, Person
from tests.actors.real import quiet_page
from tests.journeys.test_afterwards import desk_of
from tests.journeys.test_any_walkthrough import flat
from tests.journeys.test_lock import MINE, Clock
from tests.paper.reading import text_of
from tests.unit.test_languages import LANGUAGES, LIBRARIES

pytestmark = pytest.mark.long

# What Discord calls the language of somebody who reads it, where that is another name.
DISCORDS = {"es": "es-419"}
A_DAY = 24 * 3600
# Of a code to a lock.
DASHES = 4


@pytest.fixture(params=LANGUAGES)
def library(request: pytest.FixtureRequest) -> Library:
    return LIBRARIES[request.param]


@pytest.fixture
async def house(tmp_path: Path, library: Library) -> AsyncIterator[House]:
    """English, and one language more."""
    english, other = load_all(("en", library.language))
    build = partial(quiet_page, library=english, others=[other])
    async with House(build, tmp_path) as house:
        yield house
    assert not house.complaints(), "\n\n".join(house.complaints())


def speaks(who: Person, library: Library) -> None:
    who.speaks(DISCORDS.get(library.language, library.language))


async def agrees(who: Person, library: Library, command: str = "/prepare") -> None:
    await who.runs(command)
    await who.presses(library.say("welcome.buttons.0"))
    await who.presses(library.say("consent.buttons.0"))


def written(field: Field, given: Answer, name: str) -> str | list[str]:
    """An answer of the worked example, as it stands in a form of this language."""
    value = given[field.key]
    if field.kind.is_words:
        return value if isinstance(value, str) else "\n".join(value)
    # Of the feelings a form has those that come to mind first; the others have pages of their own.
    shown = [c for c in field.choices if c.quick or field.kind is not FieldKind.FEELINGS]
    labels = {c.id: c.label.replace("{about}", name) for c in shown}
    return labels[value] if isinstance(value, str) else [labels[i] for i in value if i in labels]


async def goes_through(who: Person, library: Library, script: Script) -> list[str]:
    """The whole of it as its worked example has it; what was written."""
    example, said = library.examples[script.id], list[str]()
    about = script.roles.about
    name = str(reveal(example.answers[about.question])[about.key]) if about else ""
    on = (library.say("nav.resume"), library.say("offer.gate_yes"))
    for question in script.questions:
        for _ in range(4):
            if question.original in who.page.text:
                break
            await who.presses(next(label for label in on if who.page.has(label, exactly=True)))
        assert question.original in who.page.text, who.page
        given = reveal(example.answers[question.id]) if question.id in example.answers else {}
        filled = {f.label: written(f, given, name) for f in question.fields if f.key in given}
        if not filled:
            await who.presses(library.say("nav.skip"))
            continue
        await who.writes(filled)
        said += [text for text in filled.values() if isinstance(text, str) and " " in text]
    return said


async def test_somebody_prepares_a_talk_in_their_language(
    ada: Person, ben: Person, library: Library
) -> None:
    speaks(ada, library)
    script = library.talk
    await agrees(ada, library)
    assert script.opens in ada.page.text
    await ada.presses(script.whole.title)
    said = await goes_through(ada, library, script)
    assert said
    await ada.presses(library.say("review.finish"))
    assert script.whole.ends in ada.page.text
    pages = [ada.page.text]
    while ada.page.has(library.say("card_page.next")):
        await ada.presses(library.say("card_page.next"))
        pages.append(ada.page.text)
    assert script.card.footer in "".join(pages)
    await ada.presses(library.say("card_page.more"))
    await ada.presses(library.say("card_page.save_md"))
    file = next(content for name, content in ada.files.items() if name.endswith(".md")).decode()
    assert script.card.sections[0].title in file
    if available():
        await ada.presses(library.say("paper_page.button"))
        await ada.presses(library.say("paper_page.a4"))
        pdf = next(content for name, content in ada.files.items() if name.endswith(".pdf"))
        assert flat(script.card.sections[0].title) in flat(text_of(pdf))
    # Somebody else, at the same moment and in the same process, reads English.
    await ben.runs("/prepare")
    await ben.presses("How your words are kept")
    await ben.presses("Yes, begin")
    assert "How much time do you have?" in ben.page.text


async def test_where_it_may_not_be_safe_it_says_so_in_their_language(
    ada: Person, library: Library
) -> None:
    speaks(ada, library)
    script = library.talk
    assert script.safety
    await agrees(ada, library)
    await ada.presses(script.length("brief").title)
    for _ in range(30):
        if ada.page.has(library.say("offer.gate_no")):
            break
        ways = (library.say("nav.skip"), library.say("nav.resume"))
        await ada.presses(next(label for label in ways if ada.page.has(label, exactly=True)))
    await ada.presses(library.say("offer.gate_no"))
    assert script.safety.say in ada.page.text
    assert ada.page.has(library.safety.button)


async def test_somebody_chooses_another_language_than_that_of_their_discord(
    ada: Person, library: Library
) -> None:
    await ada.runs("/checkin")
    await ada.presses(library.say("language.name"))
    assert library.say("welcome.buttons.0") in ada.page.buttons, (
        "a tap, and before anything is kept"
    )
    await ada.presses(library.say("welcome.buttons.0"))
    await ada.presses(library.say("consent.buttons.0"))
    await ada.runs("/page", where=ada.dm)
    assert library.say("menu.ask") in ada.page.text
    await ada.runs("/help-now", where=ada.dm)
    assert library.safety.choose_country in ada.page.text


async def test_what_they_chose_outlasts_a_restart(
    ada: Person, house: House, library: Library
) -> None:
    await ada.runs("/checkin")
    await ada.presses(library.say("language.name"))
    await ada.presses(library.say("welcome.buttons.0"))
    await ada.presses(library.say("consent.buttons.0"))
    await house.restart()
    await ada.runs("/privacy", where=ada.dm)
    assert library.say("consent.title") in ada.page.text


async def test_a_nudge_is_said_in_their_language(
    ada: Person, house: House, library: Library
) -> None:
    speaks(ada, library)
    say = library.say
    await agrees(ada, library, "/reminder")
    await ada.presses(say("reminder_page.begin"))
    await ada.writes(
        {say("reminder_page.place_form"): "Berlin", say("reminder_page.form_time"): "9:00"}
    )
    await ada.presses(say("reminder_page.confirm_yes"))
    await house.passes(2 * A_DAY)
    lines = library.reminders.lock_screen
    assert any(line in page.text for page in ada.inbox for line in lines)


async def test_nothing_of_the_choice_is_left_once_everything_is_deleted(
    ada: Person, library: Library
) -> None:
    await ada.runs("/checkin")
    await ada.presses(library.say("language.name"))
    await ada.presses(library.say("welcome.buttons.0"))
    await ada.presses(library.say("consent.buttons.0"))
    await ada.runs("/my-words", where=ada.dm)
    await ada.presses(library.say("words.delete_all"))
    await ada.presses(library.say("delete.confirm_all"))
    await ada.runs("/prepare", where=ada.dm)
    assert ada.page.has("How your words are kept"), "as to somebody who was never here"


async def test_a_lock_that_closes_by_itself_takes_the_language_with_it(
    ada: Person, house: House, library: Library
) -> None:
    say = library.say
    await ada.runs("/checkin")
    await ada.presses(say("language.name"))
    await ada.presses(say("welcome.buttons.0"))
    await ada.presses(say("consent.buttons.0"))
    await ada.runs("/lock")
    await ada.presses(say("lock_page.how"))
    await ada.presses(say("lock_page.choose"))
    await ada.writes({say("lock_page.phrase"): MINE, say("lock_page.again_field"): MINE})
    code = next(line for line in ada.page.text.splitlines() if line.count("-") == DASHES)
    await ada.presses(say("lock_page.show"))
    await ada.writes({say("lock_page.code"): code})
    locks = desk_of(house).store.lock
    locks.clock = clock = Clock(locks.clock)
    clock.later = 16 * 60
    await ada.runs("/page", where=ada.dm)
    assert ada.page.has("How your words are kept"), "as to somebody who was never here"
    await ada.runs("/privacy", where=ada.dm)
    assert "How your words are kept" in ada.page.text
