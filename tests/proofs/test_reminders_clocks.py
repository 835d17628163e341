"""R6: every set of clock rules there is, every half-hour, three years: one for each local day."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.schedule.timing import A_DAY, following, instant, local
from tests.unit.test_timing import daily

FIRST, YEARS = date(2026, 1, 1), 3
HALF_HOURS = range(0, 24 * 60, 30)

pytestmark = pytest.mark.prove


def rules_of(zone: str) -> tuple[object, ...]:
    """How the clocks there stand at every hour of the years that matter, in short."""
    begin = datetime(FIRST.year, 1, 1, tzinfo=UTC) - A_DAY
    offsets = [
        local(zone, begin + timedelta(hours=n)).utcoffset() for n in range(24 * (365 * YEARS + 3))
    ]
    changes = [n for n in range(1, len(offsets)) if offsets[n] != offsets[n - 1]]
    return (offsets[0], *((n, offsets[n]) for n in changes))


def test_one_for_each_local_day_whatever_the_clocks_do() -> None:
    began = time.monotonic()
    zones = {rules_of(zone): zone for zone in sorted(available_timezones())}
    days = leapt = doubled = wrong = 0
    for zone in zones.values():
        there = ZoneInfo(zone)
        for minute in HALF_HOURS:
            entry = following(daily(zone, FIRST - A_DAY, minute))
            before = instant(zone, FIRST - A_DAY, minute)
            for n in range(365 * YEARS):
                assert entry
                assert entry.due
                wall = datetime.combine(FIRST + A_DAY * n, datetime.min.time(), there)
                wall += timedelta(minutes=minute)
                shown = entry.due.astimezone(there).replace(tzinfo=None)
                later = shown - wall.replace(tzinfo=None)
                # On the wall it reads what was asked for, or as much more as the clocks leapt.
                late = wall.utcoffset() != wall.replace(fold=1).utcoffset()
                leapt += bool(later)
                doubled += late and not later
                right = timedelta() <= later <= timedelta(hours=2 * bool(later and late))
                wrong += entry.day != FIRST + A_DAY * n or entry.due <= before or not right
                days, before, entry = days + 1, entry.due, following(entry)
    print(  # noqa: T201
        f"\nR6: {len(zones)} sets of rules x {len(HALF_HOURS)} half-hours x {YEARS} years ="
        f" {days:,} days, {leapt} of them leapt over and {doubled} there twice on the wall:"
        f" {wrong} skipped, doubled or at another time, {time.monotonic() - began:.0f} s"
    )
    assert wrong == 0
    assert leapt
    assert doubled
