"""Prepare a conversation: from opening it to the finished card. Decide, keep, then answer."""

import os
from collections.abc import Mapping
from dataclasses import replace

from bot.cards import emptied, finished, questions, way, welcome
from bot.cards.document import card_blocks, sitting_blocks, sources
from bot.cards.example import keepsake
from bot.cards.lines import lines, words_back
from bot.cards.parts import is_for_somebody
from bot.cards.resume import resume_page
from bot.confidential import Confidential
from bot.doors import Card, PersonId, Reply, Words
from bot.flow import engine, route
from bot.flow.engine import label
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
from bot.flow.sitting import CARD, REVIEW, Answer, At, Sitting, Step, question_step
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
    """The journey through prepare.toml."""

    def __init__(self, at: Desk, consent: Consent) -> None:
        self._desk = at
        self._consent = consent
        self._library = at.library
        self._script = at.library.prepare

    async def open(self, person: PersonId) -> Card:
        """/prepare: begin, carry on, or ask which."""
        async with self._desk.journal(person) as journal:
            if page := self._consent.missing(journal, "prepare"):
                return page
            going = self._going(journal)
            if not going:
                return self._lengths(journal, made=self._made_today(journal))
        if len(going) == 1:
            return resume_page(self._library, going[0], self._desk.today())
        return welcome.which(self._library, going)

    async def begin(self, heard: Heard) -> Card:
        """A length was chosen: a new sitting, kept before its first page is shown."""
        length, page = heard.press.detail, heard.press.sitting
        async with self._desk.journal(heard.person) as journal:
            if missing := self._consent.missing(journal, "prepare"):
                return missing
            if length not in {n.id for n in self._script.lengths}:
                return self._lengths(journal)
            id = beginning.meant(journal, Kept.WALKTHROUGH, page, length)
            begun = desk.sitting(journal, id) if id else None
            if id is None or (begun and begun.finished):
                return self._lengths(journal, self._library.say("error.old_button"))
            if begun and (begun.length == length or not _is_untouched(begun)):
                return self.page(route.standing(self._script, begun))
            new = self._begun(journal, self._new(length, id))
        return way.page(self._library, new)

    def _lengths(self, journal: Journal, *lines: Words, made: Sitting | None = None) -> Card:
        page = beginning.next_one(journal, Kept.WALKTHROUGH)
        return welcome.lengths(self._library, page, lines, made)

    def _going(self, journal: Journal) -> list[Sitting]:
        """Those that were begun and not ended, the newest first."""
        return desk.some_sittings(journal, journal.contents.going())

    def _made_today(self, journal: Journal) -> Sitting | None:
        today = journal.contents.since(Kept.WALKTHROUGH.value, self._desk.today().isoformat())
        return next((s for s in desk.some_sittings(journal, today) if s.finished), None)

    def begin_with(
        self, journal: Journal, answers: Mapping[str, Confidential[Answer]], origin: bytes
    ) -> Card:
        """A new walkthrough in which some questions are answered already, by their ids.

        For one origin there is one walkthrough: asked for again, it opens where it stands.
        """
        # The full one: it asks whatever can have been answered elsewhere, and it can be ended
        # with a card at any question. Asking for a length would be one more page in between.
        id = beginning.come_of(origin, Kept.WALKTHROUGH, route.FULL)
        if begun := desk.sitting(journal, id):
            return self.page(route.standing(self._script, begun))
        new = self._new(route.FULL, id)
        new = replace(new, answers=answers, turns=dict.fromkeys(answers, 1))
        if new.has("body_feeling", "weather"):
            new = replace(new, skipped=frozenset({"body_where"}))
        if new.at.id in answers:
            new = replace(new, at=route.onward(self._script, new, new.at))
        return way.page(self._library, self._begun(journal, new))

    def kept(self, journal: Journal, id: bytes) -> Thing | None:
        """A walkthrough, as /my-words has it."""
        sitting = desk.sitting(journal, id)
        if sitting is None:
            return None
        line = welcome.item(self._library, sitting)
        opens = str(Press("here", sitting.id, str(sitting.at)))
        return Thing(
            *(sitting.id, line.label, line.plain_label, line.detail, sitting.touched, opens),
            blocks=lambda: sitting_blocks(self._library, sitting),
            unfinished=not sitting.finished,
            of_somebody=label(sitting) is not None,
        )

    def _new(self, length: str, id: bytes) -> Sitting:
        today, script = self._desk.today(), self._script
        new = Sitting(id, script.id, script.edition, length, REVIEW, today, today)
        return replace(new, at=route.pages(script, new)[0])

    def _begun(self, journal: Journal, new: Sitting) -> Sitting:
        beginning.count(journal, Kept.WALKTHROUGH, new.id)
        return desk.keep(journal, new)

    async def resume(self, heard: Heard) -> Card:
        """One of several was chosen."""
        async with self._desk.journal(heard.person) as journal:
            ids = journal.contents.of(Kept.WALKTHROUGH.value)
            keys = {welcome.sitting_key(id): id for id in ids}
            chosen = desk.sitting(journal, keys.get(heard.one_of(list(keys)), b""))
            if chosen is None:
                return self._gone(journal, heard)
        return self.page(route.standing(self._script, chosen))

    async def press(self, heard: Heard) -> Reply:
        """Anything pressed on a page of one sitting."""
        async with self._desk.journal(heard.person) as journal:
            before = desk.sitting(journal, heard.press.sitting)
            if before is None:
                # Deleted, or somebody else's: there is no telling which, and none is told.
                return self._gone(journal, heard)
            before = route.standing(self._script, before)
            # Some presses belong to no page: they are about the sitting as a whole.
            step = Step.parse(heard.press.step) or before.at
            if heard.press.verb in LOOKS:
                return self._look(before, step, heard)
            outcome = self._decide(before, step, heard)
            if outcome.sitting != before:
                after = replace(outcome.sitting, touched=self._desk.today())
                outcome = replace(outcome, sitting=desk.keep(journal, after))
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
        if (about := label(after)) is not None:
            await hush(self._desk, journal, person, about)

    def page(self, at: Sitting, said: Outcome | None = None, *, private: bool = True) -> Card:
        """The page where a sitting stands."""
        top = lines(self._library, said, private=private) if said else ()
        if at.at == CARD:
            return finished.card_page(self._library, at, lines=top)
        return way.page(self._library, at, top)

    def _gone(self, journal: Journal, heard: Heard) -> Card:
        page = self._lengths(journal, self._library.say("sittings.gone"))
        return words_back(self._library, page, heard.given if heard.private else {})

    def _answer(self, before: Sitting, outcome: Outcome, heard: Heard) -> Reply:
        after, press = outcome.sitting, heard.press
        if outcome.emptied:
            id, _, _ = press.detail.rpartition(".")
            top = lines(self._library, outcome, private=heard.private)
            return self._emptied(after, id, outcome.emptied, top)
        if press.verb == "card" and after.at == CARD:
            return finished.card_page(self._library, after, number(press.detail))
        if press.verb == "check" and after.at == CARD and is_for_somebody(self._script, after):
            return self._check(after, press.detail)
        if press.verb == "pick" and after.at == before.at == question_step("meaning"):
            said = lines(self._library, outcome, private=heard.private)
            return way.words_page(self._library, after, press.detail, said)
        asked_first = before.at.at is At.GATE
        if after.at == CARD and after.finished and (asked_first or not before.finished):
            ends = {route.STEADY: "finish.steady", "brief": "finish.brief"}
            end = self._library.say(ends.get(after.length, "finish.prepare"))
            return finished.card_page(self._library, after, lines=(end,))
        return self.page(after, outcome, private=heard.private)

    def _emptied(self, at: Sitting, id: str, keys: tuple[str, ...], top: tuple[Words, ...]) -> Card:
        fields = self._script.fields_of(id)
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
        question = self._script.question(step.id) if self._script.has(step.id) else None
        match heard.press.verb:
            case "write" if question:
                return questions.question_form(library, at, question, _nonce())
            case "starter" if question:
                n = heard.one_of([str(n) for n in range(len(question.starters))])
                return questions.question_form(
                    library, at, question, _nonce(), int(n) if n else None
                )
            case "line" if step == way.pause_line(library):
                n = heard.one_of([str(n) for n in range(len(way.pause_lines(library)))])
                return way.line_form(library, at, number(n), _nonce())
            case "room" if question and question.has_room:
                return way.room_page(library, at)
            case "words" if question and question.field("feelings"):
                families = [f.id for f in self._script.families]
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
                blocks = [*card_blocks(library, at), *sources(library)]
                return keepsake(library, blocks, detail, self._desk.today())
            case _:
                return self.page(at)

    def _decide(self, at: Sitting, step: Step, heard: Heard) -> Outcome:
        if heard.press.verb == "check":
            last = len(self._script.checks) - 1
            opens = at.finished and heard.press.detail == f"{last}.no"
            return engine.unsafe(at) if opens else Outcome(at)
        move = self._move(step, heard)
        return engine.advance(self._script, at, move) if move else Outcome(at, (Line.OLD_BUTTON,))

    def _move(self, step: Step, heard: Heard) -> Move | None:
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
                id = heard.one_of([q.id for q in self._script.questions])
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
                return self._taken_out(detail)
            case "pick":
                return self._pick(step, heard)
            case _:
                return None

    def _taken_out(self, detail: str) -> Move | None:
        id, turn, which = [*detail.rsplit(".", 2), "", ""][:3]
        if not self._script.is_asked(id):
            return None
        fields = enumerate(self._script.fields_of(id))
        keys = tuple(f.key for n, f in fields if str(n) in which.split("-"))
        return TakeOut(id, keys, number(turn))

    def _pick(self, step: Step, heard: Heard) -> Move | None:
        """A menu on a page: a neighbourhood of feelings, the weather, or where to land."""
        picked = heard.picked
        if step == way.land(self._library):
            choices = self._script.steady.step(step.id).fields[0].choices
            return Pick(f"steady.{step.id}", "choice", picked, frozenset(c.id for c in choices))
        if heard.press.detail == "weather":
            offered = frozenset(w.id for w in self._script.room.weather)
            return Pick(step.id, "weather", picked, offered)
        family = next((f for f in self._script.families if f.id == heard.press.detail), None)
        if family is None:
            return None
        return Pick(step.id, "feelings", picked, frozenset(w.id for w in family.words))

    def _check(self, at: Sitting, detail: str) -> Card:
        """The next of the five checks. Only the last one branches; none of it is kept."""
        n, _, answer = detail.partition(".")
        if not answer:
            return way.check_page(self._library, at, 0)
        line = self._library.say("checks_page.no_line") if answer == "no" else ""
        return way.check_page(self._library, at, number(n) + 1, line)


def _is_untouched(sitting: Sitting) -> bool:
    """Whether nothing has been answered or decided yet: then another length can be meant."""
    return not (sitting.turns or sitting.skipped or sitting.decided)


def _nonce() -> str:
    return os.urandom(NONCE).hex()


def number(text: str) -> int:
    """A small number out of a press; anything else is nought."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004
