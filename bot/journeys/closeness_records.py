"""Closeness checks, on somebody's shelf."""

from dataclasses import replace

from bot.confidential import Confidential
from bot.flow.alike import same_label
from bot.flow.closeness import route
from bot.flow.closeness.look import Look
from bot.flow.closeness.script import Closeness
from bot.journeys import holding
from bot.journeys.desk import Kept, kind_of
from bot.records.kinds import CLOSENESS
from bot.store import Journal
from bot.store.records import Record, Shelf


def about(journal: Journal, script: Closeness, label: Confidential[str]) -> list[Look]:
    """Every check about one person, the newest first. Nobody without a name is the same."""
    name = same_label(label)
    if not name.satisfies(bool):
        return []
    found = journal.contents.concerning(journal.whom(name))
    looks = [one for id in found if (one := look(journal, script, id))]
    return sorted(looks, key=lambda one: one.n, reverse=True)


def look(journal: Journal, script: Closeness, id: bytes) -> Look | None:
    """One check, if it is this person's."""
    record = journal.get(Shelf.SITTINGS, id)
    if record is None or kind_of(record) is not Kept.CLOSENESS:
        return None
    return _look(journal, script, id, record)


def earlier(journal: Journal, script: Closeness, now: Look) -> Look | None:
    """The finished check of the same person before this one."""
    before = (one for one in about(journal, script, now.label) if one.finished and one.n < now.n)
    return next(before, None)


def keep(journal: Journal, one: Look) -> None:
    """Stage a check to be kept."""
    journal.keep(Shelf.SITTINGS, one.id, Record(*CLOSENESS.written(one)))


def _look(journal: Journal, script: Closeness, id: bytes, record: Record) -> Look:
    kept = CLOSENESS.read(record, id)
    kept = replace(kept, at=route.standing(script, kept.at), unsure=journal.locked)
    if not kept.is_named:
        return kept
    # Suggestions off belongs to a label; it may have been switched elsewhere since.
    return replace(kept, held=holding.is_held(journal, kept.label))
