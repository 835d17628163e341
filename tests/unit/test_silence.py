"""After "No, or I'm not sure": no page, menu or heading suggests a talk with them any more."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.confidential import Confidential
from bot.content import load
from bot.features.walkthrough import engine, pages, question_pages, summary, summary_pages
from bot.features.walkthrough.moves import Decide, GoTo, Onward, Skip, Write
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.script import Script
from bot.forms.sitting import CARD, REVIEW, SAFETY, PageKind, Sitting, Step, question_step
from bot.ui.model import Card, Form, Menu

LIBRARY = load()
DAY = date(2026, 1, 1)
CAREFUL = [script for script in LIBRARY.scripts.values() if script.safety]
LENGTHS = [
    pytest.param(script, length.id, id=f"{script.id}-{length.id}")
    for script in CAREFUL
    for length in script.lengths
]
GATED = [
    pytest.param(script, length.id, id=f"{script.id}-{length.id}")
    for script in CAREFUL
    for length in script.lengths
    if length.gates
]


def fresh(script: Script, length: str) -> Sitting:
    sitting = Sitting(b"s" * 16, script.id, 1, length, REVIEW, DAY, DAY)
    return replace(sitting, at=route.pages(script, sitting)[0])


def answered(script: Script, length: str) -> Sitting:
    """Everything as in the worked example, and suggestions off since then."""
    answers = LIBRARY.examples[script.id].answers
    return replace(fresh(script, length), answers=answers, held=True)


def said(page: Card | Form) -> str:
    """Everything of ours on it."""
    return "\n".join(_said(page))


def _said(page: Card | Form) -> Iterator[str]:
    if isinstance(page, Form):
        yield page.title
        for field in page.fields:
            yield from (field.label, field.help)
        return
    for part in (*page.body, *page.rows):
        if isinstance(part, str):
            yield part
        elif isinstance(part, Menu):
            yield from (str(option.label) for option in part.options)
        elif isinstance(part, tuple):
            yield from (str(button.label) for button in part)


def of_a_talk(script: Script) -> list[str]:
    """What would suggest it: questions, what stands around them, headings and buttons."""
    safety = script.safety
    assert safety
    unsure = {a.question for a in safety.when}
    silent = [q for q in script.questions if q.id in {*safety.skip} - unsure]
    found = [text for q in silent for text in (q.original, q.help, *q.starters)]
    found += [s.intro for s in script.stages if any(q.stage == s.id for q in silent)]
    found += [s.title for s in script.card.sections if {*s.questions} <= {q.id for q in silent}]
    anew = [script.question(r.question) for r in safety.rewords]
    found += [text for q in anew for text in (q.original, q.help, *q.starters)]
    found += [script.card.footer, script.card.title, script.card.checks]
    return [*found, LIBRARY.say("plan_page.button"), LIBRARY.say("plan_page.how_button")]


def of_a_card(page: Card | Form) -> list[str]:
    """Each line of it that calls a note a card."""
    return [line for line in said(page).splitlines() if re.search(r"\bcard\b", line, re.IGNORECASE)]


def suggests(script: Script, page: Card | Form) -> list[str]:
    return [text for text in of_a_talk(script) if text.strip() and text.strip() in said(page)]


def test_something_would_be_found() -> None:
    script = LIBRARY.talk
    open_one = replace(answered(script, script.whole.id), held=False)
    assert len(of_a_talk(script)) > 40
    assert suggests(script, summary_pages.card_page(LIBRARY, replace(open_one, at=CARD)))
    assert script.safety
    unsure = {a.question for a in script.safety.when}
    for step in route.pages(script, fresh(script, script.whole.id)):
        if step.id in {*script.safety.skip} - unsure:
            assert suggests(script, pages.page(LIBRARY, replace(open_one, at=step)))


@pytest.mark.parametrize(("script", "length"), LENGTHS)
def test_no_page_suggests_it(script: Script, length: str) -> None:
    for sitting in (replace(fresh(script, length), held=True), answered(script, length)):
        way = route.pages(script, sitting)
        assert any(step.at is PageKind.QUESTION for step in way), "the rest is asked"
        for step in {*way, REVIEW, SAFETY}:
            at = replace(sitting, at=step)
            assert not of_a_card(pages.page(LIBRARY, at)), step
            assert not suggests(script, pages.page(LIBRARY, at)), step
            if step.at is PageKind.QUESTION:
                form = question_pages.question_form(LIBRARY, at, script.question(step.id), "0")
                assert not suggests(script, form), step


@pytest.mark.parametrize(("script", "length"), LENGTHS)
def test_no_heading_of_the_card_suggests_it_and_no_word_is_gone(
    script: Script, length: str
) -> None:
    held = replace(answered(script, length), at=CARD)
    for page in (summary_pages.card_page(LIBRARY, held), summary_pages.more_page(LIBRARY, held)):
        assert not suggests(script, page)
        assert not of_a_card(page)
    parts = summary.parts(LIBRARY, held)
    assert not {p.title for p in parts} & {*of_a_talk(script)}
    assert script.safety
    assert parts[-1].title == script.safety.rest
    assert [p.title for p in parts].count("What I wanted") == bool(held.has("goal", "text"))
    before = summary.parts(LIBRARY, replace(held, held=False))
    lines = [line for p in before for line in _lines(p.text)]
    here = [line for p in parts for line in _lines(p.text)]
    assert len(lines) == len(here), "every line stands somewhere"


def _lines(text: Confidential[str]) -> list[int]:
    count = text.map(lambda t: t.count("\n") + 1)
    return list(range(next(n for n in range(1, 99) if count.satisfies(lambda c, n=n: c == n))))  # type: ignore[misc]


@pytest.mark.parametrize(("script", "length"), GATED)
def test_from_no_to_the_card_nothing_asks_for_it(script: Script, length: str) -> None:
    sitting = fresh(script, length)
    while sitting.at.at is not PageKind.GATE:
        move = Skip if sitting.at.at is PageKind.QUESTION else Onward
        sitting = engine.advance(script, sitting, move(sitting.at)).sitting
    sitting = engine.advance(script, sitting, Decide(sitting.at, yes=False)).sitting
    assert sitting.at == SAFETY
    assert sitting.held
    for _ in range(20):
        assert not suggests(script, pages.page(LIBRARY, sitting))
        if sitting.at == REVIEW:
            break
        move = Skip if sitting.at.at is PageKind.QUESTION else Onward
        sitting = engine.advance(script, sitting, move(sitting.at)).sitting
    assert sitting.at == REVIEW


@pytest.mark.parametrize("script", CAREFUL)
def test_a_page_of_before_leads_on_and_what_was_written_in_it_is_kept(script: Script) -> None:
    """Somebody stands there while suggestions go off elsewhere; a form of theirs is still open."""
    assert script.safety
    unsure = {a.question for a in script.safety.when}
    for id in {*script.safety.skip} - unsure:
        held = replace(fresh(script, script.whole.id), at=question_step(id), held=True)
        assert route.standing(script, held).at != question_step(id)
        there = replace(held, at=REVIEW)
        assert engine.advance(script, there, GoTo(question_step(id))).sitting == there
        field = script.question(id).fields[-1]
        given = Confidential[str | list[str]]([field.choices[0].id] if field.choices else "mine")
        written = engine.advance(script, there, Write(id, {field.key: given}, 0, blanks_keep=False))
        assert id in written.sitting.answers
        assert not suggests(script, pages.page(LIBRARY, written.sitting))
    for stage in script.stages:
        at = replace(fresh(script, script.whole.id), at=Step(PageKind.STAGE, stage.id), held=True)
        assert not suggests(script, pages.page(LIBRARY, route.standing(script, at)))


@pytest.mark.parametrize("script", CAREFUL)
def test_that_it_may_not_be_safe_can_be_read_and_changed(script: Script) -> None:
    assert script.safety
    for unsure in script.safety.when:
        answer: Answer = {unsure.key: unsure.choice}
        sitting = replace(fresh(script, script.whole.id), held=True)
        held = replace(sitting, answers={unsure.question: Confidential(answer)})
        assert unsure.question in [q.id for q in route.questions(script, held)]
