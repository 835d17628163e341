"""Help now: before consent, without the store, never logged or counted."""

from bot.cards.help import ELSEWHERE, FIRST, MORE, Asked, help_page
from bot.cards.welcome import said
from bot.doors import Card, PersonId
from bot.flow.decided import Country
from bot.heard import Heard
from bot.journeys.desk import COUNTRY, Desk
from bot.records import kinds
from bot.store import StoreUnavailable
from bot.store.records import Record, Shelf


class Helping:
    """Who answers, and where."""

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library
        self._codes = [*(c.code for c in at.library.safety.countries), ELSEWHERE]

    async def open(self, person: PersonId) -> Card:
        asked = Asked(await self._remembered(person), remembered=True)
        return help_page(self._library, b"", asked)

    async def press(self, heard: Heard) -> Card:
        """A topic, a country, or remembering one. Nothing here may fail for want of the store."""
        press = heard.press
        kept = await self._remembered(heard.person)
        match press.verb:
            case "topic":
                topic = heard.one_of([t.id for t in self._library.safety.topics])
                country = self._code(press.step)
                asked = Asked(country, topic, remembered=country == kept)
            case "country":
                asked = self._choose(heard, kept)
            case "remember":
                return await self._remember(heard)
            case _:
                asked = Asked(kept, press.detail, remembered=True)
        return help_page(self._library, press.sitting, asked)

    def _choose(self, heard: Heard, kept: str) -> Asked:
        press, code = heard.press, heard.one_of(self._codes)
        turn = "" if code else heard.one_of([MORE, FIRST])
        country = self._code(press.detail.lower()) if turn else code
        return Asked(country, press.step, more=turn == MORE, remembered=country == kept)

    def _code(self, step: str) -> str:
        return next((c for c in self._codes if c.lower() == step), "")

    async def _remembered(self, person: PersonId) -> str:
        try:
            async with self._desk.journal(person) as journal:
                record = journal.get(Shelf.SETTINGS, journal.named(COUNTRY))
        except StoreUnavailable:
            return ""
        return self._code(kinds.COUNTRY.read(record).code.lower()) if record else ""

    async def _remember(self, heard: Heard) -> Card:
        press = heard.press
        code, _, off = press.detail.partition(".")
        if self._library.safety.country(code) is None and not off:
            return help_page(self._library, press.sitting)
        async with self._desk.journal(heard.person) as journal:
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
