"""When something is said before a talk."""

from datetime import UTC, datetime

import pytest

from bot.features.followup.before_a_talk import before
from bot.schedule.timing import is_quiet, local


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("evening", [True, False])
def test_a_nudge_before_comes_before_and_never_in_quiet_hours(hour: int, *, evening: bool) -> None:
    zone = "Europe/Berlin"
    talk = datetime(2026, 12, 3, hour, tzinfo=UTC)
    at = before(zone, talk, evening=evening)
    assert at < talk
    assert not is_quiet(zone, at)
    assert (local(zone, talk).date() - local(zone, at).date()).days <= 1
