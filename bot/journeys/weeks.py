"""A picture of the last weeks: only when asked for, and only where there is enough."""

from dataclasses import replace

from bot.cards import weeks as pages
from bot.cards.weeks import Told
from bot.cards.welcome import said
from bot.context import Action, Context, Feature, Handler, Response, Turn
from bot.doors import Card
from bot.flow import weeks
from bot.flow.checkin import CheckedIn, Habits
from bot.heard import Heard
from bot.journeys import checkin_records as records
from bot.journeys.papers import Order, Papers
from bot.paper.render import Format, Paper, Sheet, available


class Weeks:
    """Every press of it has the verb "weeks": in words, drawn, or with weeks left out."""

    def __init__(self, at: Context, papers: Papers) -> None:
        self._papers = papers
        self._library = at.library

    def feature(self) -> Feature:
        runs: dict[str, Handler] = {"": self._told, "away": self._away, "draw": self._drawn}
        return Feature("weeks", actions={f"weeks.{act}": Action(run) for act, run in runs.items()})

    def _told(self, turn: Turn, heard: Heard) -> Response:
        habits = records.habits(turn.journal)
        those = self._those(turn, habits)
        if isinstance(those, Card):
            return those
        detail = heard.press.detail
        at = int(detail) if detail.isdecimal() else 0
        return pages.page(self._library, Told(those, habits, turn.today, draws=available()), at)

    def _away(self, turn: Turn, heard: Heard) -> Response:
        """What they want left out."""
        before, known = records.habits(turn.journal), weeks.weeks(turn.today)
        away = frozenset(w for w in known if heard.one_of([w.isoformat()]))
        # A week that can't be chosen any more stays as it was.
        after = replace(before, away=away | (before.away - set(known)))
        if after != before:
            records.keep_habits(turn.journal, after)
        return self._told(turn, heard)

    def _drawn(self, turn: Turn, heard: Heard) -> Response:
        those = self._those(turn, records.habits(turn.journal))
        if isinstance(those, Card):
            return those
        data = pages.data(self._library, those, turn.today)
        return self._papers.made(turn, heard, Order(Sheet.WEEKS, Paper.PHONE, Format.PNG, data))

    def _those(self, turn: Turn, habits: Habits) -> list[CheckedIn] | Card:
        """What is in the picture; or why there is none."""
        library, today = self._library, turn.today
        if not habits.picture:
            return said(library, library.say("weeks_page.off"))
        everything = records.since(turn.journal, weeks.weeks(today)[-1])
        those = weeks.in_picture(everything, habits.away, today)
        return those if weeks.enough(those) else pages.too_few(library, habits, today)
