"""The agreement: asked before the first word is stored; refusing stores nothing."""

from dataclasses import fields

from bot.context import Context, Turn
from bot.features.consent import pages
from bot.kept.codecs import AGREED
from bot.kept.decided import Agreed
from bot.kept.record_kinds import CONSENT, COUNTRY
from bot.layout.handed_back import given_back
from bot.store import Session
from bot.store.records import Record, Shelf
from bot.ui.event import Event
from bot.ui.model import Card


class Unagreed(Exception):  # noqa: N818
    """Something was to be kept without their agreement. It is not."""


# What a host who says nothing of it has said since there is only English: the same in any language.
UNSAID = Agreed("on the machine that runs me, encrypted", "the person who set up this bot")


class Consent:
    """How somebody's words are kept, and whether they said that's all right."""

    def __init__(self, at: Context) -> None:
        self._at = at

    def missing(self, session: Session, wanted: str) -> Card | None:
        """The page to show instead, where nothing was agreed or what was agreed has changed."""
        library, instance = self._at.library, self._at.instance
        record = session.get(Shelf.SETTINGS, session.named(CONSENT))
        if record is None:
            return pages.welcome(library, instance, wanted, self._at.languages.others)
        agreed, now = AGREED.read(record), self._terms()
        if agreed == now:
            return None
        changed = [
            library.say(f"welcome_page.changed_{term.name}")
            for term in fields(Agreed)
            if getattr(agreed, term.name) != getattr(now, term.name)
        ]
        return pages.consent(library, instance, wanted, ", ".join(changed), own_key=session.own_key)

    def first(self, session: Session, event: Event, wanted: str) -> Card | None:
        """The page to show before anything more is kept; with what was just sent, unkept."""
        page = self.missing(session, wanted)
        return given_back(self._at.library, event, page) if page else None

    def anew(self, event: Event, wanted: str) -> Card:
        """Everything was deleted while something was on its way: it is handed back, unkept."""
        library = self._at.library
        others = self._at.languages.others
        return given_back(library, event, pages.welcome(library, self._at.instance, wanted, others))

    def agree(self, turn: Turn) -> None:
        """Keep that they agreed, and to what."""
        session = turn.session
        agreed = Record(*AGREED.written(self._terms()))
        session.keep(Shelf.SETTINGS, session.named(CONSENT), agreed)

    def demand(self, session: Session) -> None:
        """Nothing is kept of somebody who has not agreed, or not since everything was deleted.

        Looked at in the turn that keeps it: what was asked before it may be over by now. Raises
        Unagreed, and nothing of the turn is kept.
        """
        if not session.staged:
            return
        consent = session.named(CONSENT)
        keeps = session.keeps(consent, session.named(COUNTRY))
        if keeps and session.get(Shelf.SETTINGS, consent) is None:
            raise Unagreed

    def _terms(self) -> Agreed:
        said = self._at.instance
        return Agreed(said.storage or UNSAID.storage, said.operator or UNSAID.operator)
