"""What somebody decides once about their check-ins, and looking back over them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.content import Library
from bot.content.checkin import CheckinTexts
from bot.features.checkin import pages, records, weeks_pages
from bot.features.checkin.engine import WEEKS, decided, lately
from bot.features.checkin.habits_page import habits_page
from bot.features.checkin.looking_back import look_back
from bot.kept import once
from bot.kept.checked_in import CheckedIn
from bot.kept.record_kinds import Kept
from bot.layout.controls import said
from bot.store import Session
from bot.ui.model import Card
from bot.ui.press import Press


def decide(session: Session, library: Library, press: Press) -> Card:
    """Look at what was decided once, or decide otherwise."""
    before = records.habits(session)
    after = decided(before, press.detail)
    if after != before:
        records.keep_habits(session, after)
    match press.step:
        case "hide":
            return said(library, library.say("look_back.hidden"))
        case "room":
            now = "habits.room_now" if after.room_first else "habits.body_now"
            lines = (library.say(now),) if press.detail else ()
            page = once.next_one(session, Kept.CHECKIN)
            return pages.room(library, page, after, lines)
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
