"""How a walkthrough moves.

Pure: no Discord, no database, no clock. Everything that decides what happens next is in
this file; which pages there are is in route.py.
"""

from dataclasses import replace

from bot.confidential import Confidential
from bot.flow import answers, care, route
from bot.flow.moves import (
    AllTwenty,
    Back,
    BeSteady,
    Decide,
    Finish,
    GoTo,
    KeepHere,
    Line,
    Move,
    Onward,
    Outcome,
    Pick,
    Skip,
    TakeOut,
    Write,
)
from bot.flow.script import STEADY, Field, Script
from bot.flow.sitting import CARD, REVIEW, SAFETY, Answer, At, Sitting, Step, question_step

KEPT_HERE = "keep_here"


def advance(script: Script, sitting: Sitting, move: Move) -> Outcome:
    """Decide what a move comes to. A move that doesn't fit changes nothing."""
    match move:
        case Write():
            return _write(script, sitting, move)
        case TakeOut():
            return _take_out(script, sitting, move)
        case Pick():
            return _pick(script, sitting, move)
        case Skip(step) | Onward(step) | Back(step) | Decide(step) if not _here(sitting, step):
            return Outcome(sitting, (Line.OLD_BUTTON,))
        case Skip(step):
            skipped = replace(sitting, skipped=sitting.skipped | {_name(step)})
            return _on(script, skipped, step, Line.SKIPPED)
        case Onward(step):
            return _onward(script, sitting, step)
        case Back(step):
            return Outcome(replace(sitting, at=route.backward(script, sitting, step)))
        case Decide():
            return _decide(script, sitting, move)
        case GoTo(step):
            return Outcome(
                replace(sitting, at=step) if _allowed(script, sitting, step) else sitting
            )
        case BeSteady() if sitting.finished:
            return Outcome(sitting, (Line.OLD_BUTTON,))
        case BeSteady():
            return _steady(script, sitting)
        case AllTwenty() if sitting.length == route.FULL:
            return Outcome(sitting, (Line.OLD_BUTTON,))
        case AllTwenty():
            longer = replace(sitting, length=route.FULL, finished=False)
            return Outcome(_to(script, longer, question_step(script.questions[0].id), stay=True))
        case Finish() | KeepHere() if not _here(sitting, REVIEW if move == Finish() else SAFETY):
            return Outcome(sitting, (Line.OLD_BUTTON,))
        case Finish():
            # A card for nobody is nobody's to be told.
            gate = route.open_gate(script, sitting) if label(sitting) is not None else None
            return Outcome(replace(sitting, at=gate or CARD, finished=True))
        case KeepHere():
            decided = {**sitting.decided, KEPT_HERE: True, "safety": True}
            return Outcome(replace(sitting, decided=decided, at=CARD, finished=True))


def hold(sitting: Sitting) -> Sitting:
    """Suggestions off for this person, in this sitting. What it hides is hidden at once."""
    return replace(sitting, held=True)


def label(sitting: Sitting) -> Confidential[str] | None:
    """What the person calls whoever this is about."""
    answer = sitting.answers.get("who_for")
    if answer is None or not sitting.has("who_for", "person"):
        return None
    return answer.map(lambda given: str(given["person"]))


def _here(sitting: Sitting, step: Step) -> bool:
    return sitting.at == step


def _name(step: Step) -> str:
    return f"{STEADY}{step.id}" if step.at is At.STEADY else step.id


def _on(script: Script, sitting: Sitting, step: Step, *lines: Line) -> Outcome:
    return Outcome(_to(script, sitting, step), lines)


def _to(script: Script, sitting: Sitting, step: Step, *, stay: bool = False) -> Sitting:
    """Stand on the next open page after `step`, or on `step` itself if it is open."""
    if stay and step.id not in sitting.answers:
        return replace(sitting, at=step)
    at = route.onward(script, sitting, step)
    return replace(sitting, at=at, finished=sitting.finished or at == CARD)


def _onward(script: Script, sitting: Sitting, step: Step) -> Outcome:
    match step.at:
        case At.SAFETY:
            sitting = replace(sitting, decided={**sitting.decided, "safety": True})
        case At.STAGE | At.QUESTION | At.REVIEW:
            pass
        case At.STEADY:
            sitting = replace(sitting, skipped=sitting.skipped | {_name(step)})
        case _:
            return Outcome(sitting)
    return _on(script, sitting, step)


def _write(script: Script, sitting: Sitting, move: Write) -> Outcome:
    if not script.is_asked(move.question):
        return Outcome(sitting, (Line.OLD_BUTTON,), move.given)
    asked = _fields(script, sitting, move.question)
    if answers.too_long(asked, move.given):
        return Outcome(sitting, (Line.TOO_LONG,), move.given)
    before = sitting.answers.get(move.question)
    answer = answers.accept(asked, move.given, before, blanks_keep=move.blanks_keep)
    if move.turn != sitting.turns.get(move.question, 0):
        # Answered since this form was opened: sent twice, or changed on another device.
        if answer == before:
            return Outcome(sitting)
        return Outcome(sitting, (Line.CHANGED_ELSEWHERE,), move.given)
    if gone := answers.emptied(asked, before, answer):
        # A phone sends a form that was only left, too: that alone takes nothing out.
        rest = {key: words for key, words in move.given.items() if key not in gone}
        answer = answers.accept(asked, rest, before, blanks_keep=move.blanks_keep)
        if answer == before:
            return Outcome(sitting, emptied=gone)
        return replace(_kept(script, sitting, move.question, answer), emptied=gone)
    return _kept(script, sitting, move.question, answer)


def _take_out(script: Script, sitting: Sitting, move: TakeOut) -> Outcome:
    before = sitting.answers.get(move.question)
    if before is None or move.turn != sitting.turns.get(move.question, 0):
        return Outcome(sitting, (Line.OLD_BUTTON,))
    answer = before.map(lambda old: {k: kept for k, kept in old.items() if k not in move.keys})
    return _kept(script, sitting, move.question, answer)


def _pick(script: Script, sitting: Sitting, move: Pick) -> Outcome:
    if not script.is_asked(move.question) or not _here(sitting, _step_of(script, move.question)):
        return Outcome(sitting, (Line.OLD_BUTTON,))
    asked = _fields(script, sitting, move.question)
    field = next((f for f in asked if f.key == move.key), None)
    if field is None:
        return Outcome(sitting, (Line.OLD_BUTTON,))
    answer = answers.pick(sitting.answers.get(move.question), field, move.picked, move.offered)
    if field.in_form:
        picked = _with(sitting, move.question, answer)
        return Outcome(picked, care.lines_for(script, picked, move.question))
    return _kept(script, sitting, move.question, answer)


def _kept(script: Script, sitting: Sitting, id: str, answer: Confidential[Answer]) -> Outcome:
    step = _step_of(script, id)
    if answers.is_empty(answer):
        left = {key: kept for key, kept in sitting.answers.items() if key != id}
        sitting = replace(_with(sitting, id, answer), answers=left, skipped=sitting.skipped | {id})
        return _on(script, sitting, step, Line.SKIPPED)
    sitting = _with(sitting, id, answer)
    if sitting.chose("who_with", "plan", "unsafe"):
        sitting = hold(sitting)
    if id == "body_feeling" and sitting.has(id, "weather"):
        # The room was chosen instead of the body: the second body question is not asked.
        sitting = replace(sitting, skipped=sitting.skipped | {"body_where"})
    return _on(script, sitting, step, *care.lines_for(script, sitting, id))


def _with(sitting: Sitting, id: str, answer: Confidential[Answer]) -> Sitting:
    return replace(
        sitting,
        answers={**sitting.answers, id: answer},
        turns={**sitting.turns, id: sitting.turns.get(id, 0) + 1},
        skipped=sitting.skipped - {id},
    )


def _decide(script: Script, sitting: Sitting, move: Decide) -> Outcome:
    step = move.step
    decided = {**sitting.decided, step.id: move.yes}
    if step == route.STEADY_OFFER:
        sitting = replace(sitting, decided=decided)
        return _steady(script, sitting) if move.yes else _on(script, sitting, step)
    if step.at is At.GATE:
        sitting = replace(sitting, decided=decided)
        if not move.yes:
            return Outcome(replace(hold(sitting), at=SAFETY))
        return _on(script, sitting, step)
    if step.at is At.OFFER:
        sitting = replace(sitting, decided=decided)
        return Outcome(replace(sitting, at=REVIEW)) if move.stop else _on(script, sitting, step)
    return Outcome(sitting)


def unsafe(sitting: Sitting) -> Outcome:
    """No to the last of the five checks: the safety page, and suggestions off."""
    decided = {key: yes for key, yes in sitting.decided.items() if key != "safety"}
    return Outcome(replace(hold(sitting), decided=decided, at=SAFETY))


def _steady(script: Script, sitting: Sitting) -> Outcome:
    sitting = replace(sitting, length=route.STEADY, finished=False)
    first = route.pages(script, sitting)[0]
    return Outcome(replace(sitting, at=first))


def _allowed(script: Script, sitting: Sitting, step: Step) -> bool:
    match step.at:
        case At.QUESTION:
            return script.has(step.id)
        case At.REVIEW:
            return True
        case At.CARD:
            # Whoever was asked first whether it is safe answers first.
            return sitting.finished and sitting.at.at is not At.GATE
        case _:
            return False


def _fields(script: Script, sitting: Sitting, id: str) -> tuple[Field, ...]:
    if script.has(id):
        return route.fields(script, sitting, script.question(id))
    return script.fields_of(id)


def _step_of(script: Script, id: str) -> Step:
    return question_step(id) if script.has(id) else Step(At.STEADY, id.removeprefix(STEADY))
