"""How it went: kept beside the plan it went by, one record for each."""

import os
from collections.abc import Mapping
from datetime import date
from typing import cast

from bot.cards import debrief as pages
from bot.cards import welcome
from bot.cards.debrief import LINE, NEXT, OUTCOME, Went
from bot.cards.lines import words_back
from bot.confidential import Confidential
from bot.content.debrief import Step
from bot.doors import Card, Option, Reply
from bot.flow.closeness.care import AFRAID
from bot.flow.engine import label
from bot.flow.presses import Press
from bot.flow.sitting import Sitting
from bot.heard import Heard
from bot.journeys import desk
from bot.journeys.closeness_hush import hush
from bot.journeys.desk import Desk, Kept
from bot.journeys.kept import Thing
from bot.store import Journal
from bot.store.records import Json, Record, Shelf

NONCE, VERSION = 3, 1
TITLE = "how_page.title"


class Debriefing:
    """The pages after "How did it go?"."""

    def __init__(self, at: Desk) -> None:
        self._desk = at
        self._library = at.library
        self._texts = at.library.debrief

    def kept(self, journal: Journal) -> list[Thing]:
        found = []
        for id, record in desk.of_kind(journal, Kept.DEBRIEF).items():
            sitting = desk.sitting(journal, bytes.fromhex(str(record.facts["from"])))
            found.append(self._thing(id, sitting, record))
        return found

    def _thing(self, id: bytes, sitting: Sitting | None, record: Record) -> Thing:
        """The plan it went by may be gone: what was written about it is still theirs."""
        day, title = date.fromisoformat(str(record.facts["day"])), self._library.say(TITLE)
        line = welcome.item(self._library, sitting) if sitting else Option("", title, title)
        opens = Press("after", sitting.id, "how") if sitting else Press("mine")
        went = _went(record)
        return Thing(
            *(id, line.label, line.plain_label, f"{title}, {day.isoformat()}", day, str(opens)),
            blocks=lambda: pages.went_blocks(self._library, sitting, went),
        )

    async def press(self, sitting: Sitting, heard: Heard) -> Reply:
        """Anything pressed about how it went."""
        library = self._library
        act, _, key = heard.press.step.partition(".")
        step = self._texts.step(key)
        match act:
            case "outcome":
                return await self._outcome(sitting, heard)
            case "line" | "write":
                went = await self._read(sitting, heard)
                return pages.form(library, sitting, key or LINE, went, os.urandom(NONCE).hex())
            case "kept":
                return await self._written(sitting, heard, key)
            case "ask" if step:
                return pages.step_page(library, sitting, step)
            case "afraid":
                return await self._afraid(sitting, heard)
            case "next":
                options = [o.id for o in self._texts.next_options]
                await self._keep(sitting, heard, NEXT, Confidential(heard.one_of(options)))
                return self._end(sitting)
            case "done":
                return self._end(sitting)
            case _:
                return pages.ask_page(library, sitting)

    async def _outcome(self, sitting: Sitting, heard: Heard) -> Card:
        outcome = heard.one_of([o.id for o in self._texts.outcomes])
        if not outcome:
            return pages.ask_page(self._library, sitting)
        await self._keep(sitting, heard, OUTCOME, Confidential(outcome))
        return pages.outcome_page(self._library, sitting, outcome)

    async def _written(self, sitting: Sitting, heard: Heard, key: str) -> Card:
        step = self._texts.step(key)
        given = heard.given.get("text", Confidential(""))
        text = given.map(lambda value: value.strip() if isinstance(value, str) else "")
        if key != LINE and step is None:
            page = pages.ask_page(self._library, sitting)
            return words_back(self._library, page, heard.given if heard.private else {})
        await self._keep(sitting, heard, key, text)
        kept = self._library.say("how_page.kept")
        if step is None:
            return pages.done_page(self._library, sitting, kept)
        ahead = self._after(step)
        return (
            pages.step_page(self._library, sitting, ahead, (kept,)) if ahead else self._end(sitting)
        )

    async def _afraid(self, sitting: Sitting, heard: Heard) -> Card:
        """What is tapped is kept nowhere; what follows from it is."""
        if heard.press.detail in AFRAID:
            about = label(sitting)
            async with self._desk.journal(heard.person) as journal:
                if about is not None:
                    await hush(self._desk, journal, heard.person, about)
            return pages.held_page(self._library, sitting)
        step = self._texts.step("afraid")
        ahead = self._after(step) if step else None
        return pages.step_page(self._library, sitting, ahead) if ahead else self._end(sitting)

    def _after(self, step: Step) -> Step | None:
        steps = self._texts.steps
        return next(iter(steps[steps.index(step) + 1 :]), None)

    def _end(self, sitting: Sitting) -> Card:
        truths = self._texts.truths
        truth = truths[self._desk.today().toordinal() % len(truths)]
        return pages.done_page(self._library, sitting, truth)

    async def _read(self, sitting: Sitting, heard: Heard) -> Went:
        async with self._desk.journal(heard.person) as journal:
            _, record = _about(journal, sitting)
        return _went(record) if record else {}

    async def _keep(
        self, sitting: Sitting, heard: Heard, key: str, value: Confidential[str]
    ) -> None:
        """One more thing about it. An empty one takes out what was there."""
        async with self._desk.journal(heard.person) as journal:
            id, before = _about(journal, sitting)
            words = dict(before.words) if before else {}
            words.pop(key, None)
            if value.satisfies(bool):
                words[key] = cast("Confidential[Json]", value)
            day = self._desk.today().isoformat()
            facts: dict[str, Json] = {
                "kind": Kept.DEBRIEF.value,
                "v": VERSION,
                "from": sitting.id.hex(),
                "day": str(before.facts["day"]) if before else day,
            }
            journal.keep(Shelf.SITTINGS, id, Record(facts, words))


def _about(journal: Journal, sitting: Sitting) -> tuple[bytes, Record | None]:
    """The one record of how it went by this plan, or the id it is going to have."""
    kept = desk.of_kind(journal, Kept.DEBRIEF).items()
    found = ((id, r) for id, r in kept if r.facts["from"] == sitting.id.hex())
    return next(found, (journal.named(f"how {sitting.id.hex()} went"), None))


def _went(record: Record) -> Went:
    return cast("Mapping[str, Confidential[str]]", record.words)
