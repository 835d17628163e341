"""R6: the proof of `make prove` over all clock rules, and what the usual way does beside it.

A count, and no time: it takes whatever cores there are.
"""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from apscheduler.triggers.cron import CronTrigger

from benchmarks.row import Row
from bot.schedule.timing import A_DAY, following
from tests.proofs.test_reminders_clocks import FIRST, HALF_HOURS, YEARS, rules_of
from tests.unit.test_timing import daily

DAYS = [FIRST + A_DAY * n for n in range(365 * YEARS)]


def run() -> list[Row]:
    """The goal beside the usual way."""
    names = sorted(available_timezones())
    with ProcessPoolExecutor() as pool:
        zones = dict(zip(pool.map(rules_of, names, chunksize=10), names, strict=True))
        usual = sum(pool.map(_in_zone, zones.values(), zones.keys()), Counter[str]())
    wrong = usual["wrong"]
    return [
        Row(
            "R6",
            f"{len(zones)} sets of clock rules, every half-hour, {YEARS} years:"
            f" {usual['given']:,} days",
            f"{wrong} skipped or doubled",
            f"an APScheduler job each, around the {usual['days']:,} days of a change:"
            f" {usual['skipped']} skipped, {usual['doubled']} doubled",
            "none",
            wrong == 0,
        ),
    ]


def _in_zone(zone: str, rules: tuple[object, ...]) -> Counter[str]:
    found: Counter[str] = Counter()
    for minute in HALF_HOURS:
        given = _ours(zone, minute)
        found["given"] += len(given)
        found["wrong"] += given != DAYS
        found += _by_cron(zone, minute, rules)
    return found


def _ours(zone: str, minute: int) -> list[date]:
    """The days a reminder is given for, one after the other; each later than the one before."""
    entry = following(daily(zone, FIRST - A_DAY, minute))
    given, before = [], None
    for _ in DAYS:
        assert entry
        assert entry.due
        if before is None or entry.due > before:
            given.append(entry.day)
        before, entry = entry.due, following(entry)
    return given


def _by_cron(zone: str, minute: int, rules: tuple[object, ...]) -> Counter[str]:
    """What CronTrigger makes of the days on which the clocks there change."""
    there, found = ZoneInfo(zone), Counter[str]()
    trigger = CronTrigger(hour=minute // 60, minute=minute % 60, timezone=there)
    begin = datetime(FIRST.year, 1, 1, tzinfo=UTC) - A_DAY
    for change in rules[1:]:
        assert isinstance(change, tuple)
        day = (begin + timedelta(hours=change[0])).astimezone(there).date()
        # In UTC: on the wall, an hour that comes twice would be asked for without end.
        at = datetime.combine(day - A_DAY, time(), there).astimezone(UTC)
        end = datetime.combine(day + 2 * A_DAY, time(), there)
        fired: Counter[date] = Counter()
        while (fires := trigger.get_next_fire_time(None, at.astimezone(there))) and fires < end:
            fired[fires.date()] += 1
            at = fires.astimezone(UTC) + timedelta(seconds=1)
        found["days"] += 1
        found["skipped"] += fired[day] == 0
        found["doubled"] += fired[day] > 1
    return found
