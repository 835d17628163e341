"""What stands around the two lists of the source, and where somebody meets it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.confidential import Confidential
from bot.content import load
from bot.features.closeness.naming import statement, their_name
from bot.features.walkthrough.pages import page
from bot.features.walkthrough.question_pages import question_form
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.sitting import Sitting, question_step
from bot.preview.chapters import chapters
from bot.ui.model import Card, Form
from tests.unit.closeness_looks import BLANK

LIBRARY = load()
PAGES = {
    f"{chapter}: {name}": shown for chapter, pages in chapters(LIBRARY) for name, shown in pages
}
CLOSENESS = LIBRARY.closeness.script.title


def said(name: str) -> str:
    shown = PAGES[name]
    assert isinstance(shown, Card)
    return "\n".join(part for part in shown.body if isinstance(part, str))


IDEAS = [
    (f"{CLOSENESS}: intro", "emotional intimacy"),
    (f"{CLOSENESS}: intro", "feelings, fears and thoughts"),
    (f"{CLOSENESS}: intro", "beyond small talk"),
    (f"{CLOSENESS}: the original ingredients", "emotional intimacy"),
    (f"{CLOSENESS}: the original ingredients", "takes time to unlearn"),
    ("The way in: The original questions", "foundations of a relationship"),
    ("The way in: The original questions", "reflective listening"),
    ("The way in: The original questions", "at school, at work and online"),
    ("Prepare a conversation: Lengths", "Knowing what goes on in you helps you say it"),
    ("Prepare a conversation: Lengths", "Listening is the other half"),
    ("The way in: About", "saying back what you heard"),
    ("My takeaways: none yet", "ends by asking readers for their takeaways"),
    ("The way in: How to listen to someone", "Did I get that right?"),
]


@pytest.mark.parametrize(("name", "idea"), IDEAS)
def test_an_idea_of_the_article_stands_where_somebody_meets_it(name: str, idea: str) -> None:
    known = [key for key in PAGES if key.casefold() == name.casefold()]
    assert known, sorted(PAGES)
    assert idea in said(known[0])


def test_a_face_and_a_line_to_show_that_one_heard_are_among_the_answers() -> None:
    body, last = (LIBRARY.talk.question(id) for id in ("body_language", "if_not_received"))
    assert "A face that matches what I say" in [c.label for c in body.fields[0].choices]
    assert "What I could say to show I heard them" in [f.label for f in last.fields]
    examples = LIBRARY.talk.question("who_for").examples
    assert {"Someone in my class", "A friend I only know online"} <= set(examples)


@pytest.mark.parametrize(("branch", "reach"), [("letter", "out_of_reach"), ("to_me", "self")])
def test_a_letter_to_somebody_who_has_died_asks_nothing_about_a_talk(
    branch: str, reach: str
) -> None:
    day, chosen = date(2026, 1, 1), {"reach": reach}
    answers: dict[str, Confidential[Answer]] = {"who_for": Confidential({**chosen})}
    at = question_step("if_not_received")
    sitting = Sitting(b"s" * 16, "prepare", 1, "full", at, day, day, answers=answers)
    sitting = replace(sitting, decided={branch: True})
    question = LIBRARY.talk.question("if_not_received")
    form = question_form(LIBRARY, sitting, question, "0")
    shown = page(LIBRARY, sitting)
    text = f"{form.title} {form.fields[0].help} " + " ".join(
        part for part in shown.body if isinstance(part, str)
    )
    for word in ("received", "receptive", "defensive", "goes badly", "kind way out"):
        assert word not in text, text
    stages = [step.id for step in route.pages(LIBRARY.talk, sitting) if step.at.value == "s"]
    assert "contingency" not in stages


def test_a_statement_about_somebody_without_a_name_begins_like_a_sentence() -> None:
    nameless = replace(BLANK, label=Confidential(""))
    spelled = replace(BLANK, label=Confidential("lena"))
    for item in LIBRARY.closeness.script.items:
        for direction in item.directions:
            plain = statement(nameless, item, direction, their_name(LIBRARY, nameless))
            assert isinstance(plain, Confidential)
            assert plain.satisfies(lambda text: text[0].isupper())
    heard = LIBRARY.closeness.script.item("respected")
    theirs = statement(spelled, heard, "feel", their_name(LIBRARY, spelled))
    assert isinstance(theirs, Confidential)
    assert theirs.satisfies(lambda text: text.startswith("lena ")), "their spelling is theirs"


def test_the_preview_shows_a_page_as_it_is_sent() -> None:
    for name, shown in PAGES.items():
        match shown:
            case Card(rows=rows, fleeting=False) if rows and isinstance(rows[-1], tuple):
                labels = [b.label for row in rows if isinstance(row, tuple) for b in row]
                assert "Hide now" in labels, name
            case Form() | str() | Card():
                pass
