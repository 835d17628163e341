"""Keep for: what somebody wants to go by itself once it is old, and what is old today."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.flow.decided import KeepFor
from bot.records import kinds
from bot.store import Journal, Store, StoreUnavailable
from bot.store.records import Record, Shelf

A_DAY = timedelta(days=1)
KEEP_FOR = "keep_for"
# Days; nought: until it is deleted by hand.
SPANS = {"forever": 0, "month": 31, "quarter": 92, "year": 366}

log = logging.getLogger(__name__)


def _kept(journal: Journal) -> KeepFor | None:
    record = journal.get(Shelf.SETTINGS, journal.named(KEEP_FOR))
    return kinds.KEEP_FOR.read(record) if record else None


def chosen(journal: Journal) -> str:
    """Which of the spans it is. Off unless somebody chose one."""
    kept = _kept(journal)
    return kept.span if kept and kept.span in SPANS else "forever"


def choose(journal: Journal, span: str, today: date) -> None:
    """From the next day on, so that a slip of the finger can be taken back."""
    record = Record(*kinds.KEEP_FOR.written(KeepFor(span, today)))
    journal.keep(Shelf.SETTINGS, journal.named(KEEP_FOR), record)


def gone_today(journal: Journal, today: date) -> set[bytes]:
    """Drop what is older than was chosen, at most once a day; the ids of what went."""
    kept, days = _kept(journal), SPANS[chosen(journal)]
    if kept is None or not days or _has_looked(kept.looked, today):
        return set()
    choose(journal, kept.span, today)
    old = set(journal.contents.before((today - timedelta(days=days)).isoformat()))
    for id in old:
        journal.drop(Shelf.SITTINGS, id)
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
        await store.agenda.put_right(now)
        await store.rounds.go(lambda journal: gone_today(journal, today), KEEP_FOR)
    except (StoreUnavailable, OSError) as error:
        log.error("what is old could not be let go of: %s", type(error).__name__)


def is_old(journal: Journal, facts: Mapping[str, object], today: date) -> bool:
    """Whether something was last touched longer ago than was chosen."""
    days = SPANS[chosen(journal)]
    last = str(facts.get("touched") or facts.get("day") or "")
    return bool(days) and "" < last < (today - timedelta(days=days)).isoformat()
