"""The agreement: asked before the first word is stored; refusing stores nothing."""

from dataclasses import fields

from bot.cards import welcome
from bot.cards.lines import words_back
from bot.doors import Card
from bot.flow.decided import Agreed
from bot.heard import Heard
from bot.journeys.desk import CONSENT, Desk
from bot.records.kinds import AGREED
from bot.store import Journal
from bot.store.records import Record, Shelf

# What somebody wanted, by the verb of what they pressed.
WANTED = {
    "closeness": "closeness",
    "checkin": "checkin",
    "takeaway": "takeaways",
    "carry": "my-words",
}


class Consent:
    """How somebody's words are kept, and whether they said that's all right."""

    def __init__(self, at: Desk) -> None:
        self._desk = at

    def missing(self, journal: Journal, wanted: str) -> Card | None:
        """The page to show instead, where nothing was agreed or what was agreed has changed."""
        library, host = self._desk.library, self._desk.host
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

    async def first(self, heard: Heard) -> Card | None:
        """The page to show before anything more is kept; with what was just sent, unkept."""
        # A look, before every press: what a day's wait has brought about is seen to after it.
        first = self._desk.library.offered[0].id
        async with self._desk.store.journal(heard.person) as journal:
            page = self.missing(journal, WANTED.get(heard.press.verb, first))
        if page is None or not heard.given or not heard.private:
            return page
        return words_back(self._desk.library, page, heard.given)

    def anew(self, heard: Heard) -> Card:
        """Everything was deleted while something was on its way: it is handed back, unkept."""
        library, host = self._desk.library, self._desk.host
        page = welcome.welcome(library, host, WANTED.get(heard.press.verb, library.offered[0].id))
        return words_back(library, page, heard.given if heard.private else {})

    async def agree(self, heard: Heard) -> None:
        """Keep that they agreed, and to what."""
        agreed = Record(*AGREED.written(self._terms()))
        async with self._desk.journal(heard.person) as journal:
            journal.keep(Shelf.SETTINGS, journal.named(CONSENT), agreed)

    def _terms(self) -> Agreed:
        return Agreed(self._desk.host.storage, self._desk.host.operator)
