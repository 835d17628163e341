"""Somebody who walks through all twenty questions, deletes everything, and begins anew."""

import asyncio
import random
from typing import Any

from simcord.backend.models import Message

from tests.fake_discord.acts import Outcome
from tests.fake_discord.forms import fields_of
from tests.fake_discord.members import Member, text_of
from tests.invariants.parts import BUTTON, RADIO, SELECT, TEXT_INPUT, every

MAIN, GRAVE = 1, 4
# How long somebody takes for a page, in seconds; real people take longer.
THINKS = (0.5, 2.5)
FINISHED = "Here is your card"
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


# Where nothing stands out: how long it is to be, and whether it is safe to tell them.
ASIDE = ("All 20 questions", "Yes")


class Stuck(Exception):  # noqa: N818
    """There was no way on. The text says on which page."""


class Walker:
    """Walks on until told to stop; whatever goes wrong is noted, and they begin again."""

    def __init__(self, member: Member, n: int) -> None:
        self._member = member
        self._rng = random.Random(n)  # noqa: S311
        # Nobody else's look like theirs, not even in part.
        self._words = " ".join("".join(self._rng.choices(SYLLABLES, k=3)) for _ in range(20))
        self.finished = 0
        self.troubles: list[str] = []

    async def walk(self, over: asyncio.Event) -> None:
        while not over.is_set():
            try:
                await self._walk_once(over)
            except Exception as trouble:  # noqa: BLE001 - all of them are in the report
                self.troubles.append(f"{type(trouble).__name__}: {trouble}")
                await asyncio.sleep(1)

    async def _walk_once(self, over: asyncio.Event) -> None:
        await self._answered(await self._member.slash("prepare", where=self._member.dm))
        while FINISHED not in text_of(self._page):
            if over.is_set():
                return
            await self._goes_on()
        await self._answered(await self._member.slash("my-words", where=self._member.dm))
        await self._presses("Delete everything")
        await self._presses(_button(self._page, GRAVE))
        self.finished += 1

    @property
    def _page(self) -> Message:
        return self._member.inbox[-1]

    async def _goes_on(self) -> None:
        """Press what stands out, and fill in what opens."""
        names = [str(part.get("label")) for part in every(self._page.components)]
        main = _button(self._page, MAIN) or next(n for n in ASIDE if n in names)
        opened = await self._presses(main)
        if opened.form:
            given = {field["custom_id"]: self._fills(field) for field in fields_of(opened.form)}
            await self._answered(await self._member.submit(opened, given))

    def _fills(self, field: dict[str, Any]) -> str | list[str]:
        match field["type"]:
            case kind if kind == TEXT_INPUT:
                return self._words[: field.get("max_length")]
            case kind if kind == RADIO:
                return str(field["options"][0]["value"])
            case kind if kind == SELECT:
                return [str(field["options"][0]["value"])]
        raise Stuck(f"cannot fill a field of type {field['type']}")

    async def _presses(self, label: str) -> Outcome:
        return await self._answered(await self._member.press(label, on=self._page))

    async def _answered(self, outcome: Outcome) -> Outcome:
        if outcome.failed:
            raise Stuck("interaction failed")
        await asyncio.sleep(self._rng.uniform(*THINKS))
        return outcome


def _button(page: Message, style: int) -> str:
    buttons = [part for part in every(page.components) if part["type"] == BUTTON]
    return next((str(b["label"]) for b in buttons if b["style"] == style), "")
