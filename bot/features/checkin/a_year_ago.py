"""A year ago today: what somebody kept on this day, where they switched that on.

Nothing comes unasked that may weigh on them: nothing that led to care, nothing about somebody for
whom suggestions are off, and nothing behind a closed lock.
"""

from datetime import date

from bot.content import Library
from bot.context import Turn
from bot.features.checkin import records
from bot.features.checkin.sentences import heavy, is_medical
from bot.features.closeness import records as closeness_records
from bot.features.closeness.care import offers_a_talk
from bot.features.walkthrough import sittings
from bot.forms import care, route
from bot.forms.script import Script
from bot.forms.sitting import PageKind, Sitting
from bot.kept.preferences import preferences
from bot.kept.record_kinds import Kept
from bot.store import Session

# What is shown of a day. A line can have come of another kind.
SHOWN = frozenset({Kept.CHECKIN.value, Kept.TAKEAWAY.value, Kept.WALKTHROUGH.value})
# In a walkthrough: that they were told it may not be safe.
SAFETY_SEEN = "safety"


def kept_then(turn: Turn) -> list[bytes]:
    """The ids of what may be shown of this day a year ago; none for whoever did not ask for it."""
    session, day = turn.session, a_year_before(turn.today)
    if day is None or not preferences(session).year_ago:
        return []
    contents = session.contents
    of_the_day = (id for id in contents.on(day.isoformat()) if contents[id].kind in SHOWN)
    return [id for id in of_the_day if _is_light(turn.library, session, id)]


def a_year_before(day: date) -> date | None:
    """The same day of the year before; the 29th of February has none."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None


def _is_light(library: Library, session: Session, id: bytes) -> bool:
    """Whether nothing asked for care in it, or in what it came of; of what is gone nobody knows."""
    seen: list[bytes] = []
    while id and id not in seen:
        brief = session.contents.get(id)
        if brief is None or _led_to_care(library, session, id):
            return False
        seen.append(id)
        id = brief.origin
    return True


def _led_to_care(library: Library, session: Session, id: bytes) -> bool:
    if one := records.one_of(session, id):
        strong = one.chose("intensity", *library.checkin.offers_steady)
        return strong or bool(heavy(library, one)) or is_medical(library, one)
    if sitting := sittings.sitting(library, session, id):
        return _asked_for_care(library.script_of(sitting), sitting)
    if look := closeness_records.look(session, library.closeness.script, id):
        return not offers_a_talk(library.closeness.script, look)
    return False


def _asked_for_care(script: Script, sitting: Sitting) -> bool:
    steady = script.steady is not None and sitting.length == script.steady.length
    unsafe = any(map(sitting.gave, route.unsafe_answers(script)))
    warned = SAFETY_SEEN in sitting.decided or sitting.at.at is PageKind.SAFETY
    gates = (gate.check for gate in script.length(sitting.length).gates)
    refused = any(sitting.decided.get(check) is False for check in gates)
    tapped = any(care.lines_for(script, sitting, q.id) for q in script.questions)
    held = sitting.held or sitting.held_with
    return held or steady or unsafe or warned or refused or tapped
