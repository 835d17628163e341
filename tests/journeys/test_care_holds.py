"""While suggestions are off for somebody, nothing anybody presses brings one about them."""

from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.confidential import Confidential
from bot.features.closeness.journey import NOT_ON_HOLD
from bot.features.mydata.merge import bring_in
from bot.features.safety.apply_hold import apply_hold, everything_about
from bot.person import PersonId
from bot.store import UnlockResult
from bot.ui.press import Press
from tests.actors import House, Person
from tests.invariants.parts import every
from tests.journeys import closeness_walks
from tests.journeys.test_afterwards import desk_of, router_of
from tests.journeys.wandering import Wanderer

pytestmark = pytest.mark.long

BEFORE, AFTER = 25, 45
PHRASE = Confidential("the heron stands in the reeds")
# Of a walkthrough about them: the checks before a talk, a nudge, how it went.
SUGGESTS = frozenset({"check", "after"})
NUMBER = count(1)


async def about_them(house: House, who: Person, them: str) -> set[bytes]:
    async with router_of(house).turn(PersonId(who.id)) as turn:
        return everything_about(turn.session, Confidential(them))


async def complaints(house: House, who: Person, them: str) -> list[str]:
    """What the page that changed last, or a nudge that is to come, suggests about them."""
    theirs = await about_them(house, who, them)
    said = []
    for part in every(dict(p) for p in who.sees[-1].parts):
        press = Press.parse(str(part.get("custom_id", "")))
        if press is None or press.sitting not in theirs:
            continue
        if press.verb in SUGGESTS or (press.verb == "closeness" and press.step in NOT_ON_HOLD):
            said.append(f"{part.get('label')!r} is offered: {press}")
    entries = await desk_of(house).store.reminders.of(PersonId(who.id))
    return said + [f"a nudge {e.kind} is to come" for e in entries if e.about in theirs]


async def switches_suggestions_off(house: House, who: Person, them: str) -> None:
    """As every way there does it in the end; the ways are walked in tests of their own."""
    if who.is_writing:
        await who.writes({})
    async with router_of(house).turn(PersonId(who.id)) as turn:
        await apply_hold(turn, Confidential(them))
    await who.runs("/page", where=who.dm)


async def closes_a_lock(house: House, who: Person) -> None:
    locks, person = desk_of(house).store.lock, PersonId(who.id)
    codes = await locks.prepare(person, PHRASE)
    assert await locks.confirm(person, codes[0])
    locks.lock_now(person)


async def opens_it(house: House, who: Person) -> None:
    locks, person = desk_of(house).store.lock, PersonId(who.id)
    assert await locks.unlock(person, PHRASE, None, bring_in) is UnlockResult.OPENED
    await who.runs("/page", where=who.dm)


WHERE = pytest.mark.parametrize("where", ["in the open", "behind a lock"])
WALKS = st.lists(st.integers(0, 2**16), min_size=300, max_size=300)
at_random = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A walk of seventy steps is read as it stands; making it shorter would take an hour.
    phases=[Phase.explicit, Phase.generate],
)


@WHERE
@settings(at_random, max_examples=4)
@given(chances=WALKS)
async def test_no_way_leads_to_a_suggestion_about_somebody_they_are_off_for(
    house: House, where: str, chances: list[int]
) -> None:
    await wanders(house, where, chances)


@pytest.mark.prove
@WHERE
@settings(at_random, max_examples=50)
@given(chances=WALKS)
async def test_nor_does_any_of_fifty_ways(house: House, where: str, chances: list[int]) -> None:
    await wanders(house, where, chances)


async def wanders(house: House, where: str, chances: list[int]) -> None:
    """Before and after they were switched off: wherever chance leads, no suggestion comes."""
    number = next(NUMBER)
    who, them = house.person(f"Walker {number}"), f"Zel{number}mira"
    await closeness_walks.agree(who)
    chance = iter(chances)
    hand = Wanderer(who, them, lambda things: things[next(chance, 0) % len(things)])
    for _ in range(BEFORE):
        await hand.step()
    await switches_suggestions_off(house, who, them)
    if where == "behind a lock":
        await closes_a_lock(house, who)
    for n in range(AFTER):
        if where == "behind a lock" and n == AFTER * 2 // 3:
            await opens_it(house, who)
        await hand.step()
        assert not await complaints(house, who, them), who
