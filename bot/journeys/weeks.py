"""A picture of the last weeks: only when asked for, and only where there is enough."""

from dataclasses import replace

from bot.cards import weeks as pages
from bot.cards.weeks import Told
from bot.cards.welcome import said
from bot.doors import Reply
from bot.flow import weeks
from bot.flow.checkin import CheckedIn, Habits
from bot.heard import Heard
from bot.journeys import checkin_records as records
from bot.journeys.desk import Desk
from bot.journeys.papers import Papers
from bot.paper.render import Format, Paper, Sheet, available
from bot.store import Journal


class Weeks:
    """Every press of it has the verb "weeks"."""

    def __init__(self, at: Desk, papers: Papers) -> None:
        self._desk = at
        self._papers = papers
        self._library = at.library

    async def press(self, heard: Heard) -> Reply:
        """Look at them in words, have them drawn, or leave weeks out."""
        library, today = self._library, self._desk.today()
        async with self._desk.journal(heard.person) as journal:
            habits = self._decided(journal, heard)
            everything = records.since(journal, weeks.weeks(today)[-1])
        if not habits.picture:
            return said(library, library.say("weeks_page.off"))
        those = weeks.in_picture(everything, habits.away, today)
        if not weeks.enough(those):
            return pages.too_few(library, habits, today)
        if heard.press.step == "draw":
            return await self._drawn(heard, those)
        at = int(heard.press.detail) if heard.press.detail.isdecimal() else 0
        return pages.page(library, Told(those, habits, today, draws=available()), at)

    def _decided(self, journal: Journal, heard: Heard) -> Habits:
        """What they want left out, if that is what was pressed."""
        before = records.habits(journal)
        if heard.press.step != "away":
            return before
        known = weeks.weeks(self._desk.today())
        away = frozenset(w for w in known if heard.one_of([w.isoformat()]))
        # A week that can't be chosen any more stays as it was.
        after = replace(before, away=away | (before.away - set(known)))
        if after != before:
            records.keep_habits(journal, after)
        return after

    async def _drawn(self, heard: Heard, those: list[CheckedIn]) -> Reply:
        data = pages.data(self._library, those, self._desk.today())
        return await self._papers.made(heard, Sheet.WEEKS, Paper.PHONE, Format.PNG, data)
