"""Home: what is open, what is ready; and the settings."""

from bot.cards import home
from bot.doors import MOST_OPTIONS, Card, PersonId
from bot.flow.agenda import Kind
from bot.flow.presses import Press
from bot.journeys import lapsing
from bot.journeys.belongings import Belongings, as_option
from bot.journeys.desk import Desk
from bot.store import LockState

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
        lapsed = await lapsing.told(self._desk, person)
        return home.home(self._library, tuple(going), await self._ready(person), lapsed)

    async def _ready(self, person: PersonId) -> tuple[str, ...]:
        """Notes they left themselves whose time has come, as presses."""
        if await self._desk.store.lock.state(person) is LockState.LOCKED:
            return ()
        notes = {Kind.AFTER, Kind.AGAIN, Kind.LINE}
        now = self._desk.now()
        entries = await self._desk.store.agenda.of(person)
        due = [e for e in entries if e.kind in notes and e.due and e.due <= now]
        return tuple(str(Press("reminder", e.id, "open")) for e in due[:MOST_READY])

    def settings(self) -> Card:
        """The same for everybody."""
        return home.settings(self._library)
