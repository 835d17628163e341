"""The closeness check: one relationship, in words. Decide, keep, then answer."""

import os
from dataclasses import replace

from bot.cards.closeness import care, document, statements, way_in
from bot.cards.closeness.pages import page
from bot.cards.lines import words_back
from bot.confidential import Confidential
from bot.doors import Card, PersonId, Reply, Words
from bot.flow.closeness import engine
from bot.flow.closeness.look import LINE, RESULTS, At, Look, Place
from bot.flow.closeness.moves import (
    Afraid,
    Back,
    GoTo,
    Matter,
    Move,
    Nearer,
    Onward,
    Outcome,
    Say,
    Skip,
    Write,
)
from bot.flow.presses import Press
from bot.heard import Heard
from bot.journeys import closeness_records as records
from bot.journeys.closeness_after import After
from bot.journeys.closeness_before import NONCE, Before, text_of
from bot.journeys.closeness_hush import hush
from bot.journeys.consent import Consent
from bot.journeys.desk import Desk
from bot.journeys.kept import Thing
from bot.journeys.walkthrough import Walkthrough, number
from bot.store import Journal

# Presses on the way to a look; a page they stand on bears the id it will have.
BEFORE = frozenset({"whom", "form", "named"})


class Closeness:
    """Every press of it has the verb "closeness"; what is meant stands in its step and detail."""

    def __init__(self, at: Desk, consent: Consent, walkthrough: Walkthrough) -> None:
        self._desk = at
        self._consent = consent
        self._library = at.library
        self._script = at.library.closeness.script
        self._before = Before(at)
        self._after = After(at, walkthrough)

    async def open(self, person: PersonId) -> Card:
        """/closeness: somebody they looked at before, or what this is."""
        async with self._desk.journal(person) as journal:
            missing = self._consent.missing(journal, "closeness")
            return missing or self._before.opening(journal)

    async def press(self, heard: Heard) -> Reply:
        """Anything pressed on its pages."""
        if fixed := self._before.answer(heard):
            return fixed
        reminds = heard.press.step == "remind"
        # Pages are only shown in a server where private messages are closed.
        asks = reminds and heard.private
        to = await self._after.address_of(heard.person) if asks else None
        async with self._desk.journal(heard.person) as journal:
            if heard.press.step in BEFORE or not heard.press.sitting:
                return self._with_none(journal, heard)
            look = records.look(journal, self._script, heard.press.sitting)
            if look is None:
                # Deleted, or somebody else's: there is no telling which, and none is told.
                return self._gone(journal, heard)
            if reminds:
                return await self._after.remind(journal, look, heard, to)
            return await self._with(journal, look, heard)

    def kept(self, journal: Journal, id: bytes) -> Thing | None:
        """A check, as /my-words has it."""
        look = records.look(journal, self._script, id)
        if look is None:
            return None
        line = way_in.item(self._library, look)
        detail = f"{self._script.title}. {line.detail}"
        opens = str(Press("closeness", look.id, "here"))
        return Thing(
            *(look.id, line.label, line.plain_label, detail, look.touched, opens),
            blocks=lambda: document.look_blocks(self._library, look),
            unfinished=look.finished is None,
            of_somebody=look.is_named,
        )

    def _with_none(self, journal: Journal, heard: Heard) -> Reply:
        """A press about no look: one is chosen, or a new one gets its name."""
        match heard.press.step:
            case "which":
                found = {look.id.hex(): look for look in self._before.people(journal)}
                chosen = found.get(heard.one_of(list(found)))
                if chosen is None:
                    return self._gone(journal, heard)
                if chosen.finished:
                    return self._before.person_page(chosen, heard)
                return self._page(journal, chosen, heard)
            case "new":
                return self._before.intro(journal)
            case "whom" | "form" | "named":
                match self._before.begins(journal, heard):
                    case (look, said):
                        return self._page(journal, look, heard, said)
                    case reply:
                        return reply
            case _:
                return self._before.opening(journal)

    async def _with(self, journal: Journal, look: Look, heard: Heard) -> Reply:
        act, _, place = heard.press.step.partition(".")
        if reply := self._look(journal, look, heard):
            return reply
        at = Place.parse(place) or look.at
        move = self._move(at, act, heard)
        if move is None:
            return self._page(journal, look, heard)
        if act == "kept" and isinstance(move, Write) and _empties(look, move):
            return statements.emptied_line(self._library, look, move.item)
        outcome = engine.advance(self._script, look, move)
        if outcome.look != look:
            after = replace(outcome.look, touched=self._desk.today())
            outcome = replace(outcome, look=after)
            records.keep(journal, after)
        if outcome.holds and look.is_named:
            await hush(self._desk, journal, heard.person, look.label)
        return self._said(journal, outcome, heard)

    def _look(self, journal: Journal, look: Look, heard: Heard) -> Reply | None:
        """What changes nothing about where it stands."""
        library = self._library
        act, _, place = heard.press.step.partition(".")
        at = Place.parse(place)
        match act:
            case "line" if at == look.at and look.at.at is At.ITEM:
                item = self._script.item(look.at.id)
                return statements.line_form(library, look, item, os.urandom(NONCE).hex())
            case care.PLAN if at == look.at and look.at.at is At.OWN:
                return care.own_page(library, look, view=care.PLAN)
            case "pause":
                return statements.pause_page(library, look)
            case "stop":
                return statements.stopped_page(library, look)
            case "person" if look.finished:
                return self._before.person_page(look, heard)
            case _:
                return self._after.answer(journal, look, heard)

    def _move(self, at: Place, act: str, heard: Heard) -> Move | None:
        detail, today = heard.press.detail, self._desk.today()
        match act:
            case "say":
                answer = heard.one_of([c.id for c in self._script.choices])
                return Say(at, detail, answer) if answer else None
            case "matter":
                return Matter(at, now=detail == "on")
            case "kept":
                line = text_of(heard, LINE)
                return Write(at.id, line, number(detail), blank_keeps=not heard.private)
            case "unline":
                gone = Confidential("")
                return Write(at.id, gone, number(detail), blank_keeps=False)
            case "next":
                return Onward(at, today)
            case "skip":
                return Skip(at, today)
            case "back":
                return Back(at)
            case "jump":
                theme = heard.one_of([t.id for t in self._script.themes])
                return GoTo(Place(At.THEME, theme)) if theme else None
            case "sofar":
                return GoTo(RESULTS)
            case "nearer":
                return Nearer(at, detail)
            case "afraid":
                return Afraid(at, detail, today)
            case _:
                return None

    def _said(self, journal: Journal, outcome: Outcome, heard: Heard) -> Card:
        said = statements.lines(self._library, outcome, private=heard.private)
        shown = self._page(journal, outcome.look, heard, said)
        return self._unkept(shown, heard) if outcome.unkept is not None else shown

    def _page(
        self, journal: Journal, look: Look, heard: Heard, said: tuple[Words, ...] = ()
    ) -> Card:
        if look.at == RESULTS:
            return self._after.results(journal, look, said)
        return page(self._library, look, said, private=heard.private)

    def _gone(self, journal: Journal, heard: Heard) -> Card:
        gone = (self._library.say("closeness_page.gone"),)
        return self._unkept(self._before.opening(journal, gone), heard)

    def _unkept(self, shown: Card, heard: Heard) -> Card:
        """Words that were not kept are given back, where nobody else can look."""
        return words_back(self._library, shown, heard.given if heard.private else {})


def _empties(look: Look, move: Write) -> bool:
    """Whether a form came back empty that would take out a line."""
    blank = not (move.blank_keeps or move.line.satisfies(bool))
    return blank and look.keeps(move.item, LINE) and move.turn == look.turns.get(move.item, 0)
