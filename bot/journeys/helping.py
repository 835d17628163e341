"""Help now: before consent, without the store, never logged or counted."""

from bot.cards.help import ELSEWHERE, help_page
from bot.cards.welcome import said
from bot.doors import Card, PersonId
from bot.heard import Heard
from bot.journeys.desk import COUNTRY, Desk
from bot.store import StoreUnavailable
from bot.store.records import Record, Shelf


class Helping:
    """Who answers, and where."""

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library
        self._codes = [c.code for c in at.library.safety.countries]

    async def open(self, person: PersonId) -> Card:
        return help_page(self._library, b"", await self._remembered(person))

    async def press(self, heard: Heard) -> Card:
        """A topic, a country, or remembering one. Nothing here may fail for want of the store."""
        press, library = heard.press, self._library
        topics = [t.id for t in library.safety.topics]
        match press.verb:
            case "topic":
                topic = heard.one_of(topics)
                return help_page(library, press.sitting, self._code(press.step), topic)
            case "country":
                code = heard.one_of([*self._codes, ELSEWHERE])
                return help_page(library, press.sitting, code, press.step)
            case "remember":
                return await self._remember(heard)
            case _:
                country = await self._remembered(heard.person)
                return help_page(library, press.sitting, country, press.detail)

    def _code(self, step: str) -> str:
        return next((c for c in self._codes if c.lower() == step), "")

    async def _remembered(self, person: PersonId) -> str:
        try:
            async with self._desk.journal(person) as journal:
                record = journal.get(Shelf.SETTINGS, journal.named(COUNTRY))
        except StoreUnavailable:
            return ""
        return str(record.facts.get("code", "")) if record else ""

    async def _remember(self, heard: Heard) -> Card:
        code = heard.press.detail
        if code not in self._codes:
            return help_page(self._library, heard.press.sitting)
        async with self._desk.journal(heard.person) as journal:
            journal.keep(Shelf.SETTINGS, journal.named(COUNTRY), Record({"code": code}))
        page = help_page(self._library, heard.press.sitting, code, heard.press.step)
        told = said(self._library, self._library.say("help_page.remembered")).body
        return Card((*told, *page.body), page.rows)
