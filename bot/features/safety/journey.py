"""Help now: before consent, without the store, never logged or counted."""

from collections.abc import Callable
from typing import TypeAlias

from bot.context import Action, Context, Feature, Turn
from bot.features.safety.pages import ELSEWHERE, FIRST, MORE, Asked, help_page
from bot.kept import codecs
from bot.kept.decided import ChosenCountry
from bot.kept.record_kinds import COUNTRY
from bot.layout.controls import said
from bot.store import Session
from bot.store.records import Record, Shelf
from bot.ui.event import Event
from bot.ui.model import Card

# A page for what was pressed, and the country they had remembered.
HelpPages: TypeAlias = Callable[[Event, str], Card]


class Help:
    """Who answers, and where. But for remembering, nothing here fails for want of the store."""

    def __init__(self, at: Context) -> None:
        self._at = at
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

    def _always(self, page: HelpPages) -> Action:
        """With the country they had remembered, or without one where nothing can be read."""
        return Action(
            lambda turn, event: page(event, self._remembered(turn.session)),
            needs_consent=False,
            otherwise=lambda event: page(event, ""),
        )

    def _opened(self, event: Event, kept: str) -> Card:
        del event
        return help_page(self._at.library, b"", Asked(kept, remembered=True))

    def _asked(self, event: Event, kept: str) -> Card:
        press = event.press
        return help_page(
            self._at.library, press.sitting, Asked(kept, press.detail, remembered=True)
        )

    def _topic(self, event: Event, kept: str) -> Card:
        topic = event.one_of([t.id for t in self._at.library.safety.topics])
        country = self._code(event.press.step)
        asked = Asked(country, topic, remembered=country == kept)
        return help_page(self._at.library, event.press.sitting, asked)

    def _country(self, event: Event, kept: str) -> Card:
        press, code = event.press, event.one_of(self._codes)
        leaf = "" if code else event.one_of([MORE, FIRST])
        country = self._code(press.detail.lower()) if leaf else code
        asked = Asked(country, press.step, more=leaf == MORE, remembered=country == kept)
        return help_page(self._at.library, press.sitting, asked)

    def _code(self, step: str) -> str:
        return next((c for c in self._codes if c.lower() == step), "")

    def _remembered(self, session: Session) -> str:
        record = session.get(Shelf.SETTINGS, session.named(COUNTRY))
        return self._code(codecs.COUNTRY.read(record).code.lower()) if record else ""

    def _remember(self, turn: Turn, event: Event) -> Card:
        press, session = event.press, turn.session
        code, _, off = press.detail.partition(".")
        if turn.library.safety.country(code) is None and not off:
            return help_page(turn.library, press.sitting)
        name = session.named(COUNTRY)
        if off:
            session.drop(Shelf.SETTINGS, name)
        else:
            session.keep(Shelf.SETTINGS, name, Record(*codecs.COUNTRY.written(ChosenCountry(code))))
        asked = Asked(code, press.step, remembered=not off)
        page = help_page(turn.library, press.sitting, asked)
        line = "help_page.forgotten" if off else "help_page.remembered"
        told = said(turn.library, turn.library.say(line)).body
        return Card((*told, *page.body), page.rows)
