"""R6, R7: proofs of `make prove`, with their figures for the table and what the usual ways do."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from apscheduler.triggers.cron import CronTrigger

from benchmarks.row import Row
from bot.schedule.timing import A_DAY, following
from tests.proofs.test_reminders_clocks import FIRST, HALF_HOURS, YEARS, rules_of
from tests.proofs.test_reminders_kills import killed
from tests.unit.test_timing import daily

DAYS = [FIRST + A_DAY * n for n in range(365 * YEARS)]
KILLS, DUE = 200, 50_000
USUAL_KILLS, USUAL_DUE = 20, 5_000


def run() -> Iterator[Row]:
    """Each goal beside the usual way."""
    yield _clocks()
    yield _kills()


def _clocks() -> Row:
    zones = {rules_of(zone): zone for zone in sorted(available_timezones())}
    with ProcessPoolExecutor() as pool:
        usual = sum(pool.map(_in_zone, zones.values(), zones.keys()), Counter[str]())
    wrong = usual["wrong"]
    return Row(
        "R6",
        f"{len(zones)} sets of clock rules, every half-hour, {YEARS} years:"
        f" {usual['given']:,} days",
        f"{wrong} skipped or doubled",
        f"an APScheduler job each, around the {usual['days']:,} days of a change:"
        f" {usual['skipped']} skipped, {usual['doubled']} doubled",
        "none",
        wrong == 0,
    )


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


def _kills() -> Row:
    def figures(mode: str, kills: int, due: int) -> dict[str, int]:
        with tempfile.TemporaryDirectory() as folder:
            return killed(Path(folder), kills, due, mode)

    ours = figures("ours", KILLS, DUE)
    delete, send = (figures(mode, USUAL_KILLS, USUAL_DUE) for mode in ("delete", "send"))
    return Row(
        "R7",
        f"{ours['kills']} SIGKILLs while {DUE:,} fall due",
        f"{ours['lost']} lost, {ours['doubled']} doubled, {ours['late']} late",
        f"marked first, then sent: {delete['lost']} lost in {delete['kills']} kills; sent first,"
        f" then marked: {send['doubled']} doubled in {send['kills']}",
        "none",
        not any(ours[what] for what in ("lost", "doubled", "late")),
    )
