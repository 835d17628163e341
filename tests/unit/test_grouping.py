"""Which questions may share a form: in any file, of any length, from wherever somebody stands."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.content import load
from bot.content.library import ENGLISH
from bot.content.lists import lists
from bot.content.reader import read
from bot.content.walkthrough import script as read_script
from bot.forms import route
from bot.forms.fields import FieldKind
from bot.forms.grouping import grouped
from bot.forms.script import Question, Script
from bot.forms.sitting import Sitting, question_step
from bot.ui.model import MOST_FIELDS
from tests import journeys

LIBRARY = load()
LISTS = lists(read(ENGLISH, "checkin"))
APOLOGY = read_script(read(Path(journeys.__file__).parent, "say_sorry"), LISTS)
SCRIPTS = [*LIBRARY.scripts.values(), APOLOGY]
DAY = date(2026, 1, 1)
EVERYWHERE = [
    pytest.param(script, length.id, question, id=f"{script.id}-{length.id}-{question.id}")
    for script in SCRIPTS
    for length in script.lengths
    for question in script.asked(length.id)
]


def standing(script: Script, length: str, question: Question) -> Sitting:
    return Sitting(b"", script.id, 1, length, question_step(question.id), DAY, DAY)


@pytest.mark.parametrize(("script", "length", "question"), EVERYWHERE)
def test_no_form_goes_past_what_has_to_come_first(
    script: Script, length: str, question: Question
) -> None:
    sitting = standing(script, length, question)
    group = grouped(script, sitting)
    assert group == () or (group[0] == question and len(group) > 1)
    assert sum(len(route.fields(script, sitting, q)) for q in group) <= MOST_FIELDS
    way = [s for s in route.pages(script, sitting) if group]
    here = way.index(sitting.at) if group else 0
    assert [str(s) for s in way[here : here + len(group)]] == [f"q-{q.id}" for q in group]
    leads = {b.when.question for b in script.branches}
    leads |= {a.question for a in (script.safety.when if script.safety else ())}
    leads |= {spot.question for spot in (script.roles.about, script.roles.first_with) if spot}
    for before in group[:-1]:
        assert before.id not in leads, "what may lead elsewhere is the last"
        assert not (script.steady and before.of_kind(FieldKind.INTENSITY))
    for one in group:
        assert not one.care
        assert not one.has_room
        asked_with = {q.id for q in group}
        assert not any(f.prefill_from and f.prefill_from.question in asked_with for f in one.fields)


def test_where_two_fit_they_are_offered() -> None:
    """So that the rule above is not kept by offering nothing."""
    offered = [
        [q.id for q in grouped(script, standing(script, length.id, question))]
        for script in SCRIPTS
        for length in script.lengths
        for question in script.asked(length.id)
    ]
    for ids in (["meaning", "who_for"], ["message", "goal"], ["approach", "when"]):
        assert ids in offered
    assert ["how_form", "goal", "resolution"] in offered
    assert len([ids for ids in offered if ids]) > 10


def test_what_was_answered_or_passed_by_is_not_asked_again() -> None:
    script = LIBRARY.talk
    first, then = (script.question(id) for id in script.length("brief").questions[:2])
    sitting = standing(script, "brief", first)
    assert grouped(script, sitting)
    for done in (first, then):
        assert not grouped(script, replace(sitting, skipped=frozenset({done.id})))
    made = replace(sitting, finished=True)
    assert not grouped(script, made), "from a card one thing is changed at a time"


def test_no_gate_stands_within_a_form() -> None:
    script = LIBRARY.talk
    for length in script.lengths:
        for gate in length.gates:
            for question in script.asked(length.id):
                group = [q.id for q in grouped(script, standing(script, length.id, question))]
                assert gate.before not in group[1:]
