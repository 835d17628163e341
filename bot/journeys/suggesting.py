"""Whether something is suggested about one person: seen and switched on a thing about them."""

from datetime import timedelta

from bot.cards import suggestions as cards
from bot.confidential import Confidential
from bot.context import Action, Context, Feature, Turn
from bot.doors import Card
from bot.flow.talk import label as label_of
from bot.heard import Heard
from bot.journeys import closeness_records, desk, holding
from bot.journeys.closeness_hush import hush
from bot.store import Journal

# Long enough for somebody at one's shoulder to have left.
A_DAY = timedelta(hours=24)
NOT_KNOWN = cards.State(off=True, can_change=False)


class Suggesting:
    """Every press of it has the verb "suggest"; the thing it stands on says whom it is about."""

    def __init__(self, at: Context) -> None:
        self._library = at.library

    def feature(self) -> Feature:
        return Feature(
            "hold",
            actions={
                "suggest.": Action(self._page),
                "suggest.off": Action(self._off),
                "suggest.on": Action(self._on),
            },
            begins=_begin,
        )

    def _page(self, turn: Turn, heard: Heard) -> Card:
        journal, id = turn.journal, heard.press.sitting
        name = self._whom(journal, id)
        if name is None:
            return cards.gone(self._library)
        if journal.locked:
            # Who is held can't be known here, so nothing is offered, and no day is named.
            return cards.page(self._library, id, name, NOT_KNOWN)
        at = holding.ends(journal, name)
        back = f"<t:{int(at.timestamp())}:F>" if at else ""
        state = cards.State(holding.is_held(journal, name), back)
        return cards.page(self._library, id, name, state)

    async def _off(self, turn: Turn, heard: Heard) -> Card:
        name = self._whom(turn.journal, heard.press.sitting)
        if name is not None and not turn.journal.locked:
            await hush(turn, name)
        return self._page(turn, heard)

    def _on(self, turn: Turn, heard: Heard) -> Card:
        name = self._whom(turn.journal, heard.press.sitting)
        if name is not None and not turn.journal.locked:
            holding.ask_back(turn.journal, name, turn.now + A_DAY)
        return self._page(turn, heard)

    def _whom(self, journal: Journal, id: bytes) -> Confidential[str] | None:
        """Whom a thing is about, as they call them."""
        if sitting := desk.sitting(self._library, journal, id):
            return label_of(self._library.scripts[sitting.script], sitting)
        look = closeness_records.look(journal, self._library.closeness.script, id)
        return look.label if look and look.is_named else None


async def _begin(turn: Turn) -> None:
    holding.bring_up_to_date(turn.journal, turn.now)
