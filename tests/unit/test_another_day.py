"""What is looked at again on another day comes late in the morning, where they are."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.person import Address, PersonId
from bot.schedule.another_day import AskedBack, another_day
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind

ASKED = AskedBack(b"1" * 16, ReminderKind.AGAIN, b"2" * 16, Address(PersonId(7), 8), "")
FOUR_WEEKS = timedelta(days=28)
# In Auckland it is the day after.
EVENING = datetime(2026, 6, 1, 20, 0, tzinfo=UTC)


def other(zone: str, *, silent: bool) -> Reminder:
    """What they asked for besides."""
    return Reminder(
        b"3" * 16,
        ReminderKind.DAILY,
        ASKED.to,
        None,
        date(2026, 6, 1),
        zone,
        540,
        EVERY_DAY,
        silent,
    )


@pytest.mark.parametrize("silent", [True, False])
def test_it_comes_at_eleven_where_they_are_with_the_sound_they_chose(*, silent: bool) -> None:
    others = [other("UTC", silent=not silent), other("Pacific/Auckland", silent=silent)]
    coming = another_day(ASKED, EVENING, FOUR_WEEKS, others)
    assert coming.day == date(2026, 6, 30)
    assert coming.due == datetime(2026, 6, 29, 23, 0, tzinfo=UTC)
    assert (coming.zone, coming.silent) == ("Pacific/Auckland", silent)


@pytest.mark.parametrize(
    "others", [[], [other("UTC", silent=False)], [other("Europe/Nowhere", silent=False)]]
)
def test_where_nobody_knows_the_hour_there_it_makes_no_sound(others: list[Reminder]) -> None:
    coming = another_day(ASKED, EVENING, FOUR_WEEKS, others)
    assert coming.due == datetime(2026, 6, 29, 11, 0, tzinfo=UTC)
    assert coming.silent
    assert (coming.id, coming.kind, coming.about) == (ASKED.id, ASKED.kind, ASKED.about)
