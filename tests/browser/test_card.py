"""The server card, as two people see who posted it."""

import pytest

from tests.browser.conftest import Sits
from tests.fake_discord import Town

pytestmark = pytest.mark.browser


async def test_who_used_a_command_is_named_to_whoever_reads_it(sits: Sits, town: Town) -> None:
    mara, ben = await sits("mara"), await sits("ben")
    town.members["mara"].manages_the_server()
    await mara.runs("/card")
    for who in (mara, ben):
        assert "Mara used /card" in await who.reads()
