"""Forged and stale interactions: nothing of anyone else's is shown or changed, nothing is lost."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from simcord import Env

from tests.people import House, Person
from tests.people.forger import Forger
from tests.people.steps import begin, carry_on
from tests.promises.forgeries import Draft, Ingredients, crowds, ingredients

CROWDS = 500


@pytest.fixture
async def forger(house: House, env: Env, ada: Person, ben: Person) -> AsyncIterator[Forger]:
    """Ben's account in bad hands. Both have written; whatever happens, Ada's pages stay."""
    with env.time_context():
        for person in (ada, ben):
            await begin(person)
            await carry_on(person, 9)
    before = str(ada)
    yield Forger(house, ben)
    assert str(ada) == before
    with env.time_context():
        await carry_on(ada, 30)
    assert ada.page.text.count("never told anyone") > 9


@pytest.fixture
def made_of(forger: Forger, house: House) -> Ingredients:
    return ingredients(house)


@settings(
    max_examples=CROWDS,
    deadline=None,
    database=None,
    # What was sent before changes what comes of it, so there is nothing to shrink towards.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(crowd=crowds)
async def test_ten_thousand_forgeries_do_no_harm(
    forger: Forger, made_of: Ingredients, house: House, ben: Person, crowd: list[Draft]
) -> None:
    for answer in await forger.send([made_of.forged(draft) for draft in crowd]):
        assert answer.interaction.responded or answer.page_is_gone, answer.forgery
        assert not house.words.leaked_into(answer.text, ben.id), answer.forgery
