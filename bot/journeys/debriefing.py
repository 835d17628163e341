"""How it went: kept beside the plan it went by, one record for each."""

import os
from dataclasses import replace

from bot.cards import debrief as pages
from bot.cards.afterwards import VERB
from bot.cards.debrief import LONGEST, outcome_of
from bot.cards.emptied import emptied_page
from bot.confidential import Confidential
from bot.content.debrief import Step
from bot.doors import Card, PersonId, Reply
from bot.flow import engine
from bot.flow.closeness import care
from bot.flow.debrief import AFRAID, LINE, NEXT, OUTCOME, Debrief
from bot.flow.presses import Press
from bot.flow.sitting import Sitting
from bot.flow.talk import label, whom
from bot.heard import Heard
from bot.journeys import desk
from bot.journeys.closeness_hush import hush
from bot.journeys.desk import Desk, Kept
from bot.journeys.dropping import drop_about
from bot.journeys.kept import Thing
from bot.journeys.unkept import given_back, too_long
from bot.journeys.walkthrough import number
from bot.records.kinds import DEBRIEF
from bot.store import Journal
from bot.store.records import Record, Shelf

NONCE = 3


class Debriefing:
    """The pages after "How did it go?"."""

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library
        self._texts = at.library.debrief
        self._outcomes = [o.id for o in self._texts.outcomes]

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

    async def opened(self, sitting: Sitting, person: PersonId, *lines: str, page: int = 0) -> Card:
        """How did it go? With what was said of it so far."""
        one = await self._kept(sitting, person)
        return pages.ask_page(self._library, sitting, one.went, page, lines)

    async def press(self, sitting: Sitting, heard: Heard) -> Reply:
        """Anything pressed about how it went."""
        library = self._library
        act, _, key = heard.press.step.partition(".")
        step = self._texts.step(key)
        match act:
            case "outcome":
                return await self._outcome(sitting, heard)
            case "again":
                return await self._again(sitting, heard)
            case "line" | "write":
                key, one = key or LINE, await self._kept(sitting, heard.person)
                return pages.form(library, sitting, key, one, os.urandom(NONCE).hex())
            case "kept" if emptied := await self._emptied(sitting, heard, key):
                return emptied
            case "kept":
                return await self._written(sitting, heard, key)
            case "unwrite":
                return await self._taken_out(sitting, heard, key)
            case "ask" if step:
                return pages.step_page(library, sitting, step)
            case "afraid":
                return await self._afraid(sitting, heard)
            case "next":
                await self._chosen(sitting, heard, NEXT, [o.id for o in self._texts.next_options])
                return self._end(sitting)
            case "done":
                return self._end(sitting)
            case _:
                page = number(heard.press.detail)
                return await self.opened(sitting, heard.person, page=page)

    async def _outcome(self, sitting: Sitting, heard: Heard) -> Card:
        outcome = await self._chosen(sitting, heard, OUTCOME, self._outcomes)
        if not outcome:
            return await self.opened(sitting, heard.person)
        return pages.outcome_page(self._library, sitting, outcome)

    async def _again(self, sitting: Sitting, heard: Heard) -> Card:
        """What was said then, and what can be written then."""
        outcome = outcome_of((await self._kept(sitting, heard.person)).went, self._outcomes)
        if not outcome:
            return await self.opened(sitting, heard.person)
        return pages.outcome_page(self._library, sitting, outcome)

    async def _written(self, sitting: Sitting, heard: Heard, key: str) -> Card:
        library, step = self._library, self._texts.step(key)
        if key != LINE and step is None:
            refused = library.say("error.old_button")
        else:
            refused = await self._write(sitting, heard, key)
        if refused:
            return given_back(library, heard, await self.opened(sitting, heard.person, refused))
        ahead = self._after(step) if step else None
        kept = library.say("how_page.kept")
        if step and ahead:
            return pages.step_page(library, sitting, ahead, (kept,))
        return self._end(sitting) if step else pages.done_page(library, sitting, kept)

    async def _emptied(self, sitting: Sitting, heard: Heard, key: str) -> Card | None:
        """The page to ask with, where the form came back without what was written before."""
        one, turn = await self._kept(sitting, heard.person), heard.press.detail
        blank = not _text(heard).satisfies(bool)
        if not (blank and heard.private and key in one.went and turn == str(one.turns.get(key, 0))):
            return None
        keep, out = Press(VERB, sitting.id, "how"), Press(VERB, sitting.id, f"unwrite.{key}", turn)
        return emptied_page(self._library, sitting.id, str(keep), str(out))

    async def _taken_out(self, sitting: Sitting, heard: Heard, key: str) -> Card:
        """They were asked, and want it gone."""
        async with self._desk.journal(heard.person) as journal:
            one = self._of(journal, sitting)
            if key not in one.went or heard.press.detail != str(one.turns.get(key, 0)):
                return pages.ask_page(
                    self._library, sitting, one.went, 0, (self._library.say("error.old_button"),)
                )
            _keep(journal, one, key, Confidential(""))
        return await self.opened(sitting, heard.person)

    async def _write(self, sitting: Sitting, heard: Heard, key: str) -> str:
        """Keep what was written; or why it was not."""
        text = _text(heard)
        if text.satisfies(lambda t: len(t) > LONGEST):
            return too_long(self._library, heard)
        async with self._desk.journal(heard.person) as journal:
            one = self._of(journal, sitting)
            blank = not text.satisfies(bool)
            # Where others might look the form opens empty: that takes nothing out.
            if one.went.get(key, Confidential("")) == text or (blank and not heard.private):
                return ""
            if heard.press.detail != str(one.turns.get(key, 0)):
                here = "" if heard.private else "_here"
                return self._library.say(f"page.changed_elsewhere{here}")
            if desk.sitting(self._library, journal, sitting.id) is None:
                return self._library.say("plan_page.nothing")
            _keep(journal, one, key, text)
        return ""

    async def _chosen(self, sitting: Sitting, heard: Heard, key: str, known: list[str]) -> str:
        """Keep what was picked, if it is one of ours."""
        picked = heard.one_of(known)
        async with self._desk.journal(heard.person) as journal:
            if picked and desk.sitting(self._library, journal, sitting.id) is not None:
                _keep(journal, self._of(journal, sitting), key, Confidential(picked))
        return picked

    async def _afraid(self, sitting: Sitting, heard: Heard) -> Card:
        """What is tapped is kept nowhere; what follows from it is."""
        if heard.press.detail not in care.AFRAID:
            step = self._texts.step(AFRAID)
            ahead = self._after(step) if step else None
            if ahead is None:
                return self._end(sitting)
            return pages.step_page(self._library, sitting, ahead)
        library = self._library
        script = library.scripts[sitting.script]
        other = whom(script, sitting)
        async with self._desk.journal(heard.person) as journal:
            # Nudges first: a crash in between leaves none that should not come.
            await drop_about(self._desk, heard.person, {sitting.id}, for_good=True)
            # The talk may have been with somebody else than the one it is about.
            for name in (other, label(script, sitting)):
                if name is not None:
                    await hush(self._desk, journal, heard.person, name)
            if kept := desk.sitting(library, journal, sitting.id):
                desk.keep(library, journal, engine.hold(kept))
        return pages.held_page(library, other, sitting.id)

    def _after(self, step: Step) -> Step | None:
        steps = self._texts.steps
        return next(iter(steps[steps.index(step) + 1 :]), None)

    def _end(self, sitting: Sitting) -> Card:
        truths = self._texts.truths
        truth = truths[self._desk.today().toordinal() % len(truths)]
        return pages.done_page(self._library, sitting, truth)

    async def _kept(self, sitting: Sitting, person: PersonId) -> Debrief:
        async with self._desk.journal(person) as journal:
            return self._of(journal, sitting)

    def _of(self, journal: Journal, sitting: Sitting) -> Debrief:
        id = _id_of(journal, sitting.id)
        record = journal.get(Shelf.SITTINGS, id)
        return DEBRIEF.read(record, id) if record else Debrief(id, sitting.id, self._desk.today())


def _text(heard: Heard) -> Confidential[str]:
    given = heard.given.get("text", Confidential[str | list[str]](""))
    return given.map(lambda value: value.strip() if isinstance(value, str) else "")


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
