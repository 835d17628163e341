"""A season of two hundred people who move, snooze, stop and shut their door; see proofs/year.py."""

import pytest

from bot.store import StorePaths
from tests.proofs.year import WRONG, Year

pytestmark = pytest.mark.long

PEOPLE, DAYS = 200, 30


async def test_one_for_each_day_somebody_chose_and_none_that_is_late_or_unwanted(
    places: StorePaths,
) -> None:
    figures = await Year(places, (PEOPLE, DAYS), 7, careless=False, hasty=10).run()
    print(dict(figures))  # noqa: T201
    assert {what: figures[what] for what in WRONG} == dict.fromkeys(WRONG, 0)
    assert figures["judged"] > PEOPLE * DAYS / 7
    for what in ("outages", "discord away", "clock jumps", "kills", "changes", "snoozes between"):
        assert figures[what], what


async def test_it_would_notice_a_bot_that_does_not_look_again(places: StorePaths) -> None:
    figures = await Year(places, (PEOPLE, DAYS), 7, careless=True, hasty=10).run()
    assert figures["after a stop"]
    assert sum(figures[what] > 0 for what in WRONG) > 1
