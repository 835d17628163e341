"""How a closeness check moves.

Pure: no Discord, no database, no clock. Everything that decides what happens next is in
this file; which pages there are is in route.py, how careful to be in care.py.
"""

from dataclasses import replace
from datetime import date
from typing import assert_never

from bot.confidential import Confidential, pair
from bot.flow.closeness import care, route
from bot.flow.closeness.look import FEAR, LINE, MATTERS, RESULTS, YES, At, Given, Look, Place
from bot.flow.closeness.moves import (
    Afraid,
    AskDifferences,
    Back,
    Finish,
    GoTo,
    KeepInMind,
    Line,
    Matter,
    Move,
    Nearer,
    Onward,
    Outcome,
    Say,
    Skip,
    Write,
)
from bot.flow.closeness.script import FEEL, LOW, SKIP, Closeness

LONGEST_LINE = 300
DIFFERENCES, OWN = "differences", "own"


def advance(script: Closeness, look: Look, move: Move) -> Outcome:
    """Decide what a move comes to. A move that doesn't fit changes nothing."""
    match move:
        case Write():
            return _write(script, look, move)
        case (
            Say(place)
            | Matter(place)
            | Onward(place)
            | Skip(place)
            | Back(place)
            | Nearer(place)
            | Afraid(place)
        ) if place != look.at or not _fits(script, move):
            return Outcome(look, (Line.OLD_BUTTON,))
        case Say():
            return _say(script, look, move)
        case Matter(place, now):
            given = _with(look, place.id, {MATTERS: YES if now else ""})
            return Outcome(replace(look, answers=given))
        case Onward(place, today):
            return _onward(script, look, place, today)
        case Skip(place, today):
            return _skip(script, look, place, today)
        case Back(place):
            return Outcome(replace(look, at=route.backward(script, look, place)))
        case GoTo(place):
            free = not look.finished and place == route.standing(script, place)
            return Outcome(replace(look, at=place) if free else look)
        case Nearer(place, meaning):
            return _nearer(script, look, place, meaning)
        case Afraid():
            return _afraid(script, look, move)
        case Finish(today):
            return Outcome(_stand(look, route.before_results(script, look, RESULTS), today))
        case KeepInMind(item):
            return Outcome(replace(look, picked=Confidential(item)))
        case AskDifferences() if look.held:
            return Outcome(look)
        case AskDifferences():
            return Outcome(replace(look, asked=look.asked | {DIFFERENCES}))


def _fits(script: Closeness, move: Move) -> bool:
    """Whether a page of that kind can be answered in that way."""
    match move:
        case Say(place, direction):
            return place.at is At.ITEM and direction in script.item(place.id).directions
        case Matter(place):
            return place.at is At.ITEM
        case Nearer(place):
            return place.at is At.FOLLOW_UP
        case Afraid(place):
            return place.at is At.FEAR
        case Back(place):
            return place.at is not At.RESULTS
        case _:
            return True


def _say(script: Closeness, look: Look, move: Say) -> Outcome:
    item = script.item(move.place.id)
    said = replace(
        look,
        answers=_with(look, item.id, {move.direction: move.answer}),
        passed=look.passed - {item.id},
    )
    if care.decides(script, said, item.id, move.direction):
        return _hold(said, item.id)
    if item.follow_up and move.direction == FEEL and move.answer in LOW and not said.held:
        return Outcome(replace(said, at=Place(At.FOLLOW_UP, item.id)))
    return Outcome(said)


def _hold(look: Look, where: str) -> Outcome:
    """Suggestions off for this person. The page of care is shown once, when it comes to that."""
    at = look.at if look.held else Place(At.CARE, where)
    return Outcome(replace(look, held=True, at=at), holds=True)


def _nearer(script: Closeness, look: Look, place: Place, meaning: str) -> Outcome:
    back = replace(look, at=Place(At.ITEM, place.id))
    if care.level(script, look, nearer=meaning) is care.Level.HOLD and meaning in care.HURTS:
        return _hold(back, place.id)
    return Outcome(back)


def _afraid(script: Closeness, look: Look, move: Afraid) -> Outcome:
    asked = replace(look, asked=look.asked | {FEAR})
    if move.answer == SKIP:
        asked = _asked_past(look)
    if move.answer in care.AFRAID:
        return _hold(asked, move.place.id)
    return Outcome(_stand(asked, route.onward(script, asked, move.place), move.today))


def _asked_past(look: Look) -> Look:
    """Fear was asked about and passed by, as any statement may be."""
    return replace(look, asked=look.asked | {FEAR}, passed=look.passed | {FEAR})


def _onward(script: Closeness, look: Look, place: Place, today: date) -> Outcome:
    match place.at:
        case At.CARE:
            return Outcome(_stand(look, route.after_care(script, look, place), today))
        case At.FOLLOW_UP:
            return Outcome(replace(look, at=Place(At.ITEM, place.id)))
        case At.ITEM if care.is_own(script, look, place.id) and _own(place) not in look.asked:
            asked = look.asked | {_own(place)}
            return Outcome(replace(look, asked=asked, at=Place(At.OWN, place.id)))
        case At.RESULTS:
            unseen = next((p for p in route.pages(script, look) if _is_open(look, p)), RESULTS)
            return _to(look, route.before_results(script, look, unseen), today)
        case At.THEME | At.ITEM | At.FEAR | At.OWN:
            return _to(look, route.onward(script, look, place), today)
        case _:
            assert_never(place.at)


def _own(place: Place) -> str:
    return f"{OWN}.{place.id}"


def _is_open(look: Look, place: Place) -> bool:
    """A statement with nothing on it yet."""
    if place.at is not At.ITEM or place.id in look.passed:
        return False
    return not is_answered(look, place.id)


def is_answered(look: Look, item: str) -> bool:
    """Whether anything was chosen about it, in any direction."""
    given = look.answers.get(item)
    return given is not None and given.satisfies(
        lambda g: any(value for key, value in g.items() if key not in {LINE, MATTERS})
    )


def _skip(script: Closeness, look: Look, place: Place, today: date) -> Outcome:
    if place.at is At.THEME and script.theme(place.id).skippable:
        items = {id for id in script.theme(place.id).items if not is_answered(look, id)}
        past = replace(look, passed=look.passed | items)
        return _to(past, route.skipped_theme(script, past, place.id), today, Line.SKIPPED_THEME)
    if place.at is At.FEAR:
        asked = _asked_past(look)
        return _to(asked, route.onward(script, asked, place), today)
    if place.at is not At.ITEM:
        return Outcome(look, (Line.OLD_BUTTON,))
    past = replace(look, passed=look.passed | {place.id})
    return _to(past, route.onward(script, past, place), today, Line.SKIPPED)


def _to(look: Look, place: Place, today: date, *lines: Line) -> Outcome:
    done = (Line.DONE,) if place == RESULTS and not look.finished else ()
    return Outcome(_stand(look, place, today), done or lines)


def _stand(look: Look, place: Place, today: date) -> Look:
    """Whoever comes to the results at the end of the way is done."""
    finished = look.finished or (today if place == RESULTS else None)
    return replace(look, at=place, finished=finished)


def _write(script: Closeness, look: Look, move: Write) -> Outcome:
    known = any(item.id == move.item for item in script.items)
    before = look.answers.get(move.item, Confidential(Given()))
    same = pair(before, move.line).satisfies(lambda both: both[0].get(LINE, "") == both[1])
    if same or (move.blank_keeps and not move.line.satisfies(bool)):
        return Outcome(look)
    if not known:
        return Outcome(look, (Line.OLD_BUTTON,), move.line)
    if move.line.satisfies(lambda text: len(text) > LONGEST_LINE):
        return Outcome(look, (Line.TOO_LONG,), move.line)
    if move.turn != look.turns.get(move.item, 0):
        return Outcome(look, (Line.CHANGED_ELSEWHERE,), move.line)
    line = pair(before, move.line).map(lambda both: both[0] | {LINE: both[1]})
    turns = {**look.turns, move.item: move.turn + 1}
    return Outcome(replace(look, answers={**look.answers, move.item: line}, turns=turns))


def _with(look: Look, item: str, more: Given) -> dict[str, Confidential[Given]]:
    before = look.answers.get(item, Confidential(Given()))
    return {**look.answers, item: before.map(lambda given: given | more)}
