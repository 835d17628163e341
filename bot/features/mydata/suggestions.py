"""Whether something is suggested about one person: seen and switched on a thing about them."""

from datetime import timedelta

from bot.context import Action, Context, Feature, Turn
from bot.features.mydata.about_whom import called
from bot.features.safety import suggestion_pages
from bot.features.safety.apply_hold import apply_hold
from bot.kept import hold
from bot.ui.event import Event
from bot.ui.model import Card

# Long enough for somebody at one's shoulder to have left.
A_DAY = timedelta(hours=24)
NOT_KNOWN = suggestion_pages.SuggestionState(off=True, can_change=False)


class Suggestions:
    """Every press of it has the verb "suggest"; the thing it stands on says whom it is about."""

    def __init__(self, at: Context) -> None:
        self._at = at

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

    def _page(self, turn: Turn, event: Event) -> Card:
        session, id = turn.session, event.press.sitting
        name = called(turn.library, session, id)
        if name is None:
            return suggestion_pages.gone(turn.library)
        if session.locked:
            # Who is held can't be known here, so nothing is offered, and no day is named.
            return suggestion_pages.page(turn.library, id, name, NOT_KNOWN)
        at = hold.ends(session, name)
        back = f"<t:{int(at.timestamp())}:F>" if at else ""
        state = suggestion_pages.SuggestionState(hold.is_held(session, name), back)
        return suggestion_pages.page(turn.library, id, name, state)

    async def _off(self, turn: Turn, event: Event) -> Card:
        name = called(turn.library, turn.session, event.press.sitting)
        if name is not None and not turn.session.locked:
            await apply_hold(turn, name)
        return self._page(turn, event)

    def _on(self, turn: Turn, event: Event) -> Card:
        name = called(turn.library, turn.session, event.press.sitting)
        if name is not None and not turn.session.locked:
            hold.ask_back(turn.session, name, turn.now + A_DAY)
        return self._page(turn, event)


async def _begin(turn: Turn) -> None:
    hold.bring_up_to_date(turn.session, turn.now)
