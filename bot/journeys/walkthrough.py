"""A walkthrough: from opening it to the finished card. Decide, keep, then answer.

The same for every script there is; which one it is, the sitting says.
"""

import os
from collections.abc import Mapping
from dataclasses import replace

from bot.cards import emptied, finished, questions, way, welcome
from bot.cards.document import card_blocks, sitting_blocks, sources
from bot.cards.example import keepsake
from bot.cards.lines import lines, words_back
from bot.cards.resume import resume_page
from bot.confidential import Confidential
from bot.doors import Card, PersonId, Reply, Words
from bot.flow import engine, route
from bot.flow.fields import WEATHER, Field, Kind
from bot.flow.moves import (
    AllTwenty,
    Back,
    BeSteady,
    Decide,
    Finish,
    GoTo,
    KeepHere,
    Line,
    Move,
    Onward,
    Outcome,
    Pick,
    Skip,
    TakeOut,
    Write,
)
from bot.flow.presses import Press
from bot.flow.script import Script
from bot.flow.sitting import CARD, REVIEW, Answer, At, Sitting, Step, question_step
from bot.flow.steadying import STEADY, StepKind
from bot.flow.talk import is_for_somebody, label
from bot.heard import Heard
from bot.journeys import beginning, desk
from bot.journeys.closeness_hush import hush
from bot.journeys.consent import Consent
from bot.journeys.desk import Desk, Kept
from bot.journeys.dropping import drop_about
from bot.journeys.kept import Thing
from bot.store import Journal

NONCE = 3

# Presses that belong to the page they stand on; on an older page they change nothing.
ON_ITS_PAGE = frozenset({"view", "write", "starter", "line", "room", "words"})
# Presses that only look.
LOOKS = ON_ITS_PAGE | {"here", "pause", "stop", "edit", "save"}


class Walkthrough:
    """The journey through any of the scripts."""

    def __init__(self, at: Desk, consent: Consent) -> None:
        self._desk = at
        self._consent = consent
        self._library = at.library

    async def open(self, person: PersonId, script: Script) -> Card:
        """Its command: begin, carry on, or ask which."""
        async with self._desk.journal(person) as journal:
            if page := self._consent.missing(journal, script.id):
                return page
            going = self._going(journal, script)
            if not going:
                return self._lengths(journal, script, made=self._made_today(journal, script))
        if len(going) == 1:
            return resume_page(self._library, going[0], self._desk.today())
        return welcome.which(self._library, script, going)

    async def begin(self, heard: Heard) -> Card:
        """A length was chosen: a new sitting, kept before its first page is shown."""
        length, page = heard.press.detail, heard.press.sitting
        script = self._library.scripts.get(heard.press.step, self._library.offered[0])
        async with self._desk.journal(heard.person) as journal:
            if missing := self._consent.missing(journal, script.id):
                return missing
            if script.command is None or length not in {n.id for n in script.lengths}:
                return self._lengths(journal, script)
            id = beginning.meant(journal, Kept.WALKTHROUGH, page, length)
            begun = desk.sitting(self._library, journal, id) if id else None
            if id is None or (begun and (begun.finished or begun.script != script.id)):
                return self._lengths(journal, script, self._library.say("error.old_button"))
            if begun and (begun.length == length or not _is_untouched(begun)):
                return self.page(route.standing(script, begun))
            new = self._begun(journal, self._new(script, length, id))
        return way.page(self._library, new)

    def _lengths(
        self, journal: Journal, script: Script, *lines: Words, made: Sitting | None = None
    ) -> Card:
        page = beginning.next_one(journal, Kept.WALKTHROUGH)
        return welcome.lengths(self._library, script, page, lines, made)

    def _going(self, journal: Journal, script: Script) -> list[Sitting]:
        """Those of a script that were begun and not ended, the newest first."""
        going = desk.some_sittings(self._library, journal, journal.contents.going())
        return [sitting for sitting in going if sitting.script == script.id]

    def _made_today(self, journal: Journal, script: Script) -> Sitting | None:
        today = journal.contents.since(Kept.WALKTHROUGH.value, self._desk.today().isoformat())
        made = desk.some_sittings(self._library, journal, today)
        return next((s for s in made if s.finished and s.script == script.id), None)

    def begin_about(self, journal: Journal, name: Confidential[str], origin: bytes) -> Card:
        """A walkthrough about somebody who was named elsewhere; for one origin there is one."""
        script = self._library.talk
        about = script.roles.about
        answers = {about.question: name.map(lambda n: _as_answer(about.key, n))} if about else {}
        return self.begin_with(journal, script, answers, origin)

    def begin_with(
        self,
        journal: Journal,
        script: Script,
        answers: Mapping[str, Confidential[Answer]],
        origin: bytes,
    ) -> Card:
        """A new walkthrough in which some questions are answered already, by their ids.

        For one origin there is one walkthrough: asked for again, it opens where it stands.
        """
        # The whole one: it asks whatever can have been answered elsewhere, and it can be ended
        # with a card at any question. Asking for a length would be one more page in between.
        whole = script.whole.id
        id = beginning.come_of(origin, Kept.WALKTHROUGH, whole)
        if begun := desk.sitting(self._library, journal, id):
            return self.page(route.standing(script, begun))
        new = self._new(script, whole, id)
        new = replace(new, answers=answers, turns=dict.fromkeys(answers, 1))
        for question in answers:
            new = engine.without_the_body(script, new, question)
        if new.at.id in answers:
            new = replace(new, at=route.onward(script, new, new.at))
        return way.page(self._library, self._begun(journal, new))

    def kept(self, journal: Journal, id: bytes) -> Thing | None:
        """A walkthrough, as /my-words has it."""
        sitting = desk.sitting(self._library, journal, id)
        if sitting is None:
            return None
        script = self._library.scripts[sitting.script]
        line = welcome.item(self._library, sitting)
        opens = str(Press("here", sitting.id, str(sitting.at)))
        return Thing(
            *(sitting.id, line.label, line.plain_label, line.detail, sitting.touched, opens),
            blocks=lambda: sitting_blocks(self._library, sitting),
            unfinished=not sitting.finished,
            of_somebody=label(script, sitting) is not None,
        )

    def _new(self, script: Script, length: str, id: bytes) -> Sitting:
        today = self._desk.today()
        new = Sitting(id, script.id, script.edition, length, REVIEW, today, today)
        return replace(new, at=route.pages(script, new)[0])

    def _begun(self, journal: Journal, new: Sitting) -> Sitting:
        beginning.count(journal, Kept.WALKTHROUGH, new.id)
        return desk.keep(self._library, journal, new)

    async def resume(self, heard: Heard) -> Card:
        """One of several was chosen."""
        async with self._desk.journal(heard.person) as journal:
            ids = journal.contents.of(Kept.WALKTHROUGH.value)
            keys = {welcome.sitting_key(id): id for id in ids}
            chosen = desk.sitting(self._library, journal, keys.get(heard.one_of(list(keys)), b""))
            if chosen is None:
                return self._gone(journal, heard)
        return self.page(route.standing(self._library.scripts[chosen.script], chosen))

    async def press(self, heard: Heard) -> Reply:
        """Anything pressed on a page of one sitting."""
        async with self._desk.journal(heard.person) as journal:
            before = desk.sitting(self._library, journal, heard.press.sitting)
            if before is None:
                # Deleted, or somebody else's: there is no telling which, and none is told.
                return self._gone(journal, heard)
            before = route.standing(self._library.scripts[before.script], before)
            # Some presses belong to no page: they are about the sitting as a whole.
            step = Step.parse(heard.press.step) or before.at
            if heard.press.verb in LOOKS:
                return self._look(before, step, heard)
            outcome = self._decide(before, step, heard)
            if outcome.sitting != before:
                after = replace(outcome.sitting, touched=self._desk.today())
                outcome = replace(outcome, sitting=desk.keep(self._library, journal, after))
                await self._hushed(journal, before, outcome.sitting, heard.person)
        reply = self._answer(before, outcome, heard)
        if outcome.unkept is not None and heard.private and isinstance(reply, Card):
            return words_back(self._library, reply, outcome.unkept)
        return reply

    async def _hushed(
        self, journal: Journal, before: Sitting, after: Sitting, person: PersonId
    ) -> None:
        """Where suggestions have just been switched off, no nudge about them comes any more."""
        if not after.held or before.held:
            return
        await drop_about(self._desk, person, {after.id}, for_good=True)
        if (about := label(self._library.scripts[after.script], after)) is not None:
            await hush(self._desk, journal, person, about)

    def page(self, at: Sitting, said: Outcome | None = None, *, private: bool = True) -> Card:
        """The page where a sitting stands."""
        top = lines(self._library, said, private=private) if said else ()
        if at.at == CARD:
            return finished.card_page(self._library, at, lines=top)
        return way.page(self._library, at, top)

    def _gone(self, journal: Journal, heard: Heard) -> Card:
        script = self._library.offered[0]
        page = self._lengths(journal, script, self._library.say("sittings.gone"))
        return words_back(self._library, page, heard.given if heard.private else {})

    def _answer(self, before: Sitting, outcome: Outcome, heard: Heard) -> Reply:
        after, press = outcome.sitting, heard.press
        script = self._library.scripts[after.script]
        if outcome.emptied:
            id, _, _ = press.detail.rpartition(".")
            top = lines(self._library, outcome, private=heard.private)
            return self._emptied(after, id, outcome.emptied, top)
        if press.verb == "card" and after.at == CARD:
            return finished.card_page(self._library, after, number(press.detail))
        if press.verb == "check" and after.at == CARD and is_for_somebody(script, after):
            return self._check(after, press.detail)
        if press.verb == "pick" and after.at == before.at and _feelings(script, after.at):
            said = lines(self._library, outcome, private=heard.private)
            return way.words_page(self._library, after, press.detail, said)
        asked_first = before.at.at is At.GATE
        if after.at == CARD and after.finished and (asked_first or not before.finished):
            end = script.length(after.length).ends
            return finished.card_page(self._library, after, lines=(end,) if end else ())
        return self.page(after, outcome, private=heard.private)

    def _emptied(self, at: Sitting, id: str, keys: tuple[str, ...], top: tuple[Words, ...]) -> Card:
        fields = self._library.scripts[at.script].fields_of(id)
        gone = [(str(n), f) for n, f in enumerate(fields) if f.key in keys]
        turn = at.turns.get(id, 0)
        out = Press(emptied.VERB, at.id, "", f"{id}.{turn}.{'-'.join(n for n, _ in gone)}")
        had = at.answers.get(id, Confidential[Answer]({}))
        # Of a form with one place to write in, or none that is left, all of it is meant.
        some = had.satisfies(lambda a: any(v for key, v in a.items() if key not in keys))
        labels = [f.label for _, f in gone] if some else []
        keep = str(Press("here", at.id, str(at.at)))
        return emptied.emptied_page(self._library, at.id, keep, str(out), fields=labels, lines=top)

    def _look(self, at: Sitting, step: Step, heard: Heard) -> Reply:
        library, detail = self._library, heard.press.detail
        if heard.press.verb in ON_ITS_PAGE and step != at.at:
            return self.page(at, Outcome(at, (Line.OLD_BUTTON,)), private=heard.private)
        script = library.scripts[at.script]
        question = script.question(step.id) if script.has(step.id) else None
        match heard.press.verb:
            case "write" if question:
                return questions.question_form(library, at, question, _nonce())
            case "starter" if question:
                n = heard.one_of([str(n) for n in range(len(question.starters))])
                return questions.question_form(
                    library, at, question, _nonce(), int(n) if n else None
                )
            case "line" if step == _step_of(script, StepKind.CHOICE_TEXT):
                n = heard.one_of([str(n) for n in range(len(script.step(step.id).choices))])
                return way.line_form(library, at, number(n), _nonce())
            case "room" if question and question.has_room:
                return way.room_page(library, at)
            case "words" if _feelings(script, step):
                families = [f.id for f in library.shared.families]
                return way.words_page(library, at, heard.one_of(families))
            case "view":
                return way.page(library, at, view=detail)
            case "pause":
                return way.pause_page(library, at)
            case "stop":
                return way.stopped_page(library, at)
            case "edit" if at.finished:
                return finished.edit_page(library, at)
            case "save" if at.finished:
                blocks = [*card_blocks(library, at), *sources(library, script)]
                return keepsake(library, blocks, detail, self._desk.today())
            case _:
                return self.page(at)

    def _decide(self, at: Sitting, step: Step, heard: Heard) -> Outcome:
        if heard.press.verb == "check":
            checks = enumerate(self._library.scripts[at.script].checks)
            unsafe = {f"{n}.no" for n, check in checks if check.opens_safety}
            opens = at.finished and heard.press.detail in unsafe
            return engine.unsafe(at) if opens else Outcome(at)
        script = self._library.scripts[at.script]
        move = self._move(script, step, heard)
        return engine.advance(script, at, move) if move else Outcome(at, (Line.OLD_BUTTON,))

    def _move(self, script: Script, step: Step, heard: Heard) -> Move | None:
        detail = heard.press.detail
        match heard.press.verb:
            case "on":
                return Onward(step)
            case "skip":
                return Skip(step)
            case "back":
                return Back(step)
            case "yes":
                return Decide(step, yes=True, stop=detail == "stop")
            case "no":
                return Decide(step, yes=False)
            case "review":
                return GoTo(REVIEW)
            case "card":
                return GoTo(CARD)
            case "jump":
                id = heard.one_of([q.id for q in script.questions])
                return GoTo(question_step(id)) if id else None
            case "finish":
                return Finish()
            case "keep":
                return KeepHere()
            case "steady":
                return BeSteady()
            case "twenty":
                return AllTwenty()
            case "kept":
                id, _, turn = detail.rpartition(".")
                return Write(id, heard.given, number(turn), blanks_keep=not heard.private)
            case emptied.VERB:
                return _taken_out(script, detail)
            case "pick":
                return _pick(script, step, heard)
            case _:
                return None

    def _check(self, at: Sitting, detail: str) -> Card:
        """The next of the five checks. Only the last one branches; none of it is kept."""
        n, _, answer = detail.partition(".")
        if not answer:
            return way.check_page(self._library, at, 0)
        line = self._library.say("checks_page.no_line") if answer == "no" else ""
        return way.check_page(self._library, at, number(n) + 1, line)


def _as_answer(key: str, name: str) -> Answer:
    return {key: name}


def _feelings(script: Script, step: Step) -> Field | None:
    """The field that takes feelings, if it is asked for there."""
    is_there = step.at is At.QUESTION and script.has(step.id)
    return script.question(step.id).of_kind(Kind.FEELINGS) if is_there else None


def _step_of(script: Script, kind: StepKind) -> Step | None:
    found = script.first_step(kind)
    return Step(At.STEADY, found.id) if found else None


def _taken_out(script: Script, detail: str) -> Move | None:
    id, turn, which = [*detail.rsplit(".", 2), "", ""][:3]
    if not script.is_asked(id):
        return None
    fields = enumerate(script.fields_of(id))
    keys = tuple(f.key for n, f in fields if str(n) in which.split("-"))
    return TakeOut(id, keys, number(turn))


def _pick(script: Script, step: Step, heard: Heard) -> Move | None:
    """A menu on a page: a neighbourhood of feelings, the weather, or where to land."""
    picked = heard.picked
    if step == _step_of(script, StepKind.CHOICE):
        field = script.step(step.id).fields[0]
        offered = frozenset(c.id for c in field.choices)
        return Pick(f"{STEADY}{step.id}", field.key, picked, offered)
    if heard.press.detail == WEATHER:
        offered = frozenset(w.id for w in script.shared.room.weather)
        return Pick(step.id, WEATHER, picked, offered)
    families = script.shared.families
    family = next((f for f in families if f.id == heard.press.detail), None)
    feelings = _feelings(script, step)
    if family is None or feelings is None:
        return None
    return Pick(step.id, feelings.key, picked, frozenset(w.id for w in family.words))


def _is_untouched(sitting: Sitting) -> bool:
    """Whether nothing has been answered or decided yet: then another length can be meant."""
    return not (sitting.turns or sitting.skipped or sitting.decided)


def _nonce() -> str:
    return os.urandom(NONCE).hex()


def number(text: str) -> int:
    """A small number out of a press; anything else is nought."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004
