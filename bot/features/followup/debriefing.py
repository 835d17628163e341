"""How it went: kept beside the plan it went by, one record for each."""

from dataclasses import replace

from bot.confidential import Confidential
from bot.content.debrief import DebriefStep, DebriefTexts
from bot.context import Context, Turn, nonce
from bot.features.closeness import care as closeness_care
from bot.features.followup import debrief_pages as pages
from bot.features.followup.debrief_pages import LONGEST, outcome_of
from bot.features.followup.pages import VERB
from bot.features.followup.planning import PlanStep
from bot.features.safety.apply_hold import apply_hold
from bot.features.walkthrough import engine as walkthrough_engine
from bot.features.walkthrough import sittings
from bot.forms.sitting import Sitting
from bot.forms.talk import label, whom
from bot.kept import record_kinds
from bot.kept.codecs import DEBRIEF
from bot.kept.how_it_went import AFRAID, LINE, NEXT, OUTCOME, Debrief
from bot.kept.item import KeptItem
from bot.kept.record_kinds import Kept
from bot.layout.emptied import emptied_page
from bot.layout.handed_back import given_back, too_long
from bot.store import Session
from bot.store.records import Record, Shelf
from bot.ui.event import Event
from bot.ui.model import Card, Reply
from bot.ui.press import Press, number


class Debriefing:
    """The pages after "How did it go?"."""

    def __init__(self, at: Context) -> None:
        self._at = at
        self._outcomes = [o.id for o in self._texts.outcomes]

    @property
    def _texts(self) -> DebriefTexts:
        return self._at.library.debrief

    def steps(self) -> dict[str, PlanStep]:
        """What is done about how it went, by the step of a press."""
        return {
            "how": lambda turn, sitting, event: self.opened(
                turn, sitting, page=number(event.press.detail)
            ),
            "outcome": self._outcome,
            "again": self._again,
            "line": self._form,
            "write": self._form,
            "kept": self._kept,
            "unwrite": self._taken_out,
            "ask": self._ask,
            "afraid": self._afraid,
            "next": self._next,
            "done": lambda turn, sitting, _: self._end(turn, sitting),
        }

    def kept(self, turn: Turn, id: bytes) -> KeptItem | None:
        """What was written, also where its walkthrough has gone by itself."""
        library, session = turn.library, turn.session
        record = session.get(Shelf.SITTINGS, id)
        if record is None:
            return None
        one = DEBRIEF.read(record, id)
        sitting = sittings.sitting(library, session, one.origin)
        return KeptItem(
            id,
            pages.name(library, sitting),
            library.say("how_page.title"),
            library.dates.day(one.day),
            touched=one.day,
            opens=str(Press(pages.VERB, one.origin, "how")),
            blocks=lambda: pages.went_blocks(library, sitting, one.went),
            of=one.origin,
        )

    def id_of(self, session: Session, sitting: bytes) -> bytes:
        """Where it is kept how this one went; empty if nothing is."""
        id = _id_of(session, sitting)
        return id if session.get(Shelf.SITTINGS, id) else b""

    def opened(self, turn: Turn, sitting: Sitting, *lines: str, page: int = 0) -> Card:
        """How did it go? With what was said of it so far."""
        went = _of(turn, sitting).went
        return pages.ask_page(turn.library, sitting, went, page, lines)

    def _outcome(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        outcome = _choose(turn, sitting, OUTCOME, event.one_of(self._outcomes))
        if not outcome:
            return self.opened(turn, sitting)
        return pages.outcome_page(turn.library, sitting, outcome)

    def _again(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        """What was said then, and what can be written then."""
        del event
        outcome = outcome_of(_of(turn, sitting).went, self._outcomes)
        if not outcome:
            return self.opened(turn, sitting)
        return pages.outcome_page(turn.library, sitting, outcome)

    def _form(self, turn: Turn, sitting: Sitting, event: Event) -> Reply:
        return pages.form(turn.library, sitting, _key(event) or LINE, _of(turn, sitting), nonce())

    def _ask(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        step = self._texts.step(_key(event))
        if step is None:
            return self.opened(turn, sitting, page=number(event.press.detail))
        return pages.step_page(turn.library, sitting, step)

    def _next(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        _choose(turn, sitting, NEXT, event.one_of([o.id for o in self._texts.next_options]))
        return self._end(turn, sitting)

    def _kept(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        """A form came: kept, or asked about where it came back empty."""
        key = _key(event)
        one, count, text = _of(turn, sitting), event.press.detail, event.line("text")
        here = key in one.went and count == str(one.turns.get(key, 0))
        if here and event.private and not text.satisfies(bool):
            keep, out = (
                Press(VERB, sitting.id, "how"),
                Press(VERB, sitting.id, f"unwrite.{key}", count),
            )
            return emptied_page(turn.library, sitting.id, str(keep), str(out))
        return self._written(turn, sitting, event, key)

    def _written(self, turn: Turn, sitting: Sitting, event: Event, key: str) -> Card:
        library, step = turn.library, self._texts.step(key)
        if key != LINE and step is None:
            refused = library.say("error.old_button")
        else:
            refused = self._write(turn, sitting, event, key)
        if refused:
            return given_back(library, event, self.opened(turn, sitting, refused))
        ahead = self._after(step) if step else None
        kept = library.say("how_page.kept")
        if step and ahead:
            return pages.step_page(library, sitting, ahead, (kept,))
        return self._end(turn, sitting) if step else pages.done_page(library, sitting, kept)

    def _taken_out(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        """They were asked, and want it gone."""
        one, key = _of(turn, sitting), _key(event)
        if key not in one.went or event.press.detail != str(one.turns.get(key, 0)):
            return self.opened(turn, sitting, turn.library.say("error.old_button"))
        _keep(turn.session, one, key, Confidential(""))
        return self.opened(turn, sitting)

    def _write(self, turn: Turn, sitting: Sitting, event: Event, key: str) -> str:
        """Keep what was written; or why it was not."""
        text = event.line("text")
        if text.satisfies(lambda t: len(t) > LONGEST):
            return too_long(turn.library, event)
        one, blank = _of(turn, sitting), not text.satisfies(bool)
        # Where others might look the form opens empty: that takes nothing out.
        if one.went.get(key, Confidential("")) == text or (blank and not event.private):
            return ""
        if event.press.detail != str(one.turns.get(key, 0)):
            here = "" if event.private else "_here"
            return turn.library.say(f"page.changed_elsewhere{here}")
        _keep(turn.session, one, key, text)
        return ""

    async def _afraid(self, turn: Turn, sitting: Sitting, event: Event) -> Card:
        """What is tapped is kept nowhere; what follows from it is."""
        if event.press.detail not in closeness_care.AFRAID:
            step = self._texts.step(AFRAID)
            ahead = self._after(step) if step else None
            if ahead is None:
                return self._end(turn, sitting)
            return pages.step_page(turn.library, sitting, ahead)
        script = turn.library.script_of(sitting)
        other = whom(script, sitting)
        # Nudges first: a crash in between leaves none that should not come.
        await turn.drop_about({sitting.id}, for_good=True)
        # The talk may have been with somebody else than the one it is about.
        for name in (other, label(script, sitting)):
            if name is not None:
                await apply_hold(turn, name)
        sittings.keep(turn.library, turn.session, walkthrough_engine.hold(sitting))
        return pages.held_page(turn.library, other, sitting.id)

    def _after(self, step: DebriefStep) -> DebriefStep | None:
        steps = self._texts.steps
        return next(iter(steps[steps.index(step) + 1 :]), None)

    def _end(self, turn: Turn, sitting: Sitting) -> Card:
        truths = self._texts.truths
        truth = truths[turn.today.toordinal() % len(truths)]
        return pages.done_page(turn.library, sitting, truth)


def _of(turn: Turn, sitting: Sitting) -> Debrief:
    id = _id_of(turn.session, sitting.id)
    record = turn.session.get(Shelf.SITTINGS, id)
    return DEBRIEF.read(record, id) if record else Debrief(id, sitting.id, turn.today)


def _choose(turn: Turn, sitting: Sitting, key: str, picked: str) -> str:
    """Keep what was picked, if it is one of ours."""
    if picked:
        _keep(turn.session, _of(turn, sitting), key, Confidential(picked))
    return picked


def _key(event: Event) -> str:
    """Which of the questions a press is about."""
    return event.press.step.partition(".")[2]


def _keep(session: Session, one: Debrief, key: str, value: Confidential[str]) -> None:
    """One more thing about it. An empty one takes out what was there."""
    went = {k: v for k, v in one.went.items() if k != key}
    if value.satisfies(bool):
        went[key] = value
    turns = {**one.turns, key: one.turns.get(key, 0) + 1}
    one = replace(one, went=went, turns=turns)
    session.keep(Shelf.SITTINGS, one.id, Record(*DEBRIEF.written(one)))


def _id_of(session: Session, sitting: bytes) -> bytes:
    """The one record of how it went by this plan, or the id it is going to have."""
    found = record_kinds.hanging_on(session, Kept.DEBRIEF, sitting)
    return min(found, default=session.named(f"how {sitting.hex()} went"))
