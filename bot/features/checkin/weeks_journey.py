"""A picture of the last weeks: only when asked for, and only where there is enough."""

from dataclasses import replace

from bot.context import Action, Feature, Handler, Response, Turn
from bot.features.checkin import records, weeks
from bot.features.checkin import weeks_pages as pages
from bot.features.checkin.weeks_pages import Told
from bot.features.printing.journey import Order, Printing
from bot.features.printing.typesetter import Format, Paper, Sheet, available
from bot.kept.checked_in import CheckedIn, Habits
from bot.layout.controls import said
from bot.ui.event import Event
from bot.ui.model import Card


class Weeks:
    """Every press of it has the verb "weeks": in words, drawn, or with weeks left out."""

    def __init__(self, papers: Printing) -> None:
        self._papers = papers

    def feature(self) -> Feature:
        runs: dict[str, Handler] = {"": self._told, "away": self._away, "draw": self._drawn}
        return Feature("weeks", actions={f"weeks.{act}": Action(run) for act, run in runs.items()})

    def _told(self, turn: Turn, event: Event) -> Response:
        habits = records.habits(turn.session)
        those = self._those(turn, habits)
        if isinstance(those, Card):
            return those
        detail = event.press.detail
        at = int(detail) if detail.isdecimal() else 0
        return pages.page(turn.library, Told(those, habits, turn.today, draws=available()), at)

    def _away(self, turn: Turn, event: Event) -> Response:
        """What they want left out."""
        before, known = records.habits(turn.session), weeks.weeks(turn.today)
        away = frozenset(w for w in known if event.one_of([w.isoformat()]))
        # A week that can't be chosen any more stays as it was.
        after = replace(before, away=away | (before.away - set(known)))
        if after != before:
            records.keep_habits(turn.session, after)
        return self._told(turn, event)

    def _drawn(self, turn: Turn, event: Event) -> Response:
        those = self._those(turn, records.habits(turn.session))
        if isinstance(those, Card):
            return those
        data = pages.data(turn.library, those, turn.today)
        return self._papers.made(
            turn.today, event, Order(Sheet.WEEKS, Paper.PHONE, Format.PNG, data)
        )

    def _those(self, turn: Turn, habits: Habits) -> list[CheckedIn] | Card:
        """What is in the picture; or why there is none."""
        library, today = turn.library, turn.today
        if not habits.picture:
            return said(library, library.say("weeks_page.off"))
        everything = records.since(turn.session, weeks.weeks(today)[-1])
        those = weeks.in_picture(everything, habits.away, today)
        return those if weeks.enough(those) else pages.too_few(library, habits, today)
