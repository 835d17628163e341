"""What somebody decides once about their check-ins, and looking back over them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.content import Library
from bot.content.checkin import CheckinTexts
from bot.context import Turn
from bot.features.checkin import a_year_ago, pages, records, weeks, weeks_pages
from bot.features.checkin.engine import WEEKS, decided, lately, used_lately
from bot.features.checkin.habits_page import habits_page
from bot.features.checkin.looking_back import look_back
from bot.features.checkin.pages import CheckinStart
from bot.kept import once
from bot.kept.checked_in import CheckedIn
from bot.kept.record_kinds import Kept
from bot.layout.controls import said
from bot.store import Session
from bot.ui.model import Button, Card
from bot.ui.press import Press

# Whose words stand ready: out of how many check-ins, and from how long ago.
MOST_LOOKED_AT = 10
LATELY = timedelta(weeks=WEEKS)


def before(turn: Turn) -> CheckinStart:
    """What stands on the page before a check-in."""
    session, now = turn.session, turn.now
    words = turn.library.checkin.field("feelings")
    those = records.newest(session, (now - LATELY).date(), MOST_LOOKED_AT)
    return CheckinStart(
        once.next_one(session, Kept.CHECKIN),
        records.habits(session),
        used_lately(those, words, pages.READY),
        weeks_to_see(turn),
        bool(a_year_ago.kept_then(turn)),
    )


def weeks_to_see(turn: Turn) -> bool:
    """Whether the weeks are offered, and there is something in them."""
    if not records.habits(turn.session).picture:
        return False
    return records.count_since(turn.session, weeks.weeks(turn.today)[-1]) >= weeks.FEWEST


def back_over(turn: Turn) -> tuple[Button, ...]:
    """The ways to look back that stand on the page after a check-in."""
    library, session = turn.library, turn.session
    also = (weeks_pages.button(library),) if weeks_to_see(turn) else ()
    if not records.habits(session).patterns:
        return also
    if not enough(library.checkin, recent(session, turn.now), turn.now):
        return also
    return (*also, pages.backward(library))


def decide(turn: Turn, press: Press) -> Card:
    """Look at what was decided once, or decide otherwise."""
    session, library = turn.session, turn.library
    earlier = records.habits(session)
    after = decided(earlier, press.detail)
    if after != earlier:
        records.keep_habits(session, after)
    match press.step:
        case "hide":
            return said(library, library.say("look_back.hidden"))
        case "room":
            now = "habits.room_now" if after.room_first else "habits.body_now"
            lines = (library.say(now),) if press.detail else ()
            return pages.room(library, before(turn), lines)
        case _:
            return habits_page(library, after)


def recent(session: Session, now: datetime) -> list[CheckedIn]:
    """Those that any page looks back on, and perhaps a few more; the newest first."""
    return records.since(session, (now - timedelta(weeks=WEEKS, days=2)).date())


def enough(texts: CheckinTexts, everything: Sequence[CheckedIn], now: datetime) -> bool:
    """Whether there is enough to look back on."""
    return len(lately(everything, now)) >= texts.patterns.minimum


def looking_back(session: Session, library: Library, now: datetime) -> Card:
    """Only on request, and only where there is enough."""
    decided_once = records.habits(session)
    if not decided_once.patterns:
        return said(library, library.say("look_back.off"))
    found = recent(session, now)
    if not enough(library.checkin, found, now):
        return said(library, library.say("look_back.few"))
    also = (weeks_pages.button(library),) if decided_once.picture else ()
    return look_back(library, lately(found, now), also)
