"""Somebody's walkthroughs, out of what they keep and into it, with what is on hold for whom."""

from collections.abc import Iterable
from dataclasses import replace

from bot.content import Library
from bot.forms.script import Script
from bot.forms.sitting import Sitting
from bot.forms.talk import label, whom
from bot.kept import hold
from bot.kept.codecs import WALKTHROUGH
from bot.kept.record_kinds import Kept, kind_of
from bot.store import Session
from bot.store.records import Record, Shelf


def sitting(library: Library, session: Session, id: bytes) -> Sitting | None:
    """One walkthrough, if it is this person's, and its script is still here."""
    record = session.get(Shelf.SITTINGS, id)
    if record is None or kind_of(record) is not Kept.WALKTHROUGH:
        return None
    found = WALKTHROUGH.read(record, id)
    script = _script_of(library, found)
    return _as_held(script, session, found) if script else None


def lost(library: Library, session: Session, id: bytes) -> Sitting | None:
    """One of theirs whose walkthrough is in no file any more."""
    record = session.get(Shelf.SITTINGS, id)
    if record is None or kind_of(record) is not Kept.WALKTHROUGH:
        return None
    found = WALKTHROUGH.read(record, id)
    return None if _script_of(library, found) else found


def _script_of(library: Library, found: Sitting) -> Script | None:
    """Its walkthrough, if that still has the length it was begun in."""
    script = library.find_script(found.script, found.edition)
    has_it = script is not None and any(n.id == found.length for n in script.lengths)
    return script if has_it else None


def keep(library: Library, session: Session, kept: Sitting) -> Sitting:
    """Stage a walkthrough to be kept, with what is on hold for the person it is about."""
    about = label(library.script_of(kept), kept)
    if about is not None:
        held = hold.is_held(session, about)
        if kept.held and not held:
            hold.hold(session, about)
        kept = kept if kept.held or not held else replace(kept, held=True)
    session.keep(Shelf.SITTINGS, kept.id, Record(*WALKTHROUGH.written(kept)))
    return kept


def some_sittings(library: Library, session: Session, ids: Iterable[bytes]) -> list[Sitting]:
    """Those of these that are walkthroughs."""
    return [found for id in ids if (found := sitting(library, session, id))]


def _as_held(script: Script, session: Session, kept: Sitting) -> Sitting:
    """Suggestions off belong to a label, so it reaches every walkthrough about that person."""
    about, talk_with = label(script, kept), whom(script, kept)
    held = kept.held if about is None else hold.is_held(session, about)
    with_them = talk_with is not None and hold.is_held(session, talk_with)
    unsure = session.locked and not with_them
    found = (held, with_them or unsure, unsure)
    if found == (kept.held, kept.held_with, kept.unsure):
        return kept
    return replace(kept, held=held, held_with=with_them or unsure, unsure=unsure)
