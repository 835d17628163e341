"""The care rules of intimacy.toml: how careful an answer asks everybody to be.

Pure. What was tapped about a follow-up or about fear is an argument here and kept nowhere.
"""

from enum import Enum

from bot.forms.closeness_script import FEEL, LOW, NOT, OFFER, UNSURE, ClosenessScript, Item, Weight
from bot.kept.look import Look

HURTS = frozenset({"hurt", "both"})
AFRAID = frozenset({"sometimes", "yes"})


class Level(Enum):
    """Nothing, a tender word, or nothing towards this person any more."""

    NONE = "none"
    SOFT = "soft"
    HOLD = "hold"


def level(script: ClosenessScript, look: Look, nearer: str = "", afraid: str = "") -> Level:
    """The level of what was answered. `nearer` and `afraid` are what was tapped just now."""
    if afraid in AFRAID or _holds(script, look, nearer):
        return Level.HOLD
    return Level.SOFT if any(is_tender(item, look) for item in script.items) else Level.NONE


def shown_level(script: ClosenessScript, look: Look) -> Level:
    """The level results are shown at: on hold while suggestions are off, and only then."""
    if look.held:
        return Level.HOLD
    # Suggestions can have been switched on again since; what was said is tender all the same.
    return Level.NONE if level(script, look) is Level.NONE else Level.SOFT


def is_tender(item: Item, look: Look) -> bool:
    """Whether this answer alone asks for care."""
    match item.weight:
        case Weight.WATCH:
            return look.gave(item.id, FEEL, frozenset({NOT}))
        case Weight.KEY:
            return look.gave(item.id, FEEL, LOW | {UNSURE})
        case Weight.NONE:
            return False


def decides(script: ClosenessScript, look: Look, item: str, direction: str) -> bool:
    """Whether the answer that was just given there is one that switches suggestions off."""
    key = script.item(item).weight is Weight.KEY
    return key and look.gave(item, direction, LOW) and _holds(script, look, "")


def offers_a_talk(script: ClosenessScript, look: Look) -> bool:
    """Whether a talk with them may be suggested."""
    return shown_level(script, look) is Level.NONE and not (look.alone or look.may_be_afraid)


def is_own(script: ClosenessScript, look: Look, item: str) -> bool:
    """Whether only their own side is low, where that is a reason to talk to somebody."""
    if look.held or script.item(item).weight is not Weight.KEY:
        return False
    return look.gave(item, OFFER, LOW) and not look.gave(item, FEEL, LOW)


def practice(script: ClosenessScript, look: Look, item: str) -> str:
    """One tiny thing; one that asks nothing of the other person where that is wiser."""
    one = script.item(item)
    low = one.weight is not Weight.NONE and look.gave(item, one.seen_from, LOW)
    alone = look.alone or look.may_be_afraid or low or is_tender(one, look)
    return one.practice_self if alone else one.practice


def _holds(script: ClosenessScript, look: Look, nearer: str) -> bool:
    key = [item for item in script.items if item.weight is Weight.KEY]
    felt = [item for item in key if look.gave(item.id, FEEL, LOW)]
    # People who are being hurt often blame themselves.
    blames = any(look.gave(item.id, OFFER, LOW) for item in key)
    plain = any(item.follow_up is None or nearer in HURTS for item in felt)
    return plain or (bool(felt) and blames)
