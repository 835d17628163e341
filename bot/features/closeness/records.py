"""Closeness checks, on somebody's shelf."""

from dataclasses import replace

from bot.confidential import Confidential
from bot.features.closeness import route
from bot.forms.closeness_script import ClosenessScript
from bot.forms.names import same_label
from bot.kept import hold
from bot.kept.codecs import CLOSENESS
from bot.kept.look import Look
from bot.kept.record_kinds import Kept, kind_of
from bot.store import Session
from bot.store.records import Record, Shelf


def about(session: Session, script: ClosenessScript, label: Confidential[str]) -> list[Look]:
    """Every check about one person, the newest first. Nobody without a name is the same."""
    name = same_label(label)
    if not name.satisfies(bool):
        return []
    found = session.contents.concerning(session.whom(name))
    looks = [one for id in found if (one := look(session, script, id))]
    return sorted(looks, key=lambda one: one.n, reverse=True)


def look(session: Session, script: ClosenessScript, id: bytes) -> Look | None:
    """One check, if it is this person's."""
    record = session.get(Shelf.SITTINGS, id)
    if record is None or kind_of(record) is not Kept.CLOSENESS:
        return None
    return _look(session, script, id, record)


def earlier(session: Session, script: ClosenessScript, now: Look) -> Look | None:
    """The finished check of the same person before this one."""
    before = (one for one in about(session, script, now.label) if one.finished and one.n < now.n)
    return next(before, None)


def keep(session: Session, one: Look) -> None:
    """Stage a check to be kept."""
    session.keep(Shelf.SITTINGS, one.id, Record(*CLOSENESS.written(one)))


def _look(session: Session, script: ClosenessScript, id: bytes, record: Record) -> Look:
    kept = CLOSENESS.read(record, id)
    kept = replace(kept, at=route.standing(script, kept.at), unsure=session.locked)
    if not kept.is_named:
        return kept
    # Suggestions off belongs to a label; it may have been switched elsewhere since.
    return replace(kept, held=hold.is_held(session, kept.label))
