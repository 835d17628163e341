"""What can be done with a closeness check: keep one in mind, lay two side by side, look again."""

from collections.abc import Awaitable
from datetime import timedelta

from bot.cards.closeness import again, document, results
from bot.cards.closeness.care import fear_page
from bot.cards.document import Block, sources
from bot.cards.example import keepsake
from bot.context import Context, Turn
from bot.doors import Address, Card, Reply, Words
from bot.flow.agenda import Entry, Kind
from bot.flow.closeness import care, engine
from bot.flow.closeness.look import At, Look
from bot.flow.closeness.moves import AskDifferences, Finish, KeepInMind
from bot.flow.timing import UTC_ZONE, instant, local
from bot.heard import Heard
from bot.journeys import closeness_records as records
from bot.journeys.walkthrough_begun import begin_about
from bot.store import Journal

# Late in the morning: awake, and no hurry.
ELEVEN = 11 * 60


class After:
    """Presses about a look as a whole, from its results on."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._library = at.library
        self._script = at.library.closeness.script

    def results(self, journal: Journal, look: Look, lines: tuple[Words, ...] = ()) -> Card:
        """The results as they stand."""
        return results.results_page(self._library, look, self._earlier(journal, look), lines)

    def pick(self, turn: Turn, look: Look, heard: Heard) -> Card:
        """Which to keep in mind."""
        del turn, heard
        return results.pick_page(self._library, look)

    def keep(self, turn: Turn, look: Look, heard: Heard) -> Card:
        """One to keep in mind, or none."""
        known = [item.id for item in self._script.items]
        item = heard.one_of([*known, results.NONE])
        after = look
        if item:
            wanted = "" if item == results.NONE else item
            after = engine.advance(self._script, look, KeepInMind(wanted)).look
            records.keep(turn.journal, after)
        return self.results(turn.journal, after)

    def differences(self, turn: Turn, look: Look, heard: Heard) -> Card:
        """Where the two of them differ."""
        del heard
        records.keep(turn.journal, engine.advance(self._script, look, AskDifferences()).look)
        return results.differences_page(self._library, look)

    def again(self, turn: Turn, look: Look, heard: Heard) -> Card:
        """When to look again."""
        del turn, heard
        return again.again_page(self._library, look)

    def prepare(self, turn: Turn, look: Look, heard: Heard) -> Card:
        """A talk with them, where one may be thought of."""
        del heard
        if not care.offers_a_talk(self._script, look):
            return self.results(turn.journal, look)
        return begin_about(turn, look.label, look.id)

    def remind(self, turn: Turn, look: Look, heard: Heard) -> Card | Awaitable[Card]:
        """One quiet line when the time has come; the last choice counts."""
        if heard.press.detail not in {str(n) for n in self._script.again.days}:
            return self.results(turn.journal, look)
        to: Address | None = turn.prepared
        if to is None:
            return again.closed_page(self._library, look)
        return self._put(turn, look, to, int(heard.press.detail))

    async def address_of(self, heard: Heard) -> Address | None:
        """Pages are only shown in a server where private messages are closed."""
        return await self._at.address_of(heard.person) if heard.private else None

    async def _put(self, turn: Turn, look: Look, to: Address, days: int) -> Card:
        known = next(iter(await turn.nudges()), None)
        zone = known.zone if known else UTC_ZONE
        on = local(zone, turn.now).date() + timedelta(days=days)
        due = instant(zone, on, ELEVEN)
        silent = known.silent if known else False
        # One for each look: asked for again, the newer choice takes the place of the older.
        entry = Entry(look.id, Kind.AGAIN, to, due, on, zone, ELEVEN, silent=silent, about=look.id)
        await self._at.store.agenda.put(entry)
        return again.reminded_page(self._library, look, on)

    def then(self, turn: Turn, look: Look, heard: Heard) -> Card:
        """Side by side with the one before: which rows, and those."""
        then, which = self._earlier(turn.journal, look), heard.press.detail
        if then is None:
            return self.results(turn.journal, look)
        if heard.press.step == "rows":
            items = self._script.items
            picked = [str(i.n) for i in items if heard.one_of([i.id])]
            which = ".".join(picked)
        if not which:
            return again.then_page(self._library, then, look)
        return again.rows_page(self._library, then, look, which)

    def save(self, turn: Turn, look: Look, heard: Heard) -> Reply:
        """As a file."""
        kind, _, which = heard.press.detail.partition("-")
        then, beside = self._earlier(turn.journal, look), list[Block]()
        if then is not None and which:
            beside = document.then_blocks(self._library, then, look, which)
        blocks = document.look_blocks(self._library, look, beside)
        blocks.append(sources(self._library)[0])
        return keepsake(self._library, blocks, kind, turn.today)

    def done(self, turn: Turn, look: Look, heard: Heard) -> Card:
        """That is all for now."""
        after = engine.advance(self._script, look, Finish(turn.today)).look
        records.keep(turn.journal, after)
        if after.at.at is At.FEAR:
            return fear_page(self._library, after, private=heard.private)
        return results.done_page(self._library, after)

    def _earlier(self, journal: Journal, look: Look) -> Look | None:
        if look.finished is None or look.alone:
            return None
        return records.earlier(journal, self._script, look)
