"""Help now: before consent, without the store, never logged or counted."""

from collections.abc import Callable
from typing import TypeAlias

from bot.cards.help import ELSEWHERE, FIRST, MORE, Asked, help_page
from bot.cards.welcome import said
from bot.context import Action, Context, Feature, Turn
from bot.doors import Card
from bot.flow.decided import Country
from bot.heard import Heard
from bot.journeys.desk import COUNTRY
from bot.records import kinds
from bot.store import Journal
from bot.store.records import Record, Shelf

# A page for what was pressed, and the country they had remembered.
Pages: TypeAlias = Callable[[Heard, str], Card]


class Helping:
    """Who answers, and where. But for remembering, nothing here fails for want of the store."""

    def __init__(self, at: Context) -> None:
        self._library = at.library
        self._codes = [*(c.code for c in at.library.safety.countries), ELSEWHERE]

    def feature(self) -> Feature:
        return Feature(
            "help",
            commands={"help-now": self._always(self._opened)},
            actions={
                "help": self._always(self._asked),
                "topic": self._always(self._topic),
                "country": self._always(self._country),
                "remember": Action(self._remember, needs_consent=False),
            },
        )

    def _always(self, page: Pages) -> Action:
        """With the country they had remembered, or without one where nothing can be read."""
        return Action(
            lambda turn, heard: page(heard, self._remembered(turn.journal)),
            needs_consent=False,
            otherwise=lambda heard: page(heard, ""),
        )

    def _opened(self, heard: Heard, kept: str) -> Card:
        del heard
        return help_page(self._library, b"", Asked(kept, remembered=True))

    def _asked(self, heard: Heard, kept: str) -> Card:
        press = heard.press
        return help_page(self._library, press.sitting, Asked(kept, press.detail, remembered=True))

    def _topic(self, heard: Heard, kept: str) -> Card:
        topic = heard.one_of([t.id for t in self._library.safety.topics])
        country = self._code(heard.press.step)
        asked = Asked(country, topic, remembered=country == kept)
        return help_page(self._library, heard.press.sitting, asked)

    def _country(self, heard: Heard, kept: str) -> Card:
        press, code = heard.press, heard.one_of(self._codes)
        leaf = "" if code else heard.one_of([MORE, FIRST])
        country = self._code(press.detail.lower()) if leaf else code
        asked = Asked(country, press.step, more=leaf == MORE, remembered=country == kept)
        return help_page(self._library, press.sitting, asked)

    def _code(self, step: str) -> str:
        return next((c for c in self._codes if c.lower() == step), "")

    def _remembered(self, journal: Journal) -> str:
        record = journal.get(Shelf.SETTINGS, journal.named(COUNTRY))
        return self._code(kinds.COUNTRY.read(record).code.lower()) if record else ""

    def _remember(self, turn: Turn, heard: Heard) -> Card:
        press, journal = heard.press, turn.journal
        code, _, off = press.detail.partition(".")
        if self._library.safety.country(code) is None and not off:
            return help_page(self._library, press.sitting)
        name = journal.named(COUNTRY)
        if off:
            journal.drop(Shelf.SETTINGS, name)
        else:
            journal.keep(Shelf.SETTINGS, name, Record(*kinds.COUNTRY.written(Country(code))))
        asked = Asked(code, press.step, remembered=not off)
        page = help_page(self._library, press.sitting, asked)
        line = "help_page.forgotten" if off else "help_page.remembered"
        told = said(self._library, self._library.say(line)).body
        return Card((*told, *page.body), page.rows)
