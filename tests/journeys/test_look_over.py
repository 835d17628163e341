"""Look it all over: each question once, in its own words, with how its answer begins."""

import pytest

from tests.actors import Person
from tests.journeys.walks import LIBRARY, SCRIPT, begin, passes_by, skips_to

pytestmark = pytest.mark.long

say = LIBRARY.say
OVER = say("page.look_over")


async def test_what_was_answered_skipped_and_not_reached_is_told_apart(ada: Person) -> None:
    await begin(ada)
    await ada.writes({"What is it like?": ["Tight", "Heavy"], "In your own words": "a knot in it"})
    await ada.presses("Skip this question")
    await ada.presses(OVER)
    first, then, third, *_ = ada.page.text[ada.page.text.index("1\\.") :].split("\n")
    assert SCRIPT.question("body_feeling").original in first
    assert then == "> Tight; Heavy · a knot in it"
    assert third.endswith(f"*{say('review.skipped')}*")
    lines = ada.page.text.split("\n")
    for n, question in enumerate(SCRIPT.questions[2:], start=3):
        assert f"{n}\\. {question.original}" in lines, "no mark: not asked yet"
    assert say("review.unmarked") in ada.page.text
    for question in SCRIPT.questions:
        assert ada.page.text.count(question.original) == 1
    assert len(ada.page.menus) == 1, "there is one list"
    [options] = ada.page.menus.values()
    for n, (line, question) in enumerate(zip(options, SCRIPT.questions, strict=True), 1):
        assert f"{n}. {question.original}".startswith(line.removesuffix("…"))


async def test_all_of_it_fits_however_long_the_answers_are(ada: Person) -> None:
    await begin(ada)
    for question in SCRIPT.questions:
        await passes_by(ada, question.original)
        words = [f for f in question.fields if f.kind.is_words]
        given = {f.label: ("*_~ " * 500)[: f.most_chars] for f in words}
        await (ada.writes(given) if given else ada.presses("Skip this question"))
    assert SCRIPT.questions[-1].original in ada.page.text
    assert ada.page.text.count("\n> ") > 15
    assert len(ada.page.text) < 4000


async def test_where_others_might_look_there_are_the_questions_alone(ada: Person) -> None:
    ada.dms_closed()
    await ada.runs("/prepare")
    for label in ("Carry on here", "How your words are kept", "Yes, begin", "All 20 questions"):
        await ada.presses(label)
    mine = ada.sentence()
    await ada.writes({"In your own words": mine})
    await ada.presses(OVER)
    assert mine[:10] not in str(ada.whisper)
    [lines] = ada.whisper.menus.values()
    assert lines[1] == "2. Where am I feeling it?"


async def test_of_one_that_is_left_out_nothing_is_listed(ada: Person) -> None:
    await begin(ada)
    await skips_to(ada, SCRIPT.question("who_for").original)
    await ada.writes({"Is this someone you can talk to?": "It is me"})
    await ada.presses("Yes, leave those out")
    await ada.presses(OVER)
    assert SCRIPT.question("tone").original not in str(ada.page)
