"""The agreement: asked before the first word is stored; refusing stores nothing."""

from dataclasses import fields

from bot.cards import welcome
from bot.cards.lines import words_back
from bot.context import Context, Turn
from bot.doors import Card
from bot.flow.decided import Agreed
from bot.heard import Heard
from bot.journeys.desk import CONSENT, COUNTRY
from bot.records.kinds import AGREED
from bot.store import Journal
from bot.store.records import Record, Shelf


class Unagreed(Exception):  # noqa: N818
    """Something was to be kept without their agreement. It is not."""


class Consent:
    """How somebody's words are kept, and whether they said that's all right."""

    def __init__(self, at: Context) -> None:
        self._at = at

    def missing(self, journal: Journal, wanted: str) -> Card | None:
        """The page to show instead, where nothing was agreed or what was agreed has changed."""
        library, host = self._at.library, self._at.host
        record = journal.get(Shelf.SETTINGS, journal.named(CONSENT))
        if record is None:
            return welcome.welcome(library, host, wanted)
        agreed, now = AGREED.read(record), self._terms()
        changed = [
            library.say(f"welcome_page.changed_{term.name}")
            for term in fields(Agreed)
            if getattr(agreed, term.name) != getattr(now, term.name)
        ]
        if changed:
            return welcome.consent(
                library, host, wanted, ", ".join(changed), own_key=journal.own_key
            )
        return None

    def first(self, journal: Journal, heard: Heard, wanted: str) -> Card | None:
        """The page to show before anything more is kept; with what was just sent, unkept."""
        page = self.missing(journal, wanted)
        return self._back(page, heard) if page else None

    def anew(self, heard: Heard, wanted: str) -> Card:
        """Everything was deleted while something was on its way: it is handed back, unkept."""
        return self._back(welcome.welcome(self._at.library, self._at.host, wanted), heard)

    def agree(self, turn: Turn) -> None:
        """Keep that they agreed, and to what."""
        journal = turn.journal
        agreed = Record(*AGREED.written(self._terms()))
        journal.keep(Shelf.SETTINGS, journal.named(CONSENT), agreed)

    def demand(self, journal: Journal) -> None:
        """Nothing is kept of somebody who has not agreed, or not since everything was deleted.

        Looked at in the turn that keeps it: what was asked before it may be over by now. Raises
        Unagreed, and nothing of the turn is kept.
        """
        if not journal.staged:
            return
        consent = journal.named(CONSENT)
        keeps = journal.keeps(consent, journal.named(COUNTRY))
        if keeps and journal.get(Shelf.SETTINGS, consent) is None:
            raise Unagreed

    def _back(self, page: Card, heard: Heard) -> Card:
        return words_back(self._at.library, page, heard.given if heard.private else {})

    def _terms(self) -> Agreed:
        return Agreed(self._at.host.storage, self._at.host.operator)
