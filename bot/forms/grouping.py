"""Which questions fit one form, for whoever would rather answer several at once. Pure."""

from collections.abc import Iterator
from itertools import dropwhile

from bot.forms import route
from bot.forms.fields import FieldKind
from bot.forms.script import Question, Script
from bot.forms.sitting import PageKind, Sitting
from bot.ui.model import MOST_FIELDS


def grouped(script: Script, sitting: Sitting) -> tuple[Question, ...]:
    """The question somebody stands at and those after it; none, where fewer than two fit.

    Whole questions, in order, that nobody answered or passed by yet. What lies between two of
    them ends it, and so does whatever may lead elsewhere once it is answered.
    """
    found: list[Question] = []
    fields = 0
    for question in _ahead(script, sitting):
        fields += len([f for f in route.fields(script, sitting, question) if f.in_form])
        if fields > MOST_FIELDS or _stands_alone(question) or _looks_back(question, found):
            break
        found.append(question)
        if _may_lead_elsewhere(script, question):
            break
    return tuple(found) if found[1:] else ()


def _ahead(script: Script, sitting: Sitting) -> Iterator[Question]:
    """The questions from where they stand to the next page that is something else."""
    if sitting.made or script.is_steady(sitting.length):
        return
    here = dropwhile(lambda step: step != sitting.at, route.way(script, sitting))
    for step in here:
        passed = step.id in sitting.answers or step.id in sitting.skipped
        if step.at is not PageKind.QUESTION or passed:
            return
        yield script.question(step.id)


def _stands_alone(question: Question) -> bool:
    """What has to be read before it is answered, or can be done in another way, on its page."""
    return bool(question.care) or question.has_room


def _looks_back(question: Question, before: list[Question]) -> bool:
    """Whether it opens with what is only now being answered."""
    ids = {q.id for q in before}
    return any(f.prefill_from and f.prefill_from.question in ids for f in question.fields)


def _may_lead_elsewhere(script: Script, question: Question) -> bool:
    """To an offer, to steady first, to the page about safety; or to what is off for somebody."""
    roles = script.roles
    decides = {b.when.question for b in script.branches}
    decides |= {answer.question for answer in route.unsafe_answers(script)}
    decides |= {spot.question for spot in (roles.about, roles.first_with) if spot}
    strong = script.steady is not None and question.of_kind(FieldKind.INTENSITY) is not None
    return question.id in decides or strong
