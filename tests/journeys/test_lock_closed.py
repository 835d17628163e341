"""Behind a closed lock: whatever somebody presses, they are answered as somebody new is."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.layout.controls import CLEARS
from bot.store.crypto import lockbox as boxes
from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery
from tests.invariants.parts import BUTTON, SELECT, TEXT_INPUT, Part, every
from tests.journeys import closeness_walks, test_lock
from tests.journeys.test_afterwards import plans
from tests.journeys.test_checkin import WORD, notes
from tests.journeys.test_closeness_example import FIRST
from tests.journeys.test_takeaways import keeps
from tests.journeys.walks import answers_all, begin

pytestmark = pytest.mark.long

A_DAY = 24 * 60 * 60
# What differs from one page to the next though both say the same: chance, and the order of
# things of one moment, which chance decides.
CHANCE = re.compile(
    r"'(custom_id|id|attachment_id|url|proxy_url|size)': ('[^']*'|\d+)"
    r"|'value': '([0-9a-f]{32}|[\w-]{22})'"
)
# A lock they know of, and what takes everything away, are for its owner alone; the examples are
# everybody's, and name a Lena as their talks do.
LEFT_OUT = re.compile(r"(forgotten|agree|lock|clear|gone)\b|.*/clear$|.*example")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boxes, "MEMORY", 8)
    monkeypatch.setattr(boxes, "ROUNDS", 1)


async def does_a_bit_of_everything(who: Person, house: House) -> None:
    await begin(who)
    await answers_all(who)
    await who.presses("Make my card")
    await plans(who)
    await notes(who, {WORD: ["tired"]})
    await who.presses("Prepare a conversation")
    await keeps(who)
    await who.runs("/closeness")
    await closeness_walks.begin_here(who, "Rosalind")
    await closeness_walks.answers(who, "Rosalind", FIRST)
    for label in ("Save, or bring in", "Delete some of it"):
        await who.runs("/my-words")
        if who.page.has(label):
            await who.presses(label)
    await house.passes(A_DAY)


def seen(house: House, who: Person) -> Iterator[tuple[Part, list[Part]]]:
    """Every page and form that ever stood before them, and its parts."""
    for said in house.record().said:
        if said.owner == who.id and isinstance(said.body, dict):
            data = said.body.get("data") or said.body
            yield data, list(every(data.get("components") or []))


def everything_offered(house: House, who: Person) -> list[Forgery]:
    """Every button, menu and form of theirs, as it would be sent."""
    found: dict[str, Forgery] = {}
    for data, parts in seen(house, who):
        if data.get("title"):
            key = data["custom_id"]
            found[key] = Forgery(key, fields=dict(_filled(parts)))
            continue
        for part in parts:
            if part["type"] == BUTTON and "custom_id" in part:
                found[part["custom_id"]] = Forgery(part["custom_id"])
            elif part["type"] == SELECT:
                first = part["options"][0]["value"]
                found[part["custom_id"]] = Forgery(part["custom_id"], values=[first])
    return [forgery for key, forgery in found.items() if not LEFT_OUT.match(key)]


def _filled(parts: list[Part]) -> Iterator[tuple[str, Any]]:
    for part in parts:
        if part["type"] == TEXT_INPUT:
            yield part["custom_id"], "a line of theirs"
        elif part.get("options"):
            yield part["custom_id"], [part["options"][0]["value"]]


def without_chance(answer: str) -> list[str]:
    return sorted(part.strip(", ") for part in re.split(r"[{}\[\]\n]", CHANCE.sub("", answer)))


async def test_whatever_is_pressed_is_answered_as_to_somebody_new(
    ada: Person, ben: Person, house: House
) -> None:
    await does_a_bit_of_everything(ada, house)
    old = everything_offered(house, ada)
    assert len(old) > 150
    await test_lock.puts_it_on(ada)
    await test_lock.closes(ada)
    for agreed in (False, True):
        for forgery in old:
            answers = [(await Forger(house, who).send([forgery]))[0].text for who in (ada, ben)]
            first, second = map(without_chance, answers)
            assert first == second, (agreed, forgery, set(first) ^ set(second))
        for who in (ada, ben):
            await who.runs("/checkin")
            await who.presses("How your words are kept")
            await who.presses("Yes, begin")


async def test_every_page_can_be_hidden(ada: Person, house: House) -> None:
    await does_a_bit_of_everything(ada, house)
    await test_lock.puts_it_on(ada)
    for forgery in everything_offered(house, ada):
        await Forger(house, ada).send([forgery])
    bare = [
        [part.get("content") for part in parts if "content" in part]
        for data, parts in seen(house, ada)
        if parts and not data.get("title") and not any(map(_hides, parts))
    ]
    assert not bare


def _hides(part: Part) -> bool:
    return bool(CLEARS.fullmatch(part.get("custom_id") or ""))
