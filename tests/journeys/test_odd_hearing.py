"""What no client of Discord's sends is answered and counted all the same."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.invariants.parts import LABEL, SELECT, TEXT_INPUT
from tests.journeys.test_nudges import bot_of
from tests.journeys.walks import agree

pytestmark = pytest.mark.long

TAKEAWAY, FILE = "takeaway/AAAAAAAAAAAAAAAAAAAAAA/sent/", "carry//sent/"
TEXT = {"type": TEXT_INPUT, "custom_id": "text"}


@dataclass(frozen=True, slots=True)
class Odd(Forgery):
    """Any data at all."""

    data: dict[str, Any] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        return {"custom_id": self.custom_id, "component_type": SELECT} | self.data


def attached(**file: object) -> dict[str, Any]:
    return {"components": [], "resolved": {"attachments": {"1": file}}}


PRESSES: list[dict[str, Any]] = [
    {"values": None},
    {"values": "menu"},
    {"values": 7},
    {"values": [None, {}, 3]},
    {"components": None},
    {"resolved": None},
]
FORMS: list[dict[str, Any]] = [
    {"components": None},
    {"components": {}},
    {"components": [None]},
    {"components": ["text"]},
    {"components": [[]]},
    {"components": [{"type": LABEL, "component": None}]},
    {"components": [{"type": LABEL, "component": ["text"]}]},
    {"components": [{"type": LABEL, "component": TEXT | {"value": None}}]},
    {"components": [{"type": LABEL, "component": TEXT | {"value": {}}}]},
    {"components": [{"type": LABEL, "component": {"type": SELECT, "custom_id": "a", "values": 1}}]},
    {"components": [{"type": LABEL, "component": {"custom_id": ["a"]}}]},
    {"components": [], "resolved": None},
    {"components": [], "resolved": []},
    {"components": [], "resolved": {"attachments": None}},
    {"components": [], "resolved": {"attachments": []}},
    {"components": [], "resolved": {"attachments": {"1": None}}},
    attached(url="https://cdn.discordapp.com/attachments/1/1/notes.json"),
    attached(url="https://cdn.discordapp.com/attachments/1/1/notes.json", size=None),
    attached(size=10),
    attached(url=7, size=10),
    attached(url="nowhere", size=10),
]


async def are_answered(house: House, who: Person, odd: list[Odd]) -> None:
    """Each with something to read, none with an apology, and each is counted."""
    await agree(who)
    counters = bot_of(house).counters
    before = sum(counters.answers.values())
    for one in odd:
        [answer] = await Forger(house, who).send([one])
        assert answer.text, one.data
        assert "my side" not in answer.text, one.data
    assert sum(counters.answers.values()) == before + len(odd)


async def test_an_odd_press_is_answered(house: House, ada: Person) -> None:
    presses = ["menu//", "go//", "country//pick/", TAKEAWAY]
    await are_answered(house, ada, [Odd(p, data=data) for p in presses for data in PRESSES])


@pytest.mark.parametrize("press", [TAKEAWAY, FILE])
async def test_an_odd_form_is_answered(house: House, ada: Person, press: str) -> None:
    await are_answered(house, ada, [Odd(press, fields={}, data=data) for data in FORMS])
