"""What was answered, by group; what lies far apart; then and now. Words, and never a number.

Pure. Statements keep the order of the themes, whatever was answered.
"""

from dataclasses import dataclass
from enum import Enum

from bot.confidential import Confidential, pair
from bot.forms.closeness_script import FEEL, OFFER, SKIP, ClosenessScript, Group, Item
from bot.kept.look import Look

# Statements; and how many steps apart two answers are that stand far apart.
MOST_DIFFERENCES = 2
FAR_APART = 2


class Moved(Enum):
    """How an answer went since the last time."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    # One of the two was no answer that can be put in an order.
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """One statement, then and now."""

    item: Item
    then: Confidential[str]
    now: Confidential[str]
    moved: Moved


def group(script: ClosenessScript, look: Look, wanted: Group) -> list[Item]:
    """The items that were answered like this."""
    return [i for i in script.in_order() if look.gave(i.id, i.seen_from, wanted.answers)]


def given(script: ClosenessScript, look: Look) -> list[Item]:
    """The items that have an answer in the direction results are about."""
    known = frozenset(a for g in script.results.groups for a in g.answers)
    return [i for i in script.in_order() if look.gave(i.id, i.seen_from, known)]


def skipped(script: ClosenessScript, look: Look) -> int:
    """How many were passed by; of a look that is done, how many have no answer."""
    answered = {item.id for item in given(script, look)}
    rest = [item for item in script.items if item.id not in answered]
    if look.finished:
        return len(rest)
    was = frozenset({SKIP})
    return sum(i.id in look.passed or look.gave(i.id, i.seen_from, was) for i in rest)


def differences(script: ClosenessScript, look: Look) -> list[tuple[Item, str]]:
    """The first two with answers two or more steps apart, each with its sentence."""
    if look.alone:
        return []
    found: list[tuple[Item, str]] = []
    for item in script.in_order():
        answer = look.answers.get(item.id)
        if answer is None or OFFER not in item.directions:
            continue
        felt = answer.map(lambda a: a.get(FEEL, ""))
        gave = answer.map(lambda a: a.get(OFFER, ""))
        if _steps_up(script, felt, gave, FAR_APART):
            found.append((item, script.results.offer_more))
        elif _steps_up(script, gave, felt, FAR_APART):
            found.append((item, script.results.feel_more))
    return found[:MOST_DIFFERENCES]


def rows(script: ClosenessScript, then: Look, now: Look) -> list[ThenAndNow]:
    """Every statement that has an answer both times."""
    both = {i.id for i in given(script, then)}
    found = []
    for item in given(script, now):
        if item.id in both:
            one, other = (
                look.answers[item.id].map(lambda a, d=item.seen_from: a[d])  # type: ignore[misc]
                for look in (then, now)
            )
            found.append(ThenAndNow(item, one, other, _moved(script, one, other)))
    return found


def _moved(script: ClosenessScript, then: Confidential[str], now: Confidential[str]) -> Moved:
    if then == now:
        return Moved.SAME
    if _steps_up(script, then, now, 1):
        return Moved.UP
    return Moved.DOWN if _steps_up(script, now, then, 1) else Moved.OPEN


def _steps_up(
    script: ClosenessScript, low: Confidential[str], high: Confidential[str], least: int
) -> bool:
    order = script.order
    return pair(low, high).satisfies(
        lambda both: (
            set(both) <= set(order) and order.index(both[1]) - order.index(both[0]) >= least
        )
    )
