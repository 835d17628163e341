"""What was answered, by group; what lies far apart; then and now. Words, and never a number.

Pure. Ingredients keep the order of the themes, whatever was answered.
"""

from dataclasses import dataclass
from enum import Enum

from bot.confidential import Confidential, pair
from bot.forms.closeness_script import FEEL, OFFER, SKIP, ClosenessScript, Group, Item
from bot.kept.look import Look

# Ingredients; and how many steps apart two answers are that stand far apart.
MOST_DIFFERENCES = 2
FAR_APART = 2


class Moved(Enum):
    """How an answer went since the last time."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    # One of the two was no answer that can be put in an order.
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """One ingredient, then and now."""

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


def left_some(script: ClosenessScript, look: Look) -> bool:
    """Whether any was passed by; of a look that is done, whether any has no answer."""
    answered = {item.id for item in given(script, look)}
    rest = [item for item in script.items if item.id not in answered]
    if look.finished:
        return bool(rest)
    was = frozenset({SKIP})
    return any(i.id in look.passed or look.gave(i.id, i.seen_from, was) for i in rest)


def differences(script: ClosenessScript, look: Look) -> list[Item]:
    """The first two with answers two or more steps apart, whichever way round."""
    if look.alone:
        return []
    return [item for item in script.in_order() if _is_far_apart(script, look, item)][
        :MOST_DIFFERENCES
    ]


def _is_far_apart(script: ClosenessScript, look: Look, item: Item) -> bool:
    answer = look.answers.get(item.id)
    if answer is None or OFFER not in item.directions:
        return False
    felt, gave = (answer.map(lambda a, way=way: a.get(way, "")) for way in (FEEL, OFFER))  # type: ignore[misc]
    return _steps_up(script, felt, gave, FAR_APART) or _steps_up(script, gave, felt, FAR_APART)


def rows(script: ClosenessScript, then: Look, now: Look) -> list[ThenAndNow]:
    """Every ingredient that has an answer both times."""
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
    return Moved.DOWN if _steps_up(script, now, then, 1) else Moved.UNSURE


def _steps_up(
    script: ClosenessScript, low: Confidential[str], high: Confidential[str], least: int
) -> bool:
    order = script.order
    return pair(low, high).satisfies(
        lambda both: (
            set(both) <= set(order) and order.index(both[1]) - order.index(both[0]) >= least
        )
    )
