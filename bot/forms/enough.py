"""Whether what was answered comes to a card. Pure."""

from bot.forms import route
from bot.forms.script import Script
from bot.forms.showing import Section
from bot.forms.sitting import Sitting


def has_anything(script: Script, sitting: Sitting) -> bool:
    """Whether anything at all would stand on it."""
    return any(_has(section, sitting) for section in script.card.sections)


def is_enough(script: Script, sitting: Sitting) -> bool:
    """Whether there is something of what is to be said, and not only what stands around it."""
    out = {*route.left_out(script, sitting)}
    asked = {q.id for q in script.asked(sitting.length)} - out
    needed = [s for s in script.card.sections if s.slot in script.card.needs]
    # Where none of that is asked, anything is enough.
    if not any(asked & {*section.questions} for section in needed):
        return has_anything(script, sitting)
    return any(_has(section, sitting) for section in needed)


def may_end(script: Script, sitting: Sitting) -> bool:
    """Whether it can be done with. Whoever only paused was here for that."""
    return script.is_steady(sitting.length) or is_enough(script, sitting)


def _has(section: Section, sitting: Sitting) -> bool:
    spots = (spot for shown in section.show for spot in shown.spots)
    return any(sitting.has(spot.question, spot.key) for spot in spots)
