"""Home: what is open, what is ready; and the settings, above all sharing that is off."""

from datetime import UTC, datetime, timedelta

from bot.cards import home, sharing
from bot.cards.trouble import old_button
from bot.doors import MOST_OPTIONS, Card, Option, PersonId
from bot.flow.agenda import Kind
from bot.flow.presses import Press
from bot.heard import Heard
from bot.journeys import holding
from bot.journeys.belongings import Belongings, as_option
from bot.journeys.desk import Desk
from bot.store import LockState

# Switching sharing on takes a day: long enough for somebody at one's shoulder to have left.
UNDO = timedelta(hours=24)
# So many notes that are ready fit in a row.
MOST_READY = 3


class Home:
    """Every press of it has the verb "settings"."""

    def __init__(self, at: Desk, belongings: Belongings) -> None:
        self._desk = at
        self._library = at.library
        self._belongings = belongings

    async def open(self, person: PersonId) -> Card:
        """The home page."""
        things = await self._belongings.things(person)
        going = [as_option(t) for t in things if t.unfinished][:MOST_OPTIONS]
        return home.home(self._library, tuple(going), await self._ready(person))

    async def _ready(self, person: PersonId) -> tuple[str, ...]:
        """Notes they left themselves whose time has come, as presses."""
        if await self._desk.store.lock.state(person) is LockState.LOCKED:
            return ()
        notes = {Kind.AFTER, Kind.AGAIN, Kind.LINE}
        now = self._desk.now()
        entries = await self._desk.store.agenda.of(person)
        due = [e for e in entries if e.kind in notes and e.due and e.due <= now]
        return tuple(str(Press("reminder", e.id, "open")) for e in due[:MOST_READY])

    async def press(self, heard: Heard) -> Card:
        match heard.press.step:
            case "sharing":
                return await self._sharing(heard.person)
            case "held" | "on" | "off":
                return await self._held(heard)
            case _:
                async with self._desk.journal(heard.person) as journal:
                    some = bool(holding.all_held(journal))
                return home.settings(self._library, some_held=some)

    async def _sharing(self, person: PersonId) -> Card:
        async with self._desk.journal(person) as journal:
            held = holding.all_held(journal)
        plain = self._library.say("page.this_person")
        options = [Option(id, one.map(_name), plain) for id, one in held.items()]
        return sharing.sharing(self._library, tuple(options[:MOST_OPTIONS]))

    async def _held(self, heard: Heard) -> Card:
        """One of them: look, ask for sharing to come back, or take that back."""
        step, detail = heard.press.step, heard.press.detail
        async with self._desk.journal(heard.person) as journal:
            known = holding.all_held(journal)
            id = heard.one_of(list(known)) if step == "held" else detail
            if id not in known:
                return old_button(self._library)
            if step != "held":
                back = self._desk.now() + UNDO if step == "on" else None
                holding.ask_back(journal, id, back)
            one = holding.all_held(journal)[id]
        return sharing.held(self._library, id, one.map(_name), one.map(_back))


def _name(one: dict[str, str]) -> str:
    return one[holding.LABEL]


def _back(one: dict[str, str]) -> str:
    at = one[holding.BACK]
    return f"<t:{int(datetime.fromisoformat(at).astimezone(UTC).timestamp())}:F>" if at else ""
