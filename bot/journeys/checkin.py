"""The body check-in: half a minute."""

from bot.cards import welcome
from bot.doors import Card, PersonId, Reply
from bot.heard import Heard
from bot.journeys.desk import Desk
from bot.journeys.kept import Thing
from bot.store import Journal


class Checkin:
    """Every press of it has the verb "checkin"; what is meant stands in its step and detail."""

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library

    async def open(self, person: PersonId) -> Card:
        del person
        return welcome.home(self._library)

    async def press(self, heard: Heard) -> Reply:
        return await self.open(heard.person)

    def kept(self, journal: Journal) -> list[Thing]:
        """What of it somebody keeps, the newest first."""
        del journal
        return []
