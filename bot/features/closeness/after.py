"""What can be done with a closeness check: keep one in mind, lay two side by side, look again."""

from collections.abc import Awaitable
from datetime import timedelta

from bot.context import Context, Turn
from bot.features.closeness import again_pages, care, document, engine, records, results_pages
from bot.features.closeness.care_pages import fear_page
from bot.features.closeness.moves import AskDifferences, FinishLook, KeepInMind
from bot.features.walkthrough.begun import begin_about
from bot.features.walkthrough.document import sources
from bot.forms.closeness_script import ClosenessScript
from bot.kept.look import Look, PlaceKind
from bot.layout.keepsakes import keepsake
from bot.person import Address
from bot.schedule.another_day import AskedBack, another_day
from bot.schedule.reminder import ReminderKind
from bot.store import Session
from bot.ui.event import Event
from bot.ui.model import Card, Reply, Words
from bot.ui.press import number


class After:
    """Presses about a look as a whole, from its results on."""

    def __init__(self, at: Context) -> None:
        self._at = at

    @property
    def _script(self) -> ClosenessScript:
        return self._at.library.closeness.script

    def results(self, turn: Turn, look: Look, lines: tuple[Words, ...] = ()) -> Card:
        """The results as they stand."""
        earlier = self._earlier(turn.session, look)
        return results_pages.results_page(turn.library, look, earlier, lines)

    def pick(self, turn: Turn, look: Look, event: Event) -> Card:
        """Which to keep in mind."""
        del event
        return results_pages.pick_page(turn.library, look)

    def keep(self, turn: Turn, look: Look, event: Event) -> Card:
        """One to keep in mind, or none."""
        known = [item.id for item in self._script.items]
        item = event.one_of([*known, results_pages.NONE])
        after = look
        if item:
            wanted = "" if item == results_pages.NONE else item
            after = engine.advance(self._script, look, KeepInMind(wanted)).look
            records.keep(turn.session, after)
        return self.results(turn, after)

    def differences(self, turn: Turn, look: Look, event: Event) -> Card:
        """Where the two of them differ."""
        del event
        records.keep(
            turn.session,
            engine.advance(self._script, look, AskDifferences()).look,
        )
        return results_pages.differences_page(turn.library, look)

    def again(self, turn: Turn, look: Look, event: Event) -> Card:
        """When to look again."""
        del event
        return again_pages.again_page(turn.library, look)

    def prepare(self, turn: Turn, look: Look, event: Event) -> Card:
        """A talk with them, where one may be thought of."""
        del event
        if not care.offers_a_talk(self._script, look):
            return self.results(turn, look)
        return begin_about(turn, look.label, look.id)

    def remind(self, turn: Turn, look: Look, event: Event) -> Card | Awaitable[Card]:
        """One quiet line when the time has come; the last choice counts."""
        if event.press.detail not in {str(n) for n in self._script.again.days}:
            return self.results(turn, look)
        to: Address | None = turn.prepared
        if to is None:
            return again_pages.closed_page(turn.library, look)
        return self._put(turn, look, to, int(event.press.detail))

    async def address_of(self, event: Event) -> Address | None:
        """Pages are only shown in a server where private messages are closed."""
        return await self._at.address_of(event.person) if event.private else None

    async def _put(self, turn: Turn, look: Look, to: Address, days: int) -> Card:
        # One for each look: asked for again, the newer choice takes the place of the older.
        asked = AskedBack(look.id, ReminderKind.AGAIN, look.id, to, turn.at.languages.noted)
        entry = another_day(asked, turn.now, timedelta(days=days), await turn.nudges())
        await turn.put(entry, about=look.id)
        return again_pages.reminded_page(turn.library, look, entry.day)

    def then(self, turn: Turn, look: Look, event: Event) -> Card:
        """Side by side with the one before."""
        then = self._earlier(turn.session, look)
        if then is None:
            return self.results(turn, look)
        return again_pages.then_page(turn.library, then, look, number(event.press.detail))

    def save(self, turn: Turn, look: Look, event: Event) -> Reply:
        """As a file."""
        library = turn.library
        kind, _, beside = event.press.detail.partition("-")
        then = self._earlier(turn.session, look) if beside else None
        also = document.then_blocks(library, then, look) if then else []
        blocks = [*document.look_blocks(library, look, also), sources(library)[0]]
        return keepsake(library, blocks, kind, turn.today)

    def done(self, turn: Turn, look: Look, event: Event) -> Card:
        """That is all for now."""
        after = engine.advance(self._script, look, FinishLook(turn.today)).look
        records.keep(turn.session, after)
        if after.at.at is PlaceKind.FEAR:
            return fear_page(turn.library, after, private=event.private)
        return results_pages.done_page(turn.library, after)

    def _earlier(self, session: Session, look: Look) -> Look | None:
        if look.finished is None or look.alone:
            return None
        return records.earlier(session, self._script, look)
