"""The last weeks, in words and as a picture: what was noted, and nothing made of it."""

import io
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest

from bot.confidential import Confidential
from bot.features.checkin import weeks_pages as pages
from bot.features.checkin.weeks_pages import Told
from bot.features.printing.typesetter import Format, Paper, Sheet, render
from bot.kept.checked_in import CheckedIn, Habits
from bot.reveal import reveal
from bot.ui.press import Press
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.journeys.test_checkin import A_DAY, LINE, WHAT, WHERE, WORD, Filled, notes, opens
from tests.journeys.walks import LIBRARY

pytestmark = pytest.mark.long

say = LIBRARY.say
TODAY = date(2026, 11, 23)
BUTTON, LEAVE_OUT = say("weeks_page.button"), say("weeks_page.leave_out")
TIRED: Filled = {WORD: ["tired"]}
SCRIPTS = (
    "a quiet day, mostly",
    "ήσυχη μέρα",
    "спокойный день",
    "يوم هادئ",
    "יום שקט",
    "शांत दिन",
    "静かな一日",
    "calm 🙂",
)


async def notes_for_days(who: Person, house: House, *several: Filled) -> None:
    """One a day, from today on."""
    await opens(who)
    for fields in several:
        await notes(who, fields)
        await house.passes(A_DAY)


async def decides(who: Person) -> None:
    """As far as what is decided once about check-ins."""
    await who.runs("/page")
    await who.presses("Settings")
    await who.presses("Body check-in")


async def asks(who: Person) -> None:
    await decides(who)
    await who.presses(BUTTON)


async def test_what_was_noted_stands_there_in_words_and_as_a_picture(
    ada: Person, house: House
) -> None:
    line = ada.sentence()
    await notes_for_days(
        ada,
        house,
        {WHERE: ["Chest", "Throat"], WORD: ["tired"], LINE: line},
        {WHERE: ["Chest"], WHAT: ["Pressing"]},
        {},
    )
    await asks(ada)
    text = ada.page.text
    assert "Throat · Chest" in text, "in the order of the list, each once"
    assert line in text
    assert say("checkin_page.nothing_noted") in text
    await ada.presses("As a picture")
    [(name, picture)] = ada.files.items()
    assert re.fullmatch(r"notes-[\d-]+\.png", name), "a name that tells a stranger nothing"
    assert picture.startswith(b"\x89PNG")
    await ada.presses(say("card_page.take_out"))
    assert not ada.files


async def test_there_is_no_picture_of_one(ada: Person, house: House) -> None:
    await notes_for_days(ada, house, {WORD: ["tired"]})
    await asks(ada)
    assert say("weeks_page.few") in ada.page.text
    assert not ada.page.has("As a picture")


async def test_weeks_are_left_out_and_brought_back(ada: Person, house: House) -> None:
    line = ada.sentence()
    await notes_for_days(ada, house, {LINE: line})
    await house.passes(7 * A_DAY)
    for _ in range(3):
        await notes(ada, {WORD: ["calm"]})
        await house.passes(A_DAY)
    await asks(ada)
    assert line in ada.page.text
    options = ada.page.menus[LEAVE_OUT]
    await ada.chooses(LEAVE_OUT, *options[2:])
    assert line not in ada.page.text
    assert "Nothing of it is deleted" in ada.page.text
    await ada.chooses(LEAVE_OUT, *options)
    assert say("weeks_page.few_left") in ada.page.text
    await ada.chooses(LEAVE_OUT, options[5])
    assert line in ada.page.text, "nothing of it was deleted"


async def test_it_is_off_for_good_and_on_again(ada: Person, house: House) -> None:
    await notes_for_days(ada, house, TIRED, TIRED, TIRED)
    await decides(ada)
    await ada.presses(say("habits.picture_off_button"))
    assert not ada.page.has(BUTTON)
    [answer] = await Forger(house, ada).send([Forgery(str(Press("weeks", step="draw")))])
    assert say("weeks_page.off") in answer.text
    assert not ada.files
    await decides(ada)
    await ada.presses(say("habits.picture_button"))
    assert ada.page.has(BUTTON)


async def test_nobody_else_learns_of_it(ada: Person, ben: Person, house: House) -> None:
    await notes_for_days(ada, house, TIRED, TIRED, TIRED)
    await asks(ada)
    await ada.presses("As a picture")
    await opens(ben)
    await asks(ben)
    assert say("weeks_page.few") in ben.page.text
    assert not ben.files


def checked_in(n: int, on: date, answer: Mapping[str, str | list[str]]) -> CheckedIn:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return CheckedIn(n.to_bytes(16), at, on, Confidential(dict(answer)), n=n)


def a_lot(each_day: int) -> list[CheckedIn]:
    """Eight weeks, all that can be tapped, and lines in eight scripts."""
    texts = LIBRARY.checkin
    everything = {
        key: [c.id for c in texts.field(key).choices][:6]
        for key in ("regions", "sensations", "feelings")
    }
    return [
        checked_in(
            n, TODAY - timedelta(days=55 - n // each_day), everything | {"note": SCRIPTS[n % 8]}
        )
        for n in range(56 * each_day)
    ]


@pytest.mark.parametrize("each_day", [1, 10])
async def test_the_picture_says_what_the_page_says_in_every_script(each_day: int) -> None:
    those = a_lot(each_day)
    data = pages.data(LIBRARY, those, TODAY)
    made = reveal(await render(Sheet.WEEKS, Paper.PHONE, Format.PDF, data))
    text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(made)).pages)
    drawn, told = bare(text), on_page(those)
    for script in SCRIPTS:
        assert script in told
        assert read_from_pdf(script) in drawn
    for word in ("Throat", "September 28 \u2013 October 4", "November 16 \u2013 22"):
        assert word in told
        assert bare(word) in drawn


def test_nothing_is_counted_or_judged() -> None:
    told = on_page(a_lot(3))
    assert not re.search(r"better|worse|score|trend|average|often|\(\d+\)|\d ?(x|times)", told)


def read_from_pdf(script: str) -> str:
    """Joined letters come out of a PDF in another order; then it is looked for by its first."""
    joined = any("\u0590" <= letter <= "\u0dff" for letter in script)
    return script[0] if joined else bare(script)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def on_page(those: list[CheckedIn]) -> str:
    """All pages of them, in words."""
    found, at = "", 0
    while True:
        card = pages.page(LIBRARY, Told(those, Habits(), TODAY), at)
        found += "\n".join(reveal(w) if isinstance(w, Confidential) else str(w) for w in card.body)
        if pages.press("look", str(at + 1)) not in str(card.rows):
            return found
        at += 1
