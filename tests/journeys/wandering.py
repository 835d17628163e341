"""Somebody who presses, chooses, writes and runs whatever is before them, as chance has it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from tests.actors import Person
from tests.actors.page import Page, Part
from tests.invariants.parts import BUTTON, SELECT, every

T = TypeVar("T")
Draw = Callable[[Sequence[Any]], Any]

COMMANDS = ("/page", "/prepare", "/closeness", "/checkin", "/takeaways", "/my-words", "/reminder")
# What would end the walk, or what is looked at on its own.
NEVER = (
    "Delete everything",
    "Yes, delete everything",
    "Turn it on again",
    "Hide now",
    "Hide now",
)
# A field that holds no more than this asks for a name.
A_NAME = 60


class Wanderer:
    """One person, whoever is on their mind, and a hand that draws."""

    def __init__(self, person: Person, them: str, draw: Draw) -> None:
        self.person = person
        self._names = (them, f" {them.lower()} ", them.upper())
        self._draw = draw

    async def step(self) -> None:
        """One thing that can be done just now."""
        if self.person.is_writing:
            await self._write()
            return
        if self._one_of(range(12)) == 0:
            await self.person.runs(self._one_of(COMMANDS), where=self.person.dm)
            return
        page = self._one_of([*self.person.inbox[-3:], self.person.page])
        menus: list[Any] = _parts(page, SELECT)
        buttons = [b for b in _parts(page, BUTTON) if b["label"] not in NEVER]
        choosing = bool(menus) and self._one_of([True, False])
        if choosing:
            menu = self._one_of(menus)
            labels = [option["label"] for option in menu["options"]]
            # Two can have one name; whoever reads them can't tell them apart either. And what
            # stands chosen can't be chosen again.
            alone = [
                o["label"]
                for o in menu["options"]
                if labels.count(o["label"]) == 1
                and not self.person.stands_chosen(menu, [o["value"]], on=page)
            ]
            if alone:
                await self.person.chooses(menu["placeholder"], self._one_of(alone), on=page)
        elif buttons:
            await self.person._sends(page, str(self._one_of(buttons)["custom_id"]))
        else:
            await self.person.runs("/page", where=self.person.dm)

    async def _write(self) -> None:
        """Every field, in one way or another; whoever is named is one and the same."""
        filled: dict[str, str | list[str]] = {}
        for field in self.person.form.fields:
            if field.is_text:
                most = int(field.part.get("max_length") or 100)
                text = self._one_of(self._names) if most <= A_NAME else self.person.sentence()
                filled[field.label] = text[:most]
            elif field.options:
                filled[field.label] = [self._one_of(field.options)]
        await self.person.writes(filled)

    def _one_of(self, things: Sequence[T]) -> T:
        drawn: T = self._draw(things)
        return drawn


def _parts(page: Page, kind: int) -> list[Part]:
    return [part for part in every(dict(p) for p in page.parts) if part["type"] == kind]
