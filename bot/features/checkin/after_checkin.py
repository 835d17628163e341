"""What comes of a check-in that is kept: what it asks to be said, and the page after it."""

from dataclasses import replace
from typing import TypeAlias

from bot.context import Turn
from bot.features.checkin import habits, pages, records
from bot.features.checkin.engine import several_strong
from bot.features.checkin.looking_back import is_empty
from bot.features.checkin.sentences import heavy, is_medical, medical
from bot.kept import codecs
from bot.kept.checked_in import CheckedIn
from bot.kept.record_kinds import COUNTRY, Kept
from bot.store import Session
from bot.store.records import Shelf
from bot.ui.model import Card, Words

CheckinLines: TypeAlias = tuple[Words, ...]


def keep(turn: Turn, one: CheckedIn, before: CheckedIn | None = None) -> Card:
    """Keep one, new or added to; the page after it."""
    one, lines = noted(turn, one, before)
    return done(turn, one, *lines)


def noted(turn: Turn, one: CheckedIn, before: CheckedIn | None) -> tuple[CheckedIn, CheckinLines]:
    """Keep one, new or added to, and what this asks to be said: at most one thing at a time."""
    session, library = turn.session, turn.library
    one = records.keep_added(session, one) if before else records.keep_new(session, one)
    kept, decided = library.say("finish.checkin"), records.habits(session)
    if is_medical(library, one) and not (before and is_medical(library, before)):
        return one, (kept, medical(library, _country(session)))
    recent = habits.recent(session, turn.now)
    if several_strong(recent, decided, turn.now) and recent[0].id == one.id:
        records.keep_habits(session, replace(decided, strong_said=turn.now))
        return one, (kept, library.checkin.strong)
    # Said once: not again for a word that stood there already.
    said_before = heavy(library, before) if before else ()
    lines = heavy(library, one)
    return one, (kept, *lines) if lines and lines != said_before else ()


def done(turn: Turn, one: CheckedIn, *lines: Words) -> Card:
    """The page after it, with what there is to say; nothing in particular: that it is kept."""
    library, texts = turn.library, turn.library.checkin
    count = turn.session.contents.count(Kept.CHECKIN.value)
    text = texts.done_say[count % len(texts.done_say)]
    if one.chose("intensity", *texts.offers_steady):
        text = library.say("finish.checkin")
    elif is_empty(one) and not one.room:
        text = texts.nothing_say
    beside = (pages.hush(library, one),) if texts.strong in lines else ()
    return pages.done(library, one, lines or (text,), habits.back_over(turn), beside)


def _country(session: Session) -> str:
    record = session.get(Shelf.SETTINGS, session.named(COUNTRY))
    return codecs.COUNTRY.read(record).code if record else ""
