"""What somebody decides once about their check-ins, and looking back over them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.cards import checkin as cards
from bot.cards import weeks
from bot.cards.checkin_habits import habits_page
from bot.cards.checkin_kept import look_back
from bot.cards.welcome import said
from bot.content import Library
from bot.content.checkin import CheckinTexts
from bot.doors import Card
from bot.flow.checkin import WEEKS, CheckedIn, decided, lately
from bot.flow.presses import Press
from bot.journeys import beginning
from bot.journeys import checkin_records as records
from bot.journeys.desk import Kept
from bot.store import Journal


def decide(journal: Journal, library: Library, press: Press) -> Card:
    """Look at what was decided once, or decide otherwise."""
    before = records.habits(journal)
    after = decided(before, press.detail)
    if after != before:
        records.keep_habits(journal, after)
    match press.step:
        case "hide":
            return said(library, library.say("look_back.hidden"))
        case "room":
            now = "habits.room_now" if after.room_first else "habits.body_now"
            lines = (library.say(now),) if press.detail else ()
            page = beginning.next_one(journal, Kept.CHECKIN)
            return cards.room(library, page, after, lines)
        case _:
            return habits_page(library, after)


def recent(journal: Journal, now: datetime) -> list[CheckedIn]:
    """Those that any page looks back on, and perhaps a few more; the newest first."""
    return records.since(journal, (now - timedelta(weeks=WEEKS, days=2)).date())


def enough(texts: CheckinTexts, everything: Sequence[CheckedIn], now: datetime) -> bool:
    """Whether there is enough to look back on."""
    return len(lately(everything, now)) >= texts.patterns.minimum


def looking_back(journal: Journal, library: Library, now: datetime) -> Card:
    """Only on request, and only where there is enough."""
    decided_once = records.habits(journal)
    if not decided_once.patterns:
        return said(library, library.say("look_back.off"))
    found = recent(journal, now)
    if not enough(library.checkin, found, now):
        return said(library, library.say("look_back.few"))
    also = (weeks.button(library),) if decided_once.picture else ()
    return look_back(library, lately(found, now), also)
