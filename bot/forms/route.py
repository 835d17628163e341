"""The way through a walkthrough: which pages there are, in which order.

Pure, and derived anew from the script and what was answered; nothing is remembered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import dropwhile, islice
from typing import assert_never

from bot.forms.care import is_as_strong
from bot.forms.fields import Field
from bot.forms.script import Branch, Question, Reworded, Script
from bot.forms.sitting import CARD, REVIEW, SAFETY, PageKind, Sitting, Step, question_step
from bot.forms.spots import Chosen
from bot.forms.steadying import STEADY as KEPT
from bot.forms.steadying import StepKind

# The id of the page that offers steady first; no branch may have it.
STEADY = "steady"
STEADY_OFFER = Step(PageKind.OFFER, STEADY)


def taken(script: Script, sitting: Sitting) -> tuple[Branch, ...]:
    """The branches that were accepted and still apply."""
    if not sitting.decided:
        return ()
    return tuple(b for b in script.branches if sitting.decided.get(b.id) and applies(b, sitting))


def applies(branch: Branch, sitting: Sitting) -> bool:
    """Whether what was answered makes this branch fit."""
    return sitting.gave(branch.when)


def left_out(script: Script, sitting: Sitting) -> frozenset[str]:
    """What a branch leaves out, and what would lead to a talk that may not be safe."""
    skipped = {q for b in taken(script, sitting) for q in b.skip}
    return silent(script, sitting) | skipped


def silent(script: Script, sitting: Sitting) -> frozenset[str]:
    """The questions that would lead to a talk with somebody suggestions are off for.

    An answer that it may not be safe stands, to be read and changed.
    """
    if script.safety is None or not sitting.held:
        return frozenset()
    said = {a.question for a in unsafe_answers(script)} & {*sitting.answers}
    return frozenset(script.safety.skip) - said


def introduces(script: Script, sitting: Sitting, stage: str) -> bool:
    """Whether what is said of a stage may be said: nothing in it would lead to that talk."""
    out = silent(script, sitting)
    return not out or not any(q.id in out for q in script.questions if q.stage == stage)


def questions(script: Script, sitting: Sitting) -> tuple[Question, ...]:
    """The questions of this sitting, in order, without those that are left out."""
    out = left_out(script, sitting)
    asked = script.asked(sitting.length)
    return tuple([q for q in asked if q.id not in out]) if out else asked


def fields(script: Script, sitting: Sitting, question: Question) -> tuple[Field, ...]:
    """The inputs of a question as this sitting asks it."""
    shown = question.fields
    for branch in taken(script, sitting):
        asked = branch.reworded(question.id)
        if asked and asked.fields:
            shown = tuple(f for f in shown if f.key in asked.fields)
    return tuple(f for f in shown if not (sitting.held and f.hidden_when_held))


def rewords(script: Script, sitting: Sitting, question: Question) -> Branch | None:
    """The branch that asks it in another way, if one does."""
    return next((b for b in taken(script, sitting) if b.reworded(question.id)), None)


def reworded(script: Script, sitting: Sitting, question: Question) -> Reworded | None:
    """How this sitting asks it in another way, if it does."""
    return _rewordings(script, sitting).get(question.id)


def _rewordings(script: Script, sitting: Sitting) -> Mapping[str, Reworded]:
    """All that this sitting asks in another way, by question. Where two do, the first counts."""
    found = [r for b in reversed(taken(script, sitting)) for r in b.rewords]
    if script.safety and sitting.held:
        found.extend(script.safety.rewords)
    return {r.question: r for r in found}


def wording(script: Script, sitting: Sitting, question: Question) -> str:
    """The question as this sitting asks it: word for word, unless a branch asks another way."""
    another = reworded(script, sitting, question)
    return another.ask if another else question.original


def pages(script: Script, sitting: Sitting) -> tuple[Step, ...]:
    """Every page on this person's way, offers that were answered long ago included."""
    return tuple(way(script, sitting))


def way(script: Script, sitting: Sitting) -> Iterator[Step]:
    """The same, one page after the other, for whoever need not know them all."""
    if script.is_steady(sitting.length):
        yield from _steady_pages(script, sitting)
        return
    gates, another = _gates(script, sitting), _rewordings(script, sitting)
    answered, is_whole = sitting.answers, sitting.length == script.whole.id
    stage = ""
    for question in questions(script, sitting):
        id = question.id
        if question.stage != stage:
            begins, stage = stage and is_whole and id not in another, question.stage
            if begins and introduces(script, sitting, stage):
                yield Step(PageKind.STAGE, stage)
        if id in gates:
            yield Step(PageKind.GATE, gates[id])
            if sitting.decided.get(gates[id]) is False:
                yield SAFETY
        yield question_step(id)
        if id in answered:
            yield from _after(script, sitting, question)
    yield REVIEW


def _gates(script: Script, sitting: Sitting) -> dict[str, str]:
    """Question -> the check that is asked before it, where the answers so far leave it open."""
    return {
        gate.before: gate.check
        for gate in script.length(sitting.length).gates
        if gate.check in sitting.decided
        or not (sitting.held or any(map(sitting.gave, gate.unless)))
    }


def open_gate(script: Script, sitting: Sitting) -> Step | None:
    """A check that nobody comes to a card round, where it was not answered yet."""
    gates = (step for step in way(script, sitting) if step.at is PageKind.GATE)
    return next((gate for gate in gates if gate.id not in sitting.decided), None)


def _after(script: Script, sitting: Sitting, question: Question) -> list[Step]:
    """What is offered or said once it was answered."""
    found = [
        Step(PageKind.OFFER, b.id)
        for b in script.branches
        if b.when.question == question.id
        and applies(b, sitting)
        and _may_be_offered(script, sitting, b)
    ]
    if script.steady and is_as_strong(sitting, question, script.steady.offered_at):
        found.append(STEADY_OFFER)
    if any(a.question == question.id and sitting.gave(a) for a in unsafe_answers(script)):
        found.append(SAFETY)
    return found


def unsafe_answers(script: Script) -> tuple[Chosen, ...]:
    """Those after which it may not be safe to talk."""
    return script.safety.when if script.safety else ()


def _may_be_offered(script: Script, sitting: Sitting, branch: Branch) -> bool:
    """Where a talk may not be safe, nothing that leads to that talk is offered."""
    return not (sitting.held and branch.card_title == script.card.title)


def _steady_pages(script: Script, sitting: Sitting) -> tuple[Step, ...]:
    found: list[Step] = []
    out = silent(script, sitting)
    for step in script.steady.steps if script.steady else ():
        if step.questions:
            found.extend(question_step(q) for q in step.questions if q not in out)
        elif step.kind is not StepKind.CHOICE_TEXT or not sitting.held:
            found.append(Step(PageKind.STEADY, step.id))
    return (*found, CARD)


def standing(script: Script, sitting: Sitting) -> Sitting:
    """The sitting on a page that is still right for it.

    Content may have changed since it was kept; and suggestions may be off since then.
    """
    step = sitting.at
    if not _is_there(script, step):
        return replace(sitting, at=REVIEW)
    if _leads_on(script, sitting, step):
        return replace(sitting, at=onward(script, sitting, step))
    return sitting


def _leads_on(script: Script, sitting: Sitting, step: Step) -> bool:
    """Whether this page would lead to a talk that nothing suggests any more."""
    out = silent(script, sitting)
    match step.at:
        case PageKind.QUESTION:
            return step.id in out and step.id not in sitting.answers
        case PageKind.STAGE:
            return not introduces(script, sitting, step.id)
        case PageKind.OFFER if script.has_branch(step.id):
            return not _may_be_offered(script, sitting, script.branch(step.id))
        case PageKind.GATE:
            return bool(out) and step.id not in sitting.decided
        case _:
            return False


def _is_there(script: Script, step: Step) -> bool:
    match step.at:
        case PageKind.QUESTION:
            return script.has(step.id)
        case PageKind.STAGE:
            return script.has_stage(step.id)
        case PageKind.OFFER:
            return script.has_branch(step.id) or (script.steady is not None and step.id == STEADY)
        case PageKind.GATE:
            return script.has_check(step.id)
        case PageKind.STEADY:
            return script.has_step(step.id)
        case PageKind.SAFETY:
            return script.safety is not None
        case PageKind.REVIEW | PageKind.CARD:
            return True
        case _:
            assert_never(step.at)


def onward(script: Script, sitting: Sitting, step: Step) -> Step:
    """The next page after `step` that still has something to ask."""
    if sitting.made:
        return CARD
    ahead = dropwhile(lambda there: there != step, way(script, sitting))
    after = (s for s in islice(ahead, 1, None) if _open(script, sitting, s))
    if found := next(after, None):
        return found
    # From the last page, or from one that is no longer on the way, look from the beginning.
    return next(s for s in way(script, sitting) if _open(script, sitting, s))


def is_first(script: Script, sitting: Sitting, step: Step) -> bool:
    """Whether nothing was asked before this page."""
    if script.is_steady(sitting.length):
        return step == _steady_pages(script, sitting)[0]
    return step.id == questions(script, sitting)[0].id


def backward(script: Script, sitting: Sitting, step: Step) -> Step:
    """The question before `step`; the step itself where there is none."""
    there = pages(script, sitting)
    before = there[: there.index(step)] if step in there else ()
    asked = [s for s in before if s.at in {PageKind.QUESTION, PageKind.STEADY}]
    return asked[-1] if asked else step


def _open(script: Script, sitting: Sitting, step: Step) -> bool:
    match step.at:
        case PageKind.QUESTION:
            return step.id not in sitting.answers and step.id not in sitting.skipped
        case PageKind.STAGE:
            begun = {*sitting.answers, *sitting.skipped}
            return not any(q.id in begun for q in script.questions if q.stage == step.id)
        case PageKind.OFFER | PageKind.GATE:
            return step.id not in sitting.decided
        case PageKind.SAFETY:
            return "safety" not in sitting.decided
        case PageKind.STEADY:
            return f"{KEPT}{step.id}" not in {*sitting.answers, *sitting.skipped}
        case PageKind.REVIEW | PageKind.CARD:
            return True
        case _:
            assert_never(step.at)
