"""What people do in a closeness check, as in the worked example."""

from collections.abc import Mapping
from typing import Any

from bot.forms.closeness_script import Item
from tests.actors import Person
from tests.journeys.walks import LIBRARY

SCRIPT = LIBRARY.closeness.script
EXAMPLE = LIBRARY.closeness.example
WORDS = {c.id: c.label for c in SCRIPT.choices}


async def agree(who: Person) -> None:
    """From the first command to what this is."""
    await who.runs("/closeness")
    await who.presses("How your words are kept")
    await who.presses("Yes, begin")


async def begin(who: Person, name: str = "Lena", kind: str = "A relative") -> None:
    """As far as the first part of a new check."""
    await agree(who)
    await begin_here(who, name, kind)


async def begin_here(who: Person, name: str, kind: str = "A relative") -> None:
    """From what this is to the first part."""
    await who.presses("Begin")
    await who.presses("No, it is private")
    await who.writes({"label": name, "kind": kind})


async def begin_another(who: Person, name: str) -> None:
    """The same about somebody else, where there is one already."""
    await who.runs("/closeness", where=who.dm)
    await who.presses("Someone else")
    await begin_here(who, name)


async def reach(who: Person, words: str) -> None:
    """Pass everything by until a page says this."""
    ways = ("Skip this one", "Next", "Carry on", "No", "I'd rather not say")
    for _ in range(40):
        # A check that is open already is carried on, with the name as it was spelled there.
        if words.casefold() in who.page.text.casefold():
            return
        way = next((w for w in ways if who.page.has(w, exactly=True)), None)
        assert way, f"there is no way on:\n{who.page}"
        await who.presses(way, on=who.page)
    raise AssertionError(f"{words!r} was never reached:\n{who.page}")


def said(item: Item, direction: str, name: str) -> str:
    return item.statements[direction].replace("{name}", name)


async def answers(who: Person, name: str, given: Mapping[str, Any]) -> None:
    """All fifteen, as in the example, from the first part to the results."""
    for item in SCRIPT.in_order():
        await reach(who, said(item, item.directions[0], name))
        answer = given[item.id]
        if answer.get("matters"):
            await who.presses(SCRIPT.matters)
        if line := answer.get("line"):
            await who.presses("Write a line")
            await who.writes({"line": line})
        for direction in item.directions:
            assert said(item, direction, name) in who.page.text
            await who.presses(WORDS[answer[direction]])
