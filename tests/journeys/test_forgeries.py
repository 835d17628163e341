"""Forged and stale interactions: nothing of anyone else's is shown or changed, nothing is lost."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from simcord import Env

from tests.actors import House, Person
from tests.actors.forger import Forger, Forgery, Where
from tests.journeys.forgeries import CROWD, Draft, Ingredients, crowds, ingredients
from tests.journeys.walks import begin

pytestmark = pytest.mark.long

PAGES = 9
# An answer that came twice; a page that was cleared away before the answer.
EXPECTED = {"HTTPException", "NotFound"}

at_random = settings(
    deadline=None,
    database=None,
    # What was sent before changes what comes of it, so there is nothing to shrink towards.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
async def forger(house: House, env: Env, ada: Person, ben: Person) -> AsyncIterator[Forger]:
    """Ben's account in bad hands. Both have written; whatever happens, Ada's words stay."""
    with env.time_context():
        for person in (ada, ben):
            await begin(person)
            await carry_on(person, PAGES)
    before = [str(page) for page in ada.inbox]
    yield Forger(house, ben)
    assert [str(page) for page in ada.inbox] == before
    with env.time_context():
        await carry_on(ada, 4 * PAGES)
    assert ada.page.text.count("never told anyone") > PAGES
    ours = [record for record in house.log.records if record.name.startswith("bot")]
    told = {str(arg) for record in ours for arg in record.args or ()}
    assert {kind.partition(" ")[0] for kind in told} <= EXPECTED


@pytest.fixture
def made_of(forger: Forger, house: House) -> Ingredients:
    return ingredients(house)


@pytest.mark.parametrize("where", Where)
async def test_every_press_there_is_can_come_twice(
    forger: Forger, made_of: Ingredients, where: Where
) -> None:
    presses = [*made_of.ids, "again///prepare", "stay///prepare"]
    for press in presses:
        answers = await forger.send([Forgery(press, where=where, times=2)])
        assert answers[0].interaction.responded, press


@settings(at_random, max_examples=500 // CROWD, derandomize=True)
@given(crowd=crowds)
async def test_five_hundred_forgeries_do_no_harm(
    forger: Forger, made_of: Ingredients, crowd: list[Draft]
) -> None:
    await send(forger, made_of, crowd)


@pytest.mark.prove
@settings(at_random, max_examples=10_000 // CROWD)
@given(crowd=crowds)
async def test_ten_thousand_forgeries_do_no_harm(
    forger: Forger, made_of: Ingredients, crowd: list[Draft]
) -> None:
    await send(forger, made_of, crowd)


async def send(forger: Forger, made_of: Ingredients, crowd: list[Draft]) -> None:
    """Each is answered, and no answer holds a word of anyone else's."""
    for answer in await forger.send([made_of.forged(draft) for draft in crowd]):
        assert answer.interaction.responded or answer.page_is_gone, answer.forgery
        assert not forger.house.words.leaked_into(answer.text, forger.person.id), answer.forgery


async def carry_on(person: Person, pages: int) -> None:
    """Go along the main buttons, as far as the card, and write wherever a form opens."""
    for _ in range(pages):
        way = "Yes" if person.page.has("Yes", exactly=True) else person.page.main_button
        if way in {None, "Done"}:
            return
        await person.presses(str(way), on=person.page)
        if person.is_writing:
            await person.writes()
