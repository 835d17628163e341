"""How a closeness check moves.

Pure: no Discord, no database, no clock. Everything that decides what happens next is in
this file; which pages there are is in route.py, how careful to be in care.py.
"""

from dataclasses import replace
from datetime import date
from typing import assert_never

from bot.confidential import Confidential, pair
from bot.features.closeness import care, route
from bot.features.closeness.moves import (
    Afraid,
    AskDifferences,
    BackFromPlace,
    FinishLook,
    GoToPlace,
    KeepInMind,
    LeavePlace,
    LookBanner,
    LookMove,
    LookOutcome,
    Matter,
    Nearer,
    Say,
    SkipPlace,
    WriteLine,
)
from bot.forms.closeness_script import (
    FEEL,
    LINE,
    LOW,
    MATTERS,
    SKIP,
    YES,
    ClosenessScript,
    ItemAnswer,
)
from bot.kept.look import FEAR, RESULTS, Look, LookPlace, PlaceKind

# Characters.
LONGEST_LINE = 300
DIFFERENCES, OWN = "differences", "own"


def advance(script: ClosenessScript, look: Look, move: LookMove) -> LookOutcome:
    """Decide what a move comes to. A move that doesn't fit changes nothing."""
    match move:
        case WriteLine():
            return _write(script, look, move)
        case (
            Say(place)
            | Matter(place)
            | LeavePlace(place)
            | SkipPlace(place)
            | BackFromPlace(place)
            | Nearer(place)
            | Afraid(place)
        ) if place != look.at or not _fits(script, move):
            return LookOutcome(look, (LookBanner.OLD_BUTTON,))
        case Say():
            return _say(script, look, move)
        case Matter(place, now):
            given = _with(look, place.id, {MATTERS: YES if now else ""})
            return LookOutcome(replace(look, answers=given))
        case LeavePlace(place, today):
            return _onward(script, look, place, today)
        case SkipPlace(place, today):
            return _skip(script, look, place, today)
        case BackFromPlace(place):
            return LookOutcome(replace(look, at=route.backward(script, look, place)))
        case GoToPlace(place):
            free = not look.finished and place == route.standing(script, place)
            return LookOutcome(replace(look, at=place) if free else look)
        case Nearer():
            return _nearer(script, look, move)
        case Afraid():
            return _afraid(script, look, move)
        case FinishLook(today):
            return LookOutcome(_stand(look, route.before_results(script, look, RESULTS), today))
        case KeepInMind(item):
            return LookOutcome(replace(look, picked=Confidential(item)))
        case AskDifferences() if look.held:
            return LookOutcome(look)
        case AskDifferences():
            return LookOutcome(replace(look, asked=look.asked | {DIFFERENCES}))


def _fits(script: ClosenessScript, move: LookMove) -> bool:
    """Whether a page of that kind can be answered in that way."""
    match move:
        case Say(place, answer):
            return place.is_statement and answer in {choice.id for choice in script.offered}
        case Matter(place):
            return place.is_statement
        case Nearer(place):
            return place.at is PlaceKind.FOLLOW_UP
        case Afraid(place):
            return place.at is PlaceKind.FEAR
        case BackFromPlace(place):
            return place.at is not PlaceKind.RESULTS
        case _:
            return True


def _say(script: ClosenessScript, look: Look, move: Say) -> LookOutcome:
    """Kept, and on to the next page by itself."""
    place, item = move.place, script.item(move.place.id)
    direction = route.direction(script, place)
    said = replace(
        look,
        answers=_with(look, item.id, {direction: move.answer}),
        passed=look.passed - {item.id},
    )
    if care.decides(script, said, item.id, direction):
        return _hold(script, said, place, move.today)
    if item.follow_up and direction == FEEL and move.answer in LOW and not said.held:
        return LookOutcome(replace(said, at=LookPlace(PlaceKind.FOLLOW_UP, item.id)))
    return _onward(script, said, place, move.today)


def _hold(script: ClosenessScript, look: Look, place: LookPlace, today: date) -> LookOutcome:
    """Suggestions off for this person. The page of care is shown once, when it comes to that."""
    if look.held:
        return replace(_to(look, route.onward(script, look, place), today), holds=True)
    care_page = LookPlace(PlaceKind.CARE, place.id)
    return LookOutcome(replace(look, held=True, at=care_page), holds=True)


def _nearer(script: ClosenessScript, look: Look, move: Nearer) -> LookOutcome:
    meant = care.level(script, look, nearer=move.meaning)
    if meant is care.Level.HOLD and move.meaning in care.HURTS:
        return _hold(script, look, move.place, move.today)
    return _to(look, route.onward(script, look, move.place), move.today)


def _afraid(script: ClosenessScript, look: Look, move: Afraid) -> LookOutcome:
    asked = replace(look, asked=look.asked | {FEAR})
    if move.answer == SKIP:
        asked = _asked_past(look)
    if move.answer in care.AFRAID:
        return _hold(script, asked, move.place, move.today)
    return LookOutcome(_stand(asked, route.onward(script, asked, move.place), move.today))


def _asked_past(look: Look) -> Look:
    """Fear was asked about and passed by, as any statement may be."""
    return replace(look, asked=look.asked | {FEAR}, passed=look.passed | {FEAR})


def _onward(script: ClosenessScript, look: Look, place: LookPlace, today: date) -> LookOutcome:
    match place.at:
        case PlaceKind.CARE:
            return LookOutcome(_stand(look, route.onward(script, look, place), today))
        case PlaceKind.OTHER_WAY if (
            care.is_own(script, look, place.id) and _own(place) not in look.asked
        ):
            asked = look.asked | {_own(place)}
            return LookOutcome(replace(look, asked=asked, at=LookPlace(PlaceKind.OWN, place.id)))
        case PlaceKind.RESULTS:
            ahead = route.pages(script, look)
            unseen = next((page for page in ahead if _is_open(script, look, page)), RESULTS)
            return _to(look, route.before_results(script, look, unseen), today)
        case (
            PlaceKind.THEME
            | PlaceKind.ITEM
            | PlaceKind.OTHER_WAY
            | PlaceKind.FOLLOW_UP
            | PlaceKind.FEAR
            | PlaceKind.OWN
        ):
            return _to(look, route.onward(script, look, place), today)
        case _:
            assert_never(place.at)


def _own(place: LookPlace) -> str:
    return f"{OWN}.{place.id}"


def _is_open(script: ClosenessScript, look: Look, place: LookPlace) -> bool:
    """A statement that was neither answered this way round nor passed by."""
    return place.is_statement and not is_settled(script, look, place)


def is_settled(script: ClosenessScript, look: Look, place: LookPlace) -> bool:
    """Whether the statement of a page was answered or passed by."""
    return place.id in look.passed or look.gave(place.id, route.direction(script, place))


def is_answered(look: Look, item: str) -> bool:
    """Whether anything was chosen about it, in any direction."""
    given = look.answers.get(item)
    return given is not None and given.satisfies(
        lambda g: any(value for key, value in g.items() if key not in {LINE, MATTERS})
    )


def _skip(script: ClosenessScript, look: Look, place: LookPlace, today: date) -> LookOutcome:
    if place.at is PlaceKind.THEME and script.theme(place.id).skippable:
        items = {id for id in script.theme(place.id).items if not is_answered(look, id)}
        past = replace(look, passed=look.passed | items)
        return _to(
            past, route.skipped_theme(script, past, place.id), today, LookBanner.SKIPPED_THEME
        )
    if place.at is PlaceKind.FEAR:
        asked = _asked_past(look)
        return _to(asked, route.onward(script, asked, place), today)
    if not place.is_statement:
        return LookOutcome(look, (LookBanner.OLD_BUTTON,))
    past = replace(look, passed=look.passed | {place.id})
    return _to(past, route.onward(script, past, place), today, LookBanner.SKIPPED)


def _to(look: Look, place: LookPlace, today: date, *lines: LookBanner) -> LookOutcome:
    done = (LookBanner.DONE,) if place == RESULTS and not look.finished else ()
    return LookOutcome(_stand(look, place, today), done or lines)


def _stand(look: Look, place: LookPlace, today: date) -> Look:
    """Whoever comes to the results at the end of the way is done."""
    finished = look.finished or (today if place == RESULTS else None)
    return replace(look, at=place, finished=finished)


def _write(script: ClosenessScript, look: Look, move: WriteLine) -> LookOutcome:
    known = any(item.id == move.item for item in script.items)
    before = look.answers.get(move.item, Confidential(ItemAnswer()))
    same = pair(before, move.line).satisfies(lambda both: both[0].get(LINE, "") == both[1])
    if same or (move.blank_keeps and not move.line.satisfies(bool)):
        return LookOutcome(look)
    if not known:
        return LookOutcome(look, (LookBanner.OLD_BUTTON,), move.line)
    if move.line.satisfies(lambda text: len(text) > LONGEST_LINE):
        return LookOutcome(look, (LookBanner.TOO_LONG,), move.line)
    if move.turn != look.turns.get(move.item, 0):
        return LookOutcome(look, (LookBanner.CHANGED_ELSEWHERE,), move.line)
    line = pair(before, move.line).map(lambda both: both[0] | {LINE: both[1]})
    turns = {**look.turns, move.item: move.turn + 1}
    return LookOutcome(replace(look, answers={**look.answers, move.item: line}, turns=turns))


def _with(look: Look, item: str, more: ItemAnswer) -> dict[str, Confidential[ItemAnswer]]:
    before = look.answers.get(item, Confidential(ItemAnswer()))
    return {**look.answers, item: before.map(lambda given: given | more)}
