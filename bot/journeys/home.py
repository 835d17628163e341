"""Home: what is open, what is ready; and the settings."""

from bot.cards import home
from bot.doors import MOST_OPTIONS, Card, PersonId
from bot.flow.agenda import Entry, Kind
from bot.flow.presses import Press
from bot.journeys import lapsing
from bot.journeys.belongings import Belongings, as_option
from bot.journeys.desk import Desk

# So many notes that are ready fit in a row.
MOST_READY = 3


class Home:
    """The first page, and what stands in none of the others."""

    def __init__(self, at: Desk, belongings: Belongings) -> None:
        self._desk = at
        self._library = at.library
        self._belongings = belongings

    async def open(self, person: PersonId) -> Card:
        """The home page."""
        going = [as_option(t) for t in await self._belongings.going(person, MOST_OPTIONS)]
        entries = await lapsing.may_be_told(self._desk, person)
        lapsed = await lapsing.told(self._desk, person, entries)
        return home.home(self._library, tuple(going), self._ready(entries), lapsed)

    def _ready(self, entries: list[Entry]) -> tuple[str, ...]:
        """Notes they left themselves whose time has come, as presses."""
        notes = {Kind.AFTER, Kind.AGAIN, Kind.LINE}
        now = self._desk.now()
        due = [e for e in entries if e.kind in notes and e.due and e.due <= now]
        return tuple(str(Press("reminder", e.id, "open")) for e in due[:MOST_READY])

    def settings(self) -> Card:
        """The same for everybody."""
        return home.settings(self._library)
