"""Keep for: what somebody wants to go by itself once it is old, and what is old today."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.kept import codecs
from bot.kept.decided import KeepFor
from bot.store import Session, Store, StoreUnavailable
from bot.store.records import Record, Shelf

A_DAY = timedelta(days=1)
KEEP_FOR = "keep_for"
# Days; nought: until it is deleted by hand.
SPANS = {"forever": 0, "month": 31, "quarter": 92, "year": 366}

log = logging.getLogger(__name__)


def _kept(session: Session) -> KeepFor | None:
    record = session.get(Shelf.SETTINGS, session.named(KEEP_FOR))
    return codecs.KEEP_FOR.read(record) if record else None


def chosen(session: Session) -> str:
    """Which of the spans it is. Off unless somebody chose one."""
    kept = _kept(session)
    return kept.span if kept and kept.span in SPANS else "forever"


def choose(session: Session, span: str, today: date) -> None:
    """From the next day on, so that a slip of the finger can be taken back."""
    record = Record(*codecs.KEEP_FOR.written(KeepFor(span, today)))
    session.keep(Shelf.SETTINGS, session.named(KEEP_FOR), record)


def is_due(session: Session, today: date) -> bool:
    """Whether something is to go by itself, and was not looked for today."""
    kept, days = _kept(session), SPANS[chosen(session)]
    return kept is not None and bool(days) and not _has_looked(kept.looked, today)


def gone_today(session: Session, today: date) -> set[bytes]:
    """Drop what is older than was chosen, at most once a day; the ids of what went."""
    if not is_due(session, today):
        return set()
    span = chosen(session)
    days = SPANS[span]
    choose(session, span, today)
    old = set(session.contents.before((today - timedelta(days=days)).isoformat()))
    for id in old:
        session.drop(Shelf.SITTINGS, id)
    return old


def _has_looked(day: date, today: date) -> bool:
    """Whether this day was seen to. Somewhere it is tomorrow; later days are a clock's mistake."""
    return today <= day <= today + A_DAY


async def night(store: Store, now: datetime) -> None:
    """Once a day, by a day that is believed: what is old goes, also of whoever does not come.

    Behind a lock nothing can be seen: there it waits.
    """
    today = now.date()
    try:
        if not await asyncio.to_thread(store.days.note, today):
            return
        await store.reminders.put_right(now)
        await store.rounds.go(lambda session: gone_today(session, today), KEEP_FOR)
    except (StoreUnavailable, OSError) as error:
        log.error("what is old could not be let go of: %s", type(error).__name__)


def is_old(session: Session, facts: Mapping[str, object], today: date) -> bool:
    """Whether something was last touched longer ago than was chosen."""
    days = SPANS[chosen(session)]
    last = str(facts.get("touched") or facts.get("day") or "")
    return bool(days) and "" < last < (today - timedelta(days=days)).isoformat()
