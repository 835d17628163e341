"""A walkthrough: from opening it to the finished card. Decide, keep, then answer.

The same for every script there is; which one it is, the sitting says.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from bot.confidential import Confidential
from bot.context import (
    Action,
    Context,
    Feature,
    Handler,
    ItemKind,
    Leads,
    Response,
    Turn,
    settled,
)
from bot.features.safety.apply_hold import apply_hold
from bot.features.walkthrough import choosing, engine, lost, pages, sittings, summary_pages
from bot.features.walkthrough.banners import banners
from bot.features.walkthrough.begun import begin, new, page, standing
from bot.features.walkthrough.document import sitting_blocks
from bot.features.walkthrough.looks import LOOKS, ON_ITS_PAGE, Shows
from bot.features.walkthrough.moves import Done, GoTo, Outcome
from bot.features.walkthrough.pressed import MEANS, Means, feelings
from bot.features.walkthrough.resume_page import resume_page
from bot.features.walkthrough.several import written_together
from bot.features.walkthrough.touching import dated
from bot.forms import route
from bot.forms.answers import Answer
from bot.forms.banner import Banner
from bot.forms.script import Script
from bot.forms.sitting import CARD, PageKind, Sitting, Step
from bot.forms.talk import is_for_somebody, is_note, label, planned
from bot.kept import once
from bot.kept.item import KeptItem
from bot.kept.record_kinds import Kept
from bot.layout import emptied
from bot.layout.handed_back import given_back, words_back
from bot.store import Session
from bot.ui.event import Event
from bot.ui.model import Card, Reply, Words
from bot.ui.press import CLEAR, Press, key_of, number

# What a press does to where they stand; and a page of its own for what came of it.
Decides: TypeAlias = Callable[[Sitting, Step, Event], Outcome]
Answers: TypeAlias = Callable[[Turn, Sitting, Outcome, Event], Reply | None]


class Walkthrough:
    """The journey through any of the scripts."""

    def __init__(self, at: Context) -> None:
        self._at = at

    def feature(self) -> Feature:
        library = self._at.library
        own: dict[str, Answers] = {"card": self._card, "pick": self._picked}
        runs: dict[str, Handler] = {
            **{v: self._moves(self._to(means), own.get(v)) for v, means in MEANS.items()},
            "begin": self._begin,
            "resume": self._resume,
            "calm": self._calm,
            "stop": self._stop,
            "check": self._moves(self._checked, self._check),
            "together": self._moves(self._together),
            "done": self._done(),
            **{verb: self._shows(show) for verb, show in LOOKS.items()},
            **{verb: self._shows(show, only_here=True) for verb, show in ON_ITS_PAGE.items()},
        }
        here = self._moves(self._opened, self._card)
        return Feature(
            "walkthrough",
            commands={
                "walk": Action(lambda turn, _: choosing.walks(turn.library)),
                **{id: Action(self._opens(id)) for id in library.scripts},
            },
            actions={
                **{verb: Action(run) for verb, run in runs.items()},
                "walk": Leads(lambda event: event.press.step),
                "walks": Leads(lambda event: event.one_of(list(library.scripts))),
            },
            items={Kept.WALKTHROUGH.value: ItemKind(self.kept, here)},
        )

    def kept(self, turn: Turn, id: bytes) -> KeptItem | None:
        """A walkthrough, as /my-words has it."""
        library, session = turn.library, turn.session
        sitting = sittings.sitting(library, session, id)
        if sitting is None:
            without = sittings.lost(library, session, id)
            return lost.item(library, without) if without else None
        script = library.script_of(sitting)
        line = choosing.item(library, sitting)
        return KeptItem(
            id=sitting.id,
            name=line.label,
            plain=line.plain_label,
            detail=line.detail,
            touched=sitting.touched,
            opens=str(Press("here", sitting.id, str(sitting.at))),
            blocks=lambda: sitting_blocks(library, sitting),
            unfinished=not sitting.finished,
            of_somebody=label(script, sitting) is not None,
        )

    def _opens(self, id: str) -> Handler:
        """Its command: begin, carry on, or ask which."""

        def run(turn: Turn, event: Event) -> Card:
            del event
            script = turn.library.scripts[id]
            if script.command is None:
                return choosing.walks(turn.library, turn.library.say("walks_page.lost"))
            going = self._going(turn.session, script)
            if not going:
                return self._lengths(turn.session, script, made=self._card_here(turn, script))
            if len(going) == 1:
                return resume_page(turn.library, going[0], turn.today)
            return choosing.which(turn.library, script, going)

        return run

    def _begin(self, turn: Turn, event: Event) -> Card:
        """A length was chosen: a new sitting, kept before its first page is shown."""
        library, session, length = turn.library, turn.session, event.press.detail
        known = library.scripts.get(event.press.step)
        # One that isn't offered any more can be ended, and not begun.
        script = known if known and known.command else library.offered[0]
        if length not in {n.id for n in script.lengths}:
            return self._lengths(session, script)
        id = once.meant(session, Kept.WALKTHROUGH, event.press.sitting, length)
        begun = standing(library, session, id) if id else None
        if id is None or (begun and (begun.made or begun.script != script.id)):
            return self._lengths(session, script, library.say("error.old_button"))
        if begun and (begun.length == length or not _is_untouched(begun)):
            return page(library, begun)
        begun = begin(library, session, new(script, length, id, turn.today))
        return pages.page(library, begun)

    def _calm(self, turn: Turn, event: Event) -> Card:
        """Steady first, from elsewhere. However often pressed, the one that is open goes on."""
        del event
        library, session, script = turn.library, turn.session, turn.library.calming
        if script is None or script.steady is None:
            return self._lengths(session, turn.library.offered[0])
        length = script.steady.length
        if here := next((s for s in self._going(session, script) if s.length == length), None):
            return page(library, here)
        coming = once.next_one(session, Kept.WALKTHROUGH)
        return page(library, begin(library, session, new(script, length, coming, turn.today)))

    def _lengths(
        self, session: Session, script: Script, *lines: Words, made: Sitting | None = None
    ) -> Card:
        coming = once.next_one(session, Kept.WALKTHROUGH)
        return choosing.lengths(self._at.library, script, coming, lines, made)

    def _going(self, session: Session, script: Script) -> list[Sitting]:
        """Those of a script whose questions go on, the newest first."""
        going = sittings.some_sittings(self._at.library, session, session.contents.going())
        return [s for s in going if s.script == script.id and not s.made]

    def _card_here(self, turn: Turn, script: Script) -> Sitting | None:
        """The newest card that they are not done with, or that is of today."""
        contents = turn.session.contents
        today = contents.since(Kept.WALKTHROUGH.value, turn.today.isoformat())
        ids = dict.fromkeys([*contents.going(), *today])
        made = sittings.some_sittings(turn.library, turn.session, ids)
        return next((s for s in made if s.made and s.script == script.id), None)

    def _resume(self, turn: Turn, event: Event) -> Card:
        """One of several was chosen."""
        library, session = turn.library, turn.session
        ids = session.contents.of(Kept.WALKTHROUGH.value)
        keys = {key_of(id): id for id in ids}
        chosen = standing(library, session, keys.get(event.one_of(list(keys)), b""))
        return page(library, chosen) if chosen else self._gone(session, event)

    async def _stop(self, turn: Turn, event: Event) -> Response:
        """That is it for now; clear the chat, where that was meant."""
        if event.press.detail == CLEAR:
            return await turn.follow(event, Press(CLEAR))
        at = standing(turn.library, turn.session, event.press.sitting)
        return pages.stopped_page(turn.library, at) if at else self._gone(turn.session, event)

    def _shows(self, show: Shows, *, only_here: bool = False) -> Handler:
        """A press that changes nothing."""

        def run(turn: Turn, event: Event) -> Reply:
            at = standing(self._at.library, turn.session, event.press.sitting)
            if at is None:
                return self._gone(turn.session, event)
            # Some presses belong to no page: they are about the sitting as a whole.
            step = Step.parse(event.press.step) or at.at
            if only_here and step != at.at:
                old = Outcome(at, (Banner.OLD_BUTTON,))
                return page(turn.library, at, old, private=event.private)
            return show(turn, at, step, event)

        return run

    def _moves(self, decides: Decides, answers: Answers | None = None) -> Handler:
        """A press that may change where they stand: decide, keep, then answer."""

        async def run(turn: Turn, event: Event) -> Reply:
            before = standing(self._at.library, turn.session, event.press.sitting)
            if before is None:
                return self._gone(turn.session, event)
            outcome = decides(before, Step.parse(event.press.step) or before.at, event)
            if outcome.sitting != before:
                script = self._at.library.script_of(before)
                after = dated(script, before, outcome.sitting, turn.today)
                kept = sittings.keep(self._at.library, turn.session, after)
                outcome = replace(outcome, sitting=self._led_on(turn.session, kept))
                await _hushed(turn, before, outcome.sitting)
            own = answers(turn, before, outcome, event) if answers else None
            reply = own or self._answer(turn, before, outcome, event)
            if (told := await _still_set(turn, before, outcome.sitting)) and isinstance(
                reply, Card
            ):
                reply = replace(reply, body=(*told, *reply.body))
            if outcome.unkept is not None and event.private and isinstance(reply, Card):
                return words_back(self._at.library, reply, outcome.unkept)
            return reply

        return run

    def _led_on(self, session: Session, kept: Sitting) -> Sitting:
        """Whoever was just named can be somebody suggestions are off for: what was next may not be.

        Kept again where it isn't, on the page that is.
        """
        on = route.standing(self._at.library.script_of(kept), kept)
        return kept if on == kept else sittings.keep(self._at.library, session, on)

    def _opened(self, at: Sitting, step: Step, event: Event) -> Outcome:
        """Where it stands; of what they are done with, the card."""
        del step, event
        script = self._at.library.script_of(at)
        return engine.advance(script, at, GoTo(CARD)) if at.finished else Outcome(at)

    def _together(self, at: Sitting, step: Step, event: Event) -> Outcome:
        """Several questions out of one form."""
        del step
        script = self._at.library.script_of(at)
        return engine.advance_all(script, at, written_together(event))

    def _done(self) -> Handler:
        """They are done with it: nothing of it is open, and home is shown."""
        end = self._moves(self._to(lambda *_: Done()))

        async def run(turn: Turn, event: Event) -> Response:
            shown = await settled(end(turn, event))
            at = standing(self._at.library, turn.session, event.press.sitting)
            return await turn.open("menu") if at and at.finished else shown

        return run

    def _to(self, means: Means) -> Decides:
        def decides(at: Sitting, step: Step, event: Event) -> Outcome:
            script = self._at.library.script_of(at)
            move = means(script, step, event)
            return engine.advance(script, at, move) if move else Outcome(at, (Banner.OLD_BUTTON,))

        return decides

    def _gone(self, session: Session, event: Event) -> Card:
        if without := sittings.lost(self._at.library, session, event.press.sitting):
            return lost.page(self._at.library, without, number(event.press.detail))
        script = self._at.library.offered[0]
        gone = self._lengths(session, script, self._at.library.say("sittings.gone"))
        return given_back(self._at.library, event, gone)

    def _answer(self, turn: Turn, before: Sitting, outcome: Outcome, event: Event) -> Card:
        library, after = turn.library, outcome.sitting
        if outcome.emptied:
            id, _, _ = event.press.detail.rpartition(".")
            top = banners(library, outcome, private=event.private)
            return self._emptied(after, id, outcome.emptied, top)
        asked_first = before.at.at is PageKind.GATE
        if after.at == CARD and after.made and (asked_first or not before.made):
            script = library.script_of(after)
            length = script.length(after.length)
            end = (length.ends_note if is_note(script, after) else "") or length.ends
            return summary_pages.card_page(library, after, lines=(end,) if end else ())
        return page(library, after, outcome, private=event.private)

    def _card(self, turn: Turn, before: Sitting, outcome: Outcome, event: Event) -> Reply | None:
        """A page of the card."""
        del before
        after = outcome.sitting
        if after.at != CARD:
            return None
        return summary_pages.card_page(turn.library, after, number(event.press.detail))

    def _picked(self, turn: Turn, before: Sitting, outcome: Outcome, event: Event) -> Reply | None:
        """Out of a neighbourhood of feelings: more of them."""
        del turn
        after = outcome.sitting
        script = self._at.library.script_of(after)
        if after.at != before.at or feelings(script, after.at) is None:
            return None
        said = banners(self._at.library, outcome, private=event.private)
        return pages.words_page(self._at.library, after, event.press.detail, said)

    def _emptied(self, at: Sitting, id: str, keys: tuple[str, ...], top: tuple[Words, ...]) -> Card:
        fields = self._at.library.script_of(at).fields_of(id)
        gone = [(str(n), f) for n, f in enumerate(fields) if f.key in keys]
        turn = at.turns.get(id, 0)
        out = Press(emptied.VERB, at.id, "", f"{id}.{turn}.{''.join(n for n, _ in gone)}")
        had = at.answers.get(id, Confidential[Answer]({}))
        # Of a form with one place to write in, or none that is left, all of it is meant.
        some = had.satisfies(lambda a: any(v for key, v in a.items() if key not in keys))
        labels = [f.label for _, f in gone] if some else []
        keep = str(Press("here", at.id, str(at.at)))
        return emptied.emptied_page(
            self._at.library, at.id, keep, str(out), fields=labels, lines=top
        )

    def _checked(self, at: Sitting, step: Step, event: Event) -> Outcome:
        del step
        checks = enumerate(self._at.library.script_of(at).checks)
        unsafe = {f"{n}.no" for n, check in checks if check.opens_safety}
        opens = at.made and event.press.detail in unsafe
        return engine.unsafe(at) if opens else Outcome(at)

    def _check(self, turn: Turn, before: Sitting, outcome: Outcome, event: Event) -> Reply | None:
        """The next of the five checks. Only the last one branches; none of it is kept."""
        del turn, before
        at = outcome.sitting
        if at.at != CARD or not is_for_somebody(self._at.library.script_of(at), at):
            return None
        n, _, answer = event.press.detail.partition(".")
        if not answer:
            return pages.check_page(self._at.library, at, 0)
        line = self._at.library.say("checks_page.no_line") if answer == "no" else ""
        return pages.check_page(self._at.library, at, number(n) + 1, line)


async def _hushed(turn: Turn, before: Sitting, after: Sitting) -> None:
    """Where suggestions have just been switched off, no nudge about them comes any more."""
    if not after.held or before.held:
        return
    await turn.drop_about({after.id}, for_good=True)
    if (about := label(turn.library.script_of(after), after)) is not None:
        await apply_hold(turn, about)


async def _still_set(turn: Turn, before: Sitting, after: Sitting) -> tuple[str, ...]:
    """Said where they wrote another time, and a reminder is set by the one before."""
    script = turn.library.script_of(after)
    at = planned(script, before)
    if at is None or planned(script, after) is not None or after.held:
        return ()
    if not any(e.about == after.id and not (e.told or e.lapsed) for e in await turn.nudges()):
        return ()
    return (turn.library.say("plan_page.still_set", when=turn.library.dates.moment(at)),)


def _is_untouched(sitting: Sitting) -> bool:
    """Whether nothing has been answered or decided yet: then another length can be meant."""
    return not (sitting.turns or sitting.skipped or sitting.decided)
