"""How it went: kept beside the plan it went by, one record for each."""

from dataclasses import replace

from bot.cards import debrief as pages
from bot.cards.afterwards import VERB
from bot.cards.debrief import LONGEST, outcome_of
from bot.cards.emptied import emptied_page
from bot.confidential import Confidential
from bot.content.debrief import Step
from bot.context import Context, Turn, nonce
from bot.doors import Card, Reply
from bot.flow import engine
from bot.flow.closeness import care
from bot.flow.debrief import AFRAID, LINE, NEXT, OUTCOME, Debrief
from bot.flow.presses import Press, number
from bot.flow.sitting import Sitting
from bot.flow.talk import label, whom
from bot.heard import Heard
from bot.journeys import desk
from bot.journeys.closeness_hush import hush
from bot.journeys.desk import Kept
from bot.journeys.kept import Thing
from bot.journeys.planning import Does
from bot.journeys.unkept import given_back, too_long
from bot.records.kinds import DEBRIEF
from bot.store import Journal
from bot.store.records import Record, Shelf


class Debriefing:
    """The pages after "How did it go?"."""

    def __init__(self, at: Context) -> None:
        self._library = at.library
        self._texts = at.library.debrief
        self._outcomes = [o.id for o in self._texts.outcomes]

    def steps(self) -> dict[str, Does]:
        """What is done about how it went, by the step of a press."""
        return {
            "how": lambda turn, sitting, heard: self.opened(
                turn, sitting, page=number(heard.press.detail)
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

    def kept(self, journal: Journal, id: bytes) -> Thing | None:
        """What was written, also where its walkthrough has gone by itself."""
        record = journal.get(Shelf.SITTINGS, id)
        if record is None:
            return None
        one = DEBRIEF.read(record, id)
        sitting = desk.sitting(self._library, journal, one.origin)
        return Thing(
            id,
            pages.name(self._library, sitting),
            self._library.say("how_page.title"),
            one.day.isoformat(),
            touched=one.day,
            opens=str(Press(pages.VERB, one.origin, "how")),
            blocks=lambda: pages.went_blocks(self._library, sitting, one.went),
            of=one.origin,
        )

    def id_of(self, journal: Journal, sitting: bytes) -> bytes:
        """Where it is kept how this one went; empty if nothing is."""
        id = _id_of(journal, sitting)
        return id if journal.get(Shelf.SITTINGS, id) else b""

    def opened(self, turn: Turn, sitting: Sitting, *lines: str, page: int = 0) -> Card:
        """How did it go? With what was said of it so far."""
        went = _of(turn, sitting).went
        return pages.ask_page(self._library, sitting, went, page, lines)

    def _outcome(self, turn: Turn, sitting: Sitting, heard: Heard) -> Card:
        outcome = _choose(turn, sitting, OUTCOME, heard.one_of(self._outcomes))
        if not outcome:
            return self.opened(turn, sitting)
        return pages.outcome_page(self._library, sitting, outcome)

    def _again(self, turn: Turn, sitting: Sitting, heard: Heard) -> Card:
        """What was said then, and what can be written then."""
        del heard
        outcome = outcome_of(_of(turn, sitting).went, self._outcomes)
        if not outcome:
            return self.opened(turn, sitting)
        return pages.outcome_page(self._library, sitting, outcome)

    def _form(self, turn: Turn, sitting: Sitting, heard: Heard) -> Reply:
        return pages.form(self._library, sitting, _key(heard) or LINE, _of(turn, sitting), nonce())

    def _ask(self, turn: Turn, sitting: Sitting, heard: Heard) -> Card:
        step = self._texts.step(_key(heard))
        if step is None:
            return self.opened(turn, sitting, page=number(heard.press.detail))
        return pages.step_page(self._library, sitting, step)

    def _next(self, turn: Turn, sitting: Sitting, heard: Heard) -> Card:
        _choose(turn, sitting, NEXT, heard.one_of([o.id for o in self._texts.next_options]))
        return self._end(turn, sitting)

    def _kept(self, turn: Turn, sitting: Sitting, heard: Heard) -> Card:
        """A form came: kept, or asked about where it came back empty."""
        key = _key(heard)
        one, count, text = _of(turn, sitting), heard.press.detail, heard.line("text")
        here = key in one.went and count == str(one.turns.get(key, 0))
        if here and heard.private and not text.satisfies(bool):
            keep, out = (
                Press(VERB, sitting.id, "how"),
                Press(VERB, sitting.id, f"unwrite.{key}", count),
            )
            return emptied_page(self._library, sitting.id, str(keep), str(out))
        return self._written(turn, sitting, heard, key)

    def _written(self, turn: Turn, sitting: Sitting, heard: Heard, key: str) -> Card:
        library, step = self._library, self._texts.step(key)
        if key != LINE and step is None:
            refused = library.say("error.old_button")
        else:
            refused = self._write(turn, sitting, heard, key)
        if refused:
            return given_back(library, heard, self.opened(turn, sitting, refused))
        ahead = self._after(step) if step else None
        kept = library.say("how_page.kept")
        if step and ahead:
            return pages.step_page(library, sitting, ahead, (kept,))
        return self._end(turn, sitting) if step else pages.done_page(library, sitting, kept)

    def _taken_out(self, turn: Turn, sitting: Sitting, heard: Heard) -> Card:
        """They were asked, and want it gone."""
        one, key = _of(turn, sitting), _key(heard)
        if key not in one.went or heard.press.detail != str(one.turns.get(key, 0)):
            return self.opened(turn, sitting, self._library.say("error.old_button"))
        _keep(turn.journal, one, key, Confidential(""))
        return self.opened(turn, sitting)

    def _write(self, turn: Turn, sitting: Sitting, heard: Heard, key: str) -> str:
        """Keep what was written; or why it was not."""
        text = heard.line("text")
        if text.satisfies(lambda t: len(t) > LONGEST):
            return too_long(self._library, heard)
        one, blank = _of(turn, sitting), not text.satisfies(bool)
        # Where others might look the form opens empty: that takes nothing out.
        if one.went.get(key, Confidential("")) == text or (blank and not heard.private):
            return ""
        if heard.press.detail != str(one.turns.get(key, 0)):
            here = "" if heard.private else "_here"
            return self._library.say(f"page.changed_elsewhere{here}")
        _keep(turn.journal, one, key, text)
        return ""

    async def _afraid(self, turn: Turn, sitting: Sitting, heard: Heard) -> Card:
        """What is tapped is kept nowhere; what follows from it is."""
        if heard.press.detail not in care.AFRAID:
            step = self._texts.step(AFRAID)
            ahead = self._after(step) if step else None
            if ahead is None:
                return self._end(turn, sitting)
            return pages.step_page(self._library, sitting, ahead)
        script = self._library.scripts[sitting.script]
        other = whom(script, sitting)
        # Nudges first: a crash in between leaves none that should not come.
        await turn.drop_about({sitting.id}, for_good=True)
        # The talk may have been with somebody else than the one it is about.
        for name in (other, label(script, sitting)):
            if name is not None:
                await hush(turn, name)
        desk.keep(self._library, turn.journal, engine.hold(sitting))
        return pages.held_page(self._library, other, sitting.id)

    def _after(self, step: Step) -> Step | None:
        steps = self._texts.steps
        return next(iter(steps[steps.index(step) + 1 :]), None)

    def _end(self, turn: Turn, sitting: Sitting) -> Card:
        truths = self._texts.truths
        truth = truths[turn.today.toordinal() % len(truths)]
        return pages.done_page(self._library, sitting, truth)


def _of(turn: Turn, sitting: Sitting) -> Debrief:
    id = _id_of(turn.journal, sitting.id)
    record = turn.journal.get(Shelf.SITTINGS, id)
    return DEBRIEF.read(record, id) if record else Debrief(id, sitting.id, turn.today)


def _choose(turn: Turn, sitting: Sitting, key: str, picked: str) -> str:
    """Keep what was picked, if it is one of ours."""
    if picked:
        _keep(turn.journal, _of(turn, sitting), key, Confidential(picked))
    return picked


def _key(heard: Heard) -> str:
    """Which of the questions a press is about."""
    return heard.press.step.partition(".")[2]


def _keep(journal: Journal, one: Debrief, key: str, value: Confidential[str]) -> None:
    """One more thing about it. An empty one takes out what was there."""
    went = {k: v for k, v in one.went.items() if k != key}
    if value.satisfies(bool):
        went[key] = value
    turns = {**one.turns, key: one.turns.get(key, 0) + 1}
    one = replace(one, went=went, turns=turns)
    journal.keep(Shelf.SITTINGS, one.id, Record(*DEBRIEF.written(one)))


def _id_of(journal: Journal, sitting: bytes) -> bytes:
    """The one record of how it went by this plan, or the id it is going to have."""
    found = desk.hanging_on(journal, Kept.DEBRIEF, sitting)
    return min(found, default=journal.named(f"how {sitting.hex()} went"))
