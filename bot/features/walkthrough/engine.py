"""How a walkthrough moves.

Pure: no Discord, no database, no clock. Everything that decides what happens next is in
this file; which pages there are is in route.py.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from bot.confidential import Confidential
from bot.features.walkthrough.moves import (
    AllTwenty,
    Back,
    BeSteady,
    Decide,
    Done,
    Finish,
    GoTo,
    KeepHere,
    Move,
    Onward,
    Outcome,
    Pick,
    Skip,
    TakeOut,
    Write,
)
from bot.forms import answers, care, enough, route
from bot.forms.answers import Answer
from bot.forms.banner import Banner
from bot.forms.fields import WEATHER, Field
from bot.forms.script import Script
from bot.forms.sitting import CARD, MADE, REVIEW, SAFETY, PageKind, Sitting, Step, question_step
from bot.forms.steadying import STEADY
from bot.forms.talk import KEPT_HERE, label


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
            return Outcome(sitting, (Banner.OLD_BUTTON,))
        case Skip(step):
            skipped = replace(sitting, skipped=sitting.skipped | {_name(step)})
            return _on(script, skipped, step, Banner.SKIPPED)
        case Onward(step):
            return _onward(script, sitting, step)
        case Back(step):
            return Outcome(replace(sitting, at=route.backward(script, sitting, step)))
        case Decide():
            return _decide(script, sitting, move)
        case GoTo(step) if not _allowed(script, sitting, step):
            return Outcome(sitting)
        case GoTo(step):
            there = replace(sitting, at=step)
            return Outcome(_to_card(script, there) if step == CARD else there)
        case BeSteady() if sitting.made or script.steady is None:
            return Outcome(sitting, (Banner.OLD_BUTTON,))
        case BeSteady():
            return _steady(script, sitting)
        case AllTwenty() if sitting.length == script.whole.id:
            return Outcome(sitting, (Banner.OLD_BUTTON,))
        case AllTwenty():
            longer = replace(_reopened(sitting), length=script.whole.id)
            first = question_step(script.whole.questions[0])
            return Outcome(_to(script, longer, first, stay=True))
        case Finish() | KeepHere() if not _here(sitting, REVIEW if move == Finish() else SAFETY):
            return Outcome(sitting, (Banner.OLD_BUTTON,))
        case Finish() if not enough.has_anything(script, sitting):
            return Outcome(sitting, (Banner.NOTHING_YET,))
        case Finish():
            return Outcome(_to_card(script, _made(sitting)))
        case KeepHere():
            decided = {**sitting.decided, KEPT_HERE: True, "safety": True}
            return Outcome(replace(sitting, decided=decided, at=CARD, finished=True))
        case Done() if not (_here(sitting, CARD) and enough.may_end(script, sitting)):
            return Outcome(sitting, (Banner.OLD_BUTTON,))
        case Done():
            return Outcome(replace(sitting, finished=True))


def advance_all(script: Script, sitting: Sitting, moves: Sequence[Write]) -> Outcome:
    """Several questions out of one form: as if each had been answered on its own page."""
    if not moves:
        return Outcome(sitting, (Banner.OLD_BUTTON,))
    at, kept, said = sitting, False, dict[Banner, None]()
    unkept: dict[str, Confidential[str | list[str]]] = {}
    for move in moves:
        outcome = advance(script, at, move)
        at, kept = outcome.sitting, kept or Banner.KEPT in outcome.lines
        said |= dict.fromkeys(outcome.lines)
        unkept |= {f"{move.question}.{key}": w for key, w in (outcome.unkept or {}).items()}
    lines = tuple(line for line in said if not (kept and line is Banner.SKIPPED))
    return Outcome(at, lines, unkept or None)


def hold(sitting: Sitting) -> Sitting:
    """Suggestions off for this person, in this sitting. What it hides is hidden at once."""
    return replace(sitting, held=True)


def _made(sitting: Sitting) -> Sitting:
    return replace(sitting, decided={**sitting.decided, MADE: True})


def _reopened(sitting: Sitting) -> Sitting:
    """Its questions go on: what was made can be made again."""
    return replace(sitting, decided={**sitting.decided, MADE: False}, finished=False)


def _to_card(script: Script, sitting: Sitting) -> Sitting:
    """The card, or the check that nobody comes to it round; for nobody there is none to tell."""
    first = not sitting.finished and label(script, sitting) is not None
    gate = route.open_gate(script, sitting) if first else None
    return replace(sitting, at=gate or CARD)


def _here(sitting: Sitting, step: Step) -> bool:
    return sitting.at == step


def _name(step: Step) -> str:
    return f"{STEADY}{step.id}" if step.at is PageKind.STEADY else step.id


def _on(script: Script, sitting: Sitting, step: Step, *lines: Banner) -> Outcome:
    return Outcome(_to(script, sitting, step), lines)


def _to(script: Script, sitting: Sitting, step: Step, *, stay: bool = False) -> Sitting:
    """Stand on the next open page after `step`, or on `step` itself if it is open."""
    if stay and step.id not in sitting.answers:
        return replace(sitting, at=step)
    at = route.onward(script, sitting, step)
    return replace(_made(sitting) if at == CARD else sitting, at=at)


def _onward(script: Script, sitting: Sitting, step: Step) -> Outcome:
    match step.at:
        case PageKind.SAFETY:
            sitting = replace(sitting, decided={**sitting.decided, "safety": True})
        case PageKind.STAGE | PageKind.QUESTION:
            pass
        case PageKind.REVIEW | PageKind.CARD:
            return Outcome(_on_with_it(script, sitting))
        case PageKind.STEADY:
            sitting = replace(sitting, skipped=sitting.skipped | {_name(step)})
        case PageKind.OFFER | PageKind.GATE:
            return Outcome(sitting)
        case _:
            assert_never(step.at)
    return _on(script, sitting, step)


def _on_with_it(script: Script, sitting: Sitting) -> Sitting:
    """From all of it to what was not reached yet; where nothing is left, to what was skipped."""
    there = _to(script, _reopened(sitting), REVIEW)
    skipped = [q for q in route.questions(script, there) if q.id in there.skipped]
    if there.at in {REVIEW, CARD} and skipped:
        return replace(_reopened(there), at=question_step(skipped[0].id))
    return there if there.at not in {REVIEW, CARD} else sitting


def _write(script: Script, sitting: Sitting, move: Write) -> Outcome:
    if not script.is_asked(move.question):
        return Outcome(sitting, (Banner.OLD_BUTTON,), move.given)
    # All that can have been in it: what is asked may have changed since it was opened.
    asked = [f for f in script.fields_of(move.question) if f.in_form]
    if answers.too_long(asked, move.given):
        return Outcome(sitting, (Banner.TOO_LONG,), move.given)
    before = sitting.answers.get(move.question)
    answer = answers.accept(asked, move.given, before, blanks_keep=move.blanks_keep)
    if move.turn != sitting.turns.get(move.question, 0):
        # Answered since this form was opened: sent twice, or changed on another device.
        if answer == before or (before is None and answers.is_empty(answer)):
            return Outcome(sitting)
        return Outcome(sitting, (Banner.CHANGED_ELSEWHERE,), move.given)
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
        return Outcome(sitting, (Banner.OLD_BUTTON,))
    answer = before.map(lambda old: {k: kept for k, kept in old.items() if k not in move.keys})
    return _kept(script, sitting, move.question, answer)


def _pick(script: Script, sitting: Sitting, move: Pick) -> Outcome:
    if not script.is_asked(move.question) or not _here(sitting, _step_of(script, move.question)):
        return Outcome(sitting, (Banner.OLD_BUTTON,))
    asked = _fields(script, sitting, move.question)
    field = next((f for f in asked if f.key == move.key), None)
    if field is None:
        return Outcome(sitting, (Banner.OLD_BUTTON,))
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
        return _on(script, sitting, step, Banner.SKIPPED)
    sitting = without_the_body(script, _with(sitting, id, answer), id)
    if any(map(sitting.gave, route.unsafe_answers(script))):
        sitting = hold(sitting)
    return _on(script, sitting, step, Banner.KEPT, *care.lines_for(script, sitting, id))


def without_the_body(script: Script, sitting: Sitting, id: str) -> Sitting:
    """Where the room was chosen instead of the body, the others about the body are not asked."""
    chosen = script.has(id) and script.question(id).has_room and sitting.has(id, WEATHER)
    if not chosen:
        return sitting
    others = {q.id for q in script.questions if q.has_room and q.id != id}
    return replace(sitting, skipped=sitting.skipped | others)


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
    if step == route.STEADY_OFFER and script.steady:
        sitting = replace(sitting, decided=decided)
        return _steady(script, sitting) if move.yes else _on(script, sitting, step)
    if step.at is PageKind.GATE:
        sitting = replace(sitting, decided=decided)
        if not move.yes and script.safety:
            return Outcome(replace(hold(sitting), at=SAFETY))
        return _on(script, sitting, step)
    if step.at is PageKind.OFFER:
        sitting = replace(sitting, decided=decided)
        return Outcome(replace(sitting, at=REVIEW)) if move.stop else _on(script, sitting, step)
    return Outcome(sitting)


def unsafe(sitting: Sitting) -> Outcome:
    """No to the last of the five checks: the safety page, and suggestions off."""
    decided = {key: yes for key, yes in sitting.decided.items() if key != "safety"}
    return Outcome(replace(hold(sitting), decided=decided, at=SAFETY))


def _steady(script: Script, sitting: Sitting) -> Outcome:
    if script.steady is None:
        return Outcome(sitting)
    sitting = replace(_reopened(sitting), length=script.steady.length)
    first = route.pages(script, sitting)[0]
    return Outcome(replace(sitting, at=first))


def _allowed(script: Script, sitting: Sitting, step: Step) -> bool:
    match step.at:
        case PageKind.QUESTION:
            silent = step.id in route.silent(script, sitting) and step.id not in sitting.answers
            return script.has(step.id) and not silent
        case PageKind.REVIEW:
            return True
        case PageKind.CARD:
            # Whoever was asked first whether it is safe answers first.
            return sitting.made and sitting.at.at is not PageKind.GATE
        case PageKind.STAGE | PageKind.OFFER | PageKind.GATE | PageKind.STEADY | PageKind.SAFETY:
            return False
        case _:
            assert_never(step.at)


def _fields(script: Script, sitting: Sitting, id: str) -> tuple[Field, ...]:
    if script.has(id):
        return route.fields(script, sitting, script.question(id))
    return script.fields_of(id)


def _step_of(script: Script, id: str) -> Step:
    return question_step(id) if script.has(id) else Step(PageKind.STEADY, id.removeprefix(STEADY))
