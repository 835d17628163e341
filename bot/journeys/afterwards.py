"""From a plan to life: a nudge before a talk, a note after it, and how it went."""

from collections.abc import Awaitable
from dataclasses import replace

from bot.cards import afterwards as pages
from bot.cards import debrief as how
from bot.cards import finished
from bot.cards.afterwards import VERB
from bot.context import Action, Context, Feature, Handler, Item, Response, Turn
from bot.doors import Card
from bot.flow.agenda import Entry, Kind
from bot.flow.sitting import Sitting
from bot.heard import Heard
from bot.journeys import lapsing
from bot.journeys.debriefing import Debriefing
from bot.journeys.desk import Kept
from bot.journeys.planning import Does, Planning, talk
from bot.journeys.unkept import given_back


class Afterwards:
    """Every press of it has the verb "after"; what is meant stands in its step and detail.

    None of it while suggestions are off for the person the talk is with.
    """

    def __init__(self, at: Context) -> None:
        self._library = at.library
        self._planning = Planning(at)
        self._debriefing = Debriefing(at)

    def feature(self) -> Feature:
        plans, went = self._planning.steps(), self._debriefing.steps()

        def ask(turn: Turn, sitting: Sitting, heard: Heard) -> Response | Awaitable[Response]:
            """When it will be; with the name of a question, that one about how it went."""
            steps = went if heard.press.step.partition(".")[2] else plans
            return steps["ask"](turn, sitting, heard)

        steps = {**plans, **went, "ask": ask}
        actions = {f"{VERB}.{act}": Action(self._with(does)) for act, does in steps.items()}
        sure = replace(actions[f"{VERB}.sure"], before=self._planning.address_of)
        return Feature(
            "after a talk",
            actions={**actions, f"{VERB}.sure": sure},
            items={Kept.DEBRIEF.value: Item(self._debriefing.kept)},
            nudges={Kind.BEFORE: self._nudged, Kind.AFTER: self._nudged},
        )

    def _with(self, does: Does) -> Handler:
        """What is done about the talk a press stands on."""

        def run(turn: Turn, heard: Heard) -> Response | Awaitable[Response]:
            sitting = talk(self._library, turn.journal, heard.press.sitting)
            return self._nothing(turn, heard) if sitting is None else does(turn, sitting, heard)

        return run

    async def _nudged(self, turn: Turn, heard: Heard, entry: Entry) -> Card:
        """A nudge of ours was opened."""
        del heard
        sitting = talk(self._library, turn.journal, entry.about)
        if sitting is None:
            return pages.nothing_page(self._library)
        say, told = self._library.say, await lapsing.may_be_told(turn)
        lapsed = await lapsing.told(turn, told, sitting.id)
        if entry.kind is Kind.AFTER:
            opened = self._library.debrief.open_say
            return self._debriefing.opened(turn, sitting, *lapsed, opened)
        ready = say("plan_page.late" if entry.late else "plan_page.ready")
        return finished.card_page(self._library, sitting, lines=(*lapsed, ready))

    def _nothing(self, turn: Turn, heard: Heard) -> Card:
        """No talk to think of. What was written about one can still be had as a file."""
        kept = self._debriefing.id_of(turn.journal, heard.press.sitting)
        if kept and heard.press.step == "how":
            return how.file_page(self._library, kept)
        return given_back(self._library, heard, pages.nothing_page(self._library))
