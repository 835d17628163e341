"""The worked examples, as somebody on a phone goes through them in each language."""

import pytest
from playwright.async_api import expect

from bot.content import Library
from bot.reveal import reveal
from tests.browser.conftest import PHONE, Sits
from tests.browser.hands import Hands
from tests.fake_discord import Town
from tests.journeys.test_languages import written
from tests.unit.test_languages import LANGUAGES, LIBRARIES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("width", [pytest.param(PHONE, id="narrow")]),
]

WALKS = [
    pytest.param(language, script.id, marks=[] if script.id == "prepare" else pytest.mark.prove)
    for language in LANGUAGES
    for script in LIBRARIES[language].offered
]


@pytest.mark.parametrize(("language", "id"), WALKS)
async def test_a_worked_example_is_walked_in_each_language(
    sits: Sits, town: Town, language: str, id: str
) -> None:
    library = LIBRARIES[language]
    await town.stop_bot()
    town.bot.settings["QUIET_PAGE_LANGUAGES"] = f"en,{language}"
    await town.start_bot()
    mara = await sits("mara")
    await mara.goes_to("Quiet Page")
    await mara.runs("/walk")
    await mara.presses(library.say("language.name"))
    await mara.presses(library.say("welcome.buttons.0"))
    await mara.shoots_tall(f"{language}-consent")
    await mara.presses(library.say("consent.buttons.0"))
    script = library.scripts[id]
    await mara.chooses(library.say("walks_page.menu"), script.title)
    await mara.shoots_tall(f"{language}-{id}-lengths")
    await mara.presses(script.whole.title)
    await goes_through(mara, library, id)
    await mara.presses(library.say("review.finish"))
    await mara.shoots_tall(f"{language}-{id}-card")
    await mara.runs("/page")
    await mara.shoots_tall(f"{language}-home")
    assert town.complaints() == []


async def goes_through(who: Hands, library: Library, id: str) -> None:
    """Every question, as the worked example answers it."""
    script, example = library.scripts[id], library.examples[id]
    about = script.roles.about
    name = str(reveal(example.answers[about.question])[about.key]) if about else ""
    on = (library.say("nav.resume"), library.say("offer.gate_yes"))
    for n, question in enumerate(script.questions, 1):
        while question.original not in await who.newest.inner_text():
            shown = [label for label in on if await _is_there(who, label)]
            assert shown, await who.newest.inner_text()
            await who.presses(shown[0])
        await who.shoots_tall(f"{library.language}-{id}-{n:02}")
        given = reveal(example.answers[question.id]) if question.id in example.answers else {}
        filled = {f.label: written(f, given, name) for f in question.fields if f.key in given}
        if not filled:
            await who.presses(library.say("nav.skip"))
            continue
        words = any(field.kind.is_words for field in question.fields if field.in_form)
        await who.presses(library.say("page.write" if words else "page.choose"))
        await expect(who.form).to_be_visible()
        await who.writes(filled)


async def _is_there(who: Hands, label: str) -> bool:
    return bool(await who.newest.get_by_role("button", name=label, exact=True).count())
