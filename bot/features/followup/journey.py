"""From a plan to life: a nudge before a talk, a note after it, and how it went."""

from collections.abc import Awaitable
from dataclasses import replace

from bot.context import Action, Context, Feature, Handler, ItemKind, Response, Turn
from bot.features.followup import debrief_pages, lapses, pages
from bot.features.followup.debriefing import Debriefing
from bot.features.followup.pages import VERB
from bot.features.followup.planning import Planning, PlanStep, talk
from bot.features.walkthrough import summary_pages
from bot.forms.sitting import Sitting
from bot.forms.talk import is_newer
from bot.kept.record_kinds import Kept
from bot.layout.handed_back import given_back
from bot.schedule.reminder import Reminder, ReminderKind
from bot.ui.event import Event
from bot.ui.model import Card


class AfterATalk:
    """Every press of it has the verb "after"; what is meant stands in its step and detail.

    None of it while suggestions are off for the person the talk is with.
    """

    def __init__(self, at: Context) -> None:
        self._at = at
        self._planning = Planning(at)
        self._debriefing = Debriefing(at)

    def feature(self) -> Feature:
        plans, went = self._planning.steps(), self._debriefing.steps()

        def ask(turn: Turn, sitting: Sitting, event: Event) -> Response | Awaitable[Response]:
            """When it will be; with the name of a question, that one about how it went."""
            steps = went if event.press.step.partition(".")[2] else plans
            return steps["ask"](turn, sitting, event)

        steps = {**plans, **went, "ask": ask}
        actions = {f"{VERB}.{act}": Action(self._with(does)) for act, does in steps.items()}
        sure = replace(actions[f"{VERB}.sure"], before=self._planning.address_of)
        return Feature(
            "after a talk",
            actions={**actions, f"{VERB}.sure": sure},
            items={Kept.DEBRIEF.value: ItemKind(self._debriefing.kept)},
            nudges={ReminderKind.BEFORE: self._nudged, ReminderKind.AFTER: self._nudged},
        )

    def _with(self, does: PlanStep) -> Handler:
        """What is done about the talk a press stands on."""

        def run(turn: Turn, event: Event) -> Response | Awaitable[Response]:
            sitting = talk(self._at.library, turn.session, event.press.sitting)
            return self._nothing(turn, event) if sitting is None else does(turn, sitting, event)

        return run

    async def _nudged(self, turn: Turn, event: Event, entry: Reminder) -> Card:
        """A nudge of ours was opened."""
        del event
        sitting = talk(turn.library, turn.session, entry.about)
        if sitting is None:
            return pages.nothing_page(turn.library)
        say, told = turn.library.say, await lapses.may_be_told(turn)
        lapsed = await lapses.told(turn, told, sitting.id)
        if entry.kind is ReminderKind.AFTER:
            opened = turn.library.debrief.open_say
            return self._debriefing.opened(turn, sitting, *lapsed, opened)
        ready = say("plan_page.late" if entry.late else "plan_page.ready")
        newer = is_newer(turn.library.script_of(sitting), sitting)
        since = (say("plan_page.since"),) if newer else ()
        return summary_pages.card_page(turn.library, sitting, lines=(*lapsed, ready, *since))

    def _nothing(self, turn: Turn, event: Event) -> Card:
        """No talk to think of. What was written about one can still be had as a file."""
        kept = self._debriefing.id_of(turn.session, event.press.sitting)
        if kept and event.press.step == "how":
            return debrief_pages.file_page(turn.library, kept)
        return given_back(turn.library, event, pages.nothing_page(turn.library))
