"""What somebody decided once about how pages look to them."""

from dataclasses import replace

from bot.content.date_style import CLOCKS
from bot.kept import codecs
from bot.kept.decided import Preferences
from bot.store import Session
from bot.store.records import Record, Shelf

PREFERENCES = "preferences"


def preferences(session: Session) -> Preferences:
    """What they decided; what they never touched is as it comes."""
    return _kept(session) or Preferences()


def wants_anew(session: Session) -> bool | None:
    """Whether every page is to be a new message; None: never decided, or behind a closed lock."""
    kept = _kept(session)
    return kept.anew if kept else None


def language_of(session: Session) -> str:
    """The language they chose; nothing where they chose none, or that can't be known."""
    kept = _kept(session)
    return kept.language if kept else ""


def _kept(session: Session) -> Preferences | None:
    record = session.get(Shelf.SETTINGS, session.named(PREFERENCES))
    return codecs.PREFERENCES.read(record) if record else None


def keep(session: Session, kept: Preferences) -> None:
    """Stage them to be kept."""
    record = Record(*codecs.PREFERENCES.written(kept))
    session.keep(Shelf.SETTINGS, session.named(PREFERENCES), record)


def decided(before: Preferences, what: str) -> Preferences:
    """One of them decided anew: its name, and what it is to be."""
    name, _, to = what.partition(".")
    match name:
        case "clock" if to in CLOCKS:
            return replace(before, clock=to)
        case "anew":
            return replace(before, anew=to == "on")
        case "year":
            return replace(before, year_ago=to == "on")
        case _:
            return before
