"""Pages to print: the finished card, examples, empty sheets. Its presses have the verb "paper"."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.cards import paper as pages
from bot.cards import paper_sheets
from bot.doors import Card, PersonId, Reply
from bot.flow.sitting import Sitting
from bot.flow.talk import is_for_somebody
from bot.heard import Heard
from bot.journeys import desk
from bot.journeys.desk import Desk
from bot.paper.render import (
    Format,
    NotInstalled,
    Paper,
    Refused,
    Sheet,
    TooLong,
    available,
    render,
)

PAPERS: Mapping[str, Paper] = {"a4": Paper.A4, "letter": Paper.LETTER}
PHONE = "phone"
# Somebody's own words stand on these.
PERSONAL = frozenset({Sheet.CARD, Sheet.POINTS, Sheet.WEEKS})
# Each takes a processor for a moment. Nobody prints more than that by hand.
MOST_IN_A_MINUTE, A_MINUTE = 6, timedelta(minutes=1)


class Papers:
    """Looks, sets, hands over. Nothing is kept but when somebody last asked, in memory."""

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library
        self._asked: dict[PersonId, deque[datetime]] = {}

    async def press(self, heard: Heard) -> Reply:
        match heard.press.step:
            case "sheets":
                return pages.sheets(self._library)
            case "sheet":
                return await self._sheet(heard)
            case _:
                return await self._card(heard)

    async def _card(self, heard: Heard) -> Reply:
        """The card of a walkthrough, if it is this person's and finished."""
        library, kind = self._library, heard.press.detail
        if not heard.private:
            return pages.not_here(library)
        async with self._desk.journal(heard.person) as journal:
            sitting = desk.sitting(library, journal, heard.press.sitting)
        if sitting is None or not sitting.finished:
            return pages.instead(library, "gone")
        script = library.scripts[sitting.script]
        if kind == PHONE and script.card.spoken and is_for_somebody(script, sitting):
            data = pages.points_data(library, sitting)
            return await self.made(heard, Sheet.POINTS, Paper.PHONE, Format.PNG, data)
        if kind in PAPERS:
            data = pages.card_data(library, sitting)
            return await self.made(heard, Sheet.CARD, PAPERS[kind], Format.PDF, data)
        return self._offered(sitting)

    def _offered(self, sitting: Sitting) -> Card:
        if not available():
            return pages.instead(self._library, "not_installed", sitting.id)
        return pages.choose(self._library, sitting)

    async def _sheet(self, heard: Heard) -> Reply:
        """An example or an empty sheet."""
        chosen = heard.one_of(list(pages.sheet_names(self._library)))
        if not chosen or heard.press.detail not in PAPERS:
            return pages.sheets(self._library)
        template, data = paper_sheets.sheet(self._library, chosen)
        size = PAPERS[heard.press.detail]
        return await self.made(heard, Sheet(template), size, Format.PDF, data)

    async def made(
        self, heard: Heard, sheet: Sheet, size: Paper, form: Format, data: pages.Data
    ) -> Reply:
        """Set it and hand it over, or say why not."""
        library, id = self._library, heard.press.sitting
        if not heard.private:
            return pages.not_here(library)
        if not self._may(heard.person):
            return pages.instead(library, "pause", id)
        try:
            made = await render(sheet, size, form, data)
        except NotInstalled:
            return pages.instead(library, "not_installed", id)
        except TooLong:
            return pages.instead(library, "too_long", id)
        except Refused:
            return pages.instead(library, "refused", id)
        return pages.handed_over(
            library, made, form.value, self._desk.today(), private=sheet in PERSONAL
        )

    def _may(self, person: PersonId) -> bool:
        """Whether they asked for few enough in the last minute."""
        since = self._desk.now() - A_MINUTE
        self._asked = {p: when for p, when in self._asked.items() if when[-1] > since}
        lately = self._asked.setdefault(person, deque(maxlen=MOST_IN_A_MINUTE))
        if len(lately) == MOST_IN_A_MINUTE and lately[0] > since:
            return False
        lately.append(self._desk.now())
        return True
