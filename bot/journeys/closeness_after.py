"""What can be done with a closeness check: keep one in mind, lay two side by side, look again."""

from datetime import date, timedelta

from bot.cards.closeness import again, document, results
from bot.cards.closeness.care import fear_page
from bot.cards.document import Block, sources
from bot.cards.example import keepsake
from bot.doors import Address, Card, DoorClosed, PersonId, Reply, Words
from bot.flow.agenda import Entry, Kind
from bot.flow.closeness import care, engine
from bot.flow.closeness.look import At, Look
from bot.flow.closeness.moves import AskDifferences, Finish, KeepInMind
from bot.flow.timing import UTC_ZONE, instant, local
from bot.heard import Heard
from bot.journeys import closeness_records as records
from bot.journeys.desk import Desk
from bot.journeys.walkthrough import Walkthrough
from bot.store import Journal

# Late in the morning: awake, and no hurry.
ELEVEN = 11 * 60
# What is not offered while suggestions are off for them.
NOT_ON_HOLD = frozenset(
    {"pick", "keep", "differences", "then", "rows", "again", "remind", "prepare"}
)


class After:
    """Presses about a look as a whole, from its results on."""

    def __init__(self, at: Desk, walkthrough: Walkthrough) -> None:
        self._desk = at
        self._walkthrough = walkthrough
        self._library = at.library
        self._script = at.library.closeness.script

    def results(self, journal: Journal, look: Look, lines: tuple[Words, ...] = ()) -> Card:
        """The results as they stand."""
        return results.results_page(self._library, look, self._earlier(journal, look), lines)

    def answer(self, journal: Journal, look: Look, heard: Heard) -> Reply | None:
        """None where the press is about something else."""
        act, detail = heard.press.step, heard.press.detail
        if look.alone and act in NOT_ON_HOLD:
            return self.results(journal, look)
        if act == "prepare" and not care.offers_a_talk(self._script, look):
            return self.results(journal, look)
        match act:
            case "pick":
                return results.pick_page(self._library, look)
            case "keep":
                return self._keep(journal, look, heard)
            case "differences":
                records.keep(journal, engine.advance(self._script, look, AskDifferences()).look)
                return results.differences_page(self._library, look)
            case "then" | "rows":
                return self._then(journal, look, heard)
            case "again":
                return again.again_page(self._library, look)
            case "prepare":
                return self._walkthrough.begin_about(journal, look.label, look.id)
            case "save":
                return self._save(journal, look, detail)
            case "done":
                return self._done(journal, look, heard)
            case _:
                return None

    async def remind(self, journal: Journal, look: Look, heard: Heard, to: Address | None) -> Card:
        """One quiet line when the time has come; the last choice counts."""
        if look.alone or heard.press.detail not in {str(n) for n in self._script.again.days}:
            return self.results(journal, look)
        if to is None:
            return again.closed_page(self._library, look)
        on = await self._put(heard.person, look, to, int(heard.press.detail))
        return again.reminded_page(self._library, look, on)

    async def address_of(self, person: PersonId) -> Address | None:
        """Talks to Discord: never inside a turn."""
        try:
            return await self._desk.door.address_of(person)
        except DoorClosed:
            return None

    async def _put(self, person: PersonId, look: Look, to: Address, days: int) -> date:
        agenda = self._desk.store.agenda
        known = next(iter(await agenda.of(person)), None)
        zone = known.zone if known else UTC_ZONE
        on = local(zone, self._desk.now()).date() + timedelta(days=days)
        due = instant(zone, on, ELEVEN)
        silent = known.silent if known else False
        # One for each look: asked for again, the newer choice takes the place of the older.
        entry = Entry(look.id, Kind.AGAIN, to, due, on, zone, ELEVEN, silent=silent, about=look.id)
        await agenda.put(entry)
        return on

    def _keep(self, journal: Journal, look: Look, heard: Heard) -> Card:
        known = [item.id for item in self._script.items]
        item = heard.one_of([*known, results.NONE])
        after = look
        if item:
            wanted = "" if item == results.NONE else item
            after = engine.advance(self._script, look, KeepInMind(wanted)).look
            records.keep(journal, after)
        return self.results(journal, after)

    def _then(self, journal: Journal, look: Look, heard: Heard) -> Card:
        then, which = self._earlier(journal, look), heard.press.detail
        if then is None:
            return self.results(journal, look)
        if heard.press.step == "rows":
            items = self._script.items
            picked = [str(i.n) for i in items if heard.one_of([i.id])]
            which = ".".join(picked)
        if not which:
            return again.then_page(self._library, then, look)
        return again.rows_page(self._library, then, look, which)

    def _save(self, journal: Journal, look: Look, detail: str) -> Reply:
        kind, _, which = detail.partition("-")
        then, beside = self._earlier(journal, look), list[Block]()
        if then is not None and which:
            beside = document.then_blocks(self._library, then, look, which)
        blocks = document.look_blocks(self._library, look, beside)
        blocks.append(sources(self._library)[0])
        return keepsake(self._library, blocks, kind, self._desk.today())

    def _done(self, journal: Journal, look: Look, heard: Heard) -> Card:
        after = engine.advance(self._script, look, Finish(self._desk.today())).look
        records.keep(journal, after)
        if after.at.at is At.FEAR:
            return fear_page(self._library, after, private=heard.private)
        return results.done_page(self._library, after)

    def _earlier(self, journal: Journal, look: Look) -> Look | None:
        if look.finished is None or look.alone:
            return None
        return records.earlier(journal, self._script, look)
