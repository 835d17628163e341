"""Pages to print: the finished card, examples, empty sheets. Its presses have the verb "paper"."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.context import Action, Context, Feature, Outside, Response, Rule, Sessionless, Turn
from bot.features.printing import pages
from bot.features.printing import sheets as printing_sheets
from bot.features.printing.typesetter import (
    Format,
    NotInstalled,
    NotTypeset,
    Paper,
    Sheet,
    TooLong,
    available,
    render,
)
from bot.features.walkthrough import sittings
from bot.forms.sitting import Sitting
from bot.forms.talk import is_for_somebody
from bot.layout.controls import not_here
from bot.person import PersonId
from bot.ui.event import Event
from bot.ui.model import Card, Reply
from bot.ui.press import number

PAPERS: Mapping[str, Paper] = {"a4": Paper.A4, "letter": Paper.LETTER}
PHONE = "phone"
# Somebody's own words stand on these.
PERSONAL = frozenset({Sheet.CARD, Sheet.POINTS, Sheet.WEEKS})
# Each takes a processor for a moment. Nobody prints more than that by hand.
MOST_IN_A_MINUTE, A_MINUTE = 6, timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be set, how large, and as what."""

    sheet: Sheet
    size: Paper
    form: Format
    data: pages.Data


class Printing:
    """Looks, sets, hands over. Nothing is kept but when somebody last asked, in memory."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._asked: dict[PersonId, deque[datetime]] = {}

    def feature(self) -> Feature:
        sheets: dict[str, Rule] = {
            "sheets": Sessionless(self._sheets),
            "sheet": Sessionless(self._sheet),
        }
        return Feature(
            "paper",
            actions={
                "paper": Action(self._card, needs_consent=False, private_only=True),
                **{f"paper.{act}": rule for act, rule in sheets.items()},
            },
            elsewhere=lambda _: not_here(self._at.library),
        )

    def _card(self, turn: Turn, event: Event) -> Response:
        """The card of a walkthrough, if it is this person's and there is one."""
        library, kind = turn.library, event.press.detail
        sitting = sittings.sitting(library, turn.session, event.press.sitting)
        if sitting is None or not sitting.made:
            return pages.instead(library, "gone")
        script = library.script_of(sitting)
        if kind == PHONE and script.card.spoken and is_for_somebody(script, sitting):
            data = pages.points_data(library, sitting)
            return self.made(turn.today, event, Order(Sheet.POINTS, Paper.PHONE, Format.PNG, data))
        if kind in PAPERS:
            data = pages.card_data(library, sitting)
            return self.made(turn.today, event, Order(Sheet.CARD, PAPERS[kind], Format.PDF, data))
        return self._offered(sitting)

    def _offered(self, sitting: Sitting) -> Card:
        if not available():
            return pages.instead(self._at.library, "not_installed", sitting.id)
        return pages.choose(self._at.library, sitting)

    def _sheets(self, event: Event) -> Card:
        return pages.sheets(self._at.library, number(event.press.detail))

    async def _sheet(self, event: Event) -> Reply:
        """An example or an empty sheet: chosen first, then for which paper."""
        names, library = list(pages.sheet_names(self._at.library)), self._at.library
        if not event.private:
            return not_here(library)
        if chosen := event.one_of(names):
            return pages.sheet(library, chosen)
        name = event.press.step.partition(".")[2]
        if name not in names or event.press.detail not in PAPERS:
            return pages.sheets(library)
        template, data = printing_sheets.sheet(library, name)
        size = PAPERS[event.press.detail]
        today = await self._at.today_of(event.person)
        made = self.made(today, event, Order(Sheet(template), size, Format.PDF, data))
        return await made.work() if isinstance(made, Outside) else made

    def made(self, today: date, event: Event, order: Order) -> Response:
        """Set it and hand it over, or say why not. Setting takes its time: outside of the turn."""
        library, id = self._at.library, event.press.sitting
        if not event.private:
            return not_here(library)
        if not self._may(event.person):
            return pages.instead(library, "pause", id)

        async def work() -> Reply:
            try:
                made = await render(order.sheet, order.size, order.form, order.data)
            except NotInstalled:
                return pages.instead(library, "not_installed", id)
            except TooLong:
                return pages.instead(library, "too_long", id)
            except NotTypeset:
                return pages.instead(library, "refused", id)
            private = order.sheet in PERSONAL
            return pages.handed_over(library, made, order.form.value, today, private=private)

        return Outside(work)

    def _may(self, person: PersonId) -> bool:
        """Whether they asked for few enough in the last minute."""
        since = self._at.now() - A_MINUTE
        self._asked = {p: when for p, when in self._asked.items() if when[-1] > since}
        lately = self._asked.setdefault(person, deque(maxlen=MOST_IN_A_MINUTE))
        if len(lately) == MOST_IN_A_MINUTE and lately[0] > since:
            return False
        lately.append(self._at.now())
        return True
