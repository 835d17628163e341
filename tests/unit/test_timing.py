"""When something falls due, wherever somebody lives and whatever the clocks do there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.person import Address, PersonId
from bot.schedule.reminder import EVERY_DAY, Reminder, ReminderKind
from bot.schedule.timing import (
    A_DAY,
    BEFORE_A_TALK,
    GRACE,
    MOST_UNANSWERED,
    QUIET_FROM,
    QUIET_UNTIL,
    ahead_of_quiet,
    answered,
    back,
    changed,
    expires,
    first_day,
    following,
    from_now,
    instant,
    is_last_word,
    is_late,
    is_quiet,
    local,
    missed,
    moved,
    out_of_quiet,
    paused,
    resting,
    resumed,
    retimed,
    sent,
    shut_out,
    snoozed,
)

BERLIN, NEW_YORK, NUUK, LORD_HOWE = (
    *("Europe/Berlin", "America/New_York"),
    *("America/Nuuk", "Australia/Lord_Howe"),
)
APIA, HONOLULU, TOKYO, KIRITIMATI = (
    *("Pacific/Apia", "Pacific/Honolulu"),
    *("Asia/Tokyo", "Pacific/Kiritimati"),
)
ZONES = (BERLIN, NEW_YORK, NUUK, LORD_HOWE, APIA, HONOLULU, TOKYO, KIRITIMATI, "Asia/Kathmandu")
MONDAY = date(2027, 3, 1)
WEEKDAYS = frozenset(range(5))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def daily(zone: str = BERLIN, day: date = MONDAY, minute: int = 9 * 60) -> Reminder:
    to = Address(PersonId(1), 2)
    due = instant(zone, day, minute)
    return Reminder(bytes(16), ReminderKind.DAILY, to, due, day, zone, minute, EVERY_DAY)


def once(kind: ReminderKind, zone: str = BERLIN) -> Reminder:
    return replace(daily(zone), kind=kind, days=frozenset(), about=b"it")


def days_of(entry: Reminder | None, n: int) -> list[date]:
    """The next days on which an entry comes, if each time it is answered."""
    found = []
    for _ in range(n):
        assert entry
        found.append(entry.day)
        entry = following(entry)
    return found


@pytest.mark.parametrize(
    ("zone", "day", "minute", "then"),
    [
        # A gap: as much later as the clocks leap.
        (NEW_YORK, date(2027, 3, 14), 2 * 60 + 30, "2027-03-14T07:30"),
        (BERLIN, date(2027, 3, 28), 2 * 60 + 15, "2027-03-28T01:15"),
        (BERLIN, date(2027, 3, 28), 15, "2027-03-27T23:15"),
        # At the end of a day, into the next one; and half an hour wide.
        (NUUK, date(2027, 3, 27), 23 * 60 + 30, "2027-03-28T01:30"),
        (LORD_HOWE, date(2027, 10, 3), 2 * 60 + 15, "2027-10-02T15:45"),
        # Twice: the first counts.
        (BERLIN, date(2027, 10, 31), 2 * 60 + 30, "2027-10-31T00:30"),
        (NEW_YORK, date(2027, 11, 7), 60 + 30, "2027-11-07T05:30"),
        (LORD_HOWE, date(2027, 4, 4), 60 + 45, "2027-04-03T14:45"),
        # A day that was none there.
        (APIA, date(2011, 12, 30), 9 * 60, "2011-12-30T19:00"),
    ],
)
def test_a_wall_time_is_one_instant(zone: str, day: date, minute: int, then: str) -> None:
    assert instant(zone, day, minute) == at(then)


def test_a_leap_into_the_next_day_is_still_meant_for_the_day_before() -> None:
    entry: Reminder | None = daily(NUUK, date(2027, 3, 26), 23 * 60 + 30)
    dues = []
    for _ in range(4):
        assert entry
        dues.append((entry.day.day, str(local(NUUK, entry.due or at("2000-01-01")))[:16]))
        entry = following(entry)
    assert dues == [
        (26, "2027-03-26 23:30"),
        (27, "2027-03-28 00:30"),
        (28, "2027-03-28 23:30"),
        (29, "2027-03-29 23:30"),
    ]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("minute", range(0, 24 * 60, 90))
def test_exactly_one_for_each_day_of_a_year(zone: str, minute: int) -> None:
    entry: Reminder | None = daily(zone, date(2027, 1, 1), minute)
    before = at("2020-01-01T00:00")
    for n in range(366):
        assert entry
        assert entry.due
        assert entry.day == date(2027, 1, 1) + A_DAY * n
        assert entry.due > before
        before, entry = entry.due, following(entry)


@pytest.mark.parametrize(
    ("days", "first", "expected"),
    [
        (WEEKDAYS, date(2027, 3, 5), [5, 8, 9, 10]),
        (frozenset({0, 2, 4}), date(2027, 3, 1), [1, 3, 5, 8]),
        (frozenset({6}), date(2027, 3, 7), [7, 14, 21, 28]),
    ],
)
def test_only_the_chosen_weekdays(days: frozenset[int], first: date, expected: list[int]) -> None:
    entry = replace(daily(day=first), days=days)
    assert [day.day for day in days_of(entry, 4)] == expected


@pytest.mark.parametrize(
    ("wall", "quiet", "then"),
    [
        ("2027-03-01T21:29", False, "2027-03-01T21:29"),
        ("2027-03-01T21:30", True, "2027-03-02T08:00"),
        ("2027-03-01T23:59", True, "2027-03-02T08:00"),
        ("2027-03-02T00:00", True, "2027-03-02T08:00"),
        ("2027-03-02T07:59", True, "2027-03-02T08:00"),
        ("2027-03-02T08:00", False, "2027-03-02T08:00"),
    ],
)
@pytest.mark.parametrize("zone", [TOKYO, HONOLULU])
def test_the_quiet_hours_are_those_of_the_wall(
    zone: str, wall: str, *, quiet: bool, then: str
) -> None:
    def there(text: str) -> datetime:
        on = datetime.fromisoformat(text)
        return instant(zone, on.date(), on.hour * 60 + on.minute)

    assert is_quiet(zone, there(wall)) == quiet
    assert out_of_quiet(zone, there(wall)) == there(then)


@pytest.mark.parametrize(
    ("minute", "late"), [(9 * 60, 45), (20 * 60 + 45, 45), (21 * 60, 30), (21 * 60 + 29, 1)]
)
def test_too_late_is_after_a_while_and_never_in_the_quiet_hours(minute: int, late: int) -> None:
    entry = daily(minute=minute)
    assert entry.due
    end = expires(entry, entry.due)
    assert end == entry.due + timedelta(minutes=late)
    assert not is_late(entry, end - timedelta(seconds=1))
    assert is_late(entry, end)


@pytest.mark.parametrize(
    ("unanswered", "gap"), [(0, 1), (2, 1), (3, 3), (5, 3), (6, 7), (8, 7), (9, 7)]
)
def test_silence_makes_them_fewer(unanswered: int, gap: int) -> None:
    entry = replace(daily(), unanswered=unanswered)
    after = following(entry)
    assert after
    assert (after.day - entry.day).days == gap
    assert is_last_word(entry) == (unanswered == MOST_UNANSWERED)


def test_after_the_last_word_there_is_nothing() -> None:
    entry: Reminder | None = daily()
    said = 0
    while entry:
        said += 1
        entry = sent(entry)
    assert said == MOST_UNANSWERED + 1


@pytest.mark.parametrize("unanswered", range(10))
def test_whoever_answers_has_them_as_before(unanswered: int) -> None:
    after = sent(replace(daily(), unanswered=max(0, unanswered - 1)))
    assert after
    assert after.due
    entry = replace(after, unanswered=unanswered)
    nine = at("2027-03-01T08:01")
    reply = answered(entry, nine)
    assert reply
    assert (reply.unanswered, reply.day) == (0, MONDAY + A_DAY)
    # Pressed while it was on its way: that one counts as said.
    assert answered(replace(daily(), unanswered=unanswered), nine) == daily(day=MONDAY + A_DAY)
    # Pressed long afterwards: the next day, and none twice.
    late = answered(entry, nine + 2 * A_DAY)
    assert late
    assert late.due
    assert late.due > nine + 2 * A_DAY
    assert late.day > MONDAY


@pytest.mark.parametrize(("day", "then"), [(1, 3), (3, 5), (5, 8)])
def test_whoever_answers_misses_none_of_the_days_they_chose(day: int, then: int) -> None:
    entry = replace(daily(day=date(2027, 3, day)), days=frozenset({0, 2, 4}), unanswered=2)
    after = sent(entry)
    assert after
    reply = answered(after, at(f"2027-03-0{day}T12:00"))
    assert reply
    assert reply.day == date(2027, 3, then)


def test_an_answer_wakes_nothing_they_put_to_sleep() -> None:
    now = at("2027-03-01T12:00")
    assert answered(paused(daily()), now) == paused(daily())
    waiting = answered(shut_out(daily()), now)
    assert waiting == daily(day=MONDAY + A_DAY)
    assert answered(once(ReminderKind.AFTER), now) is None


@pytest.mark.parametrize(
    ("away", "day"),
    [
        (timedelta(minutes=50), 2),
        (timedelta(hours=24, minutes=44), 2),
        (timedelta(hours=24, minutes=45), 3),
        (timedelta(days=9, hours=3), 11),
    ],
)
def test_an_outage_ends_on_the_first_day_that_is_not_too_late(away: timedelta, day: int) -> None:
    assert daily().due
    now = (daily().due or MONDAY_NOON) + away
    for entry in (
        daily(),
        once(ReminderKind.AFTER),
        once(ReminderKind.AGAIN),
        once(ReminderKind.LINE),
    ):
        after = missed(entry, now)
        assert after
        assert (after.day.day, after.minute, after.unanswered) == (day, 9 * 60, 0)
        assert after.due
        assert now < expires(after, after.due)


TALK = once(ReminderKind.BEFORE)
AT_THREE = at("2027-03-01T14:00")


@pytest.mark.parametrize(
    ("now", "talk", "due"),
    [
        # Late, and still before it.
        ("2027-03-01T08:50", AT_THREE, "2027-03-01T08:50"),
        ("2027-03-01T13:59", AT_THREE, "2027-03-01T13:59"),
        # In the quiet hours: as soon as they are over, if that is before it.
        ("2027-03-01T23:00", AT_THREE + A_DAY, "2027-03-02T07:00"),
        ("2027-03-01T23:00", at("2027-03-02T06:30"), None),
        ("2027-03-01T21:00", at("2027-03-01T21:30"), None),
        # The talk has been.
        ("2027-03-01T14:00", AT_THREE, None),
        ("2027-03-09T14:00", AT_THREE, None),
        # When it is stood in no row at first: an hour later at the soonest.
        ("2027-03-01T08:50", None, "2027-03-01T08:50"),
        ("2027-03-01T09:00", None, None),
    ],
)
def test_before_a_talk_it_may_be_late_and_afterwards_it_lapsed(
    now: str, talk: datetime | None, due: str | None
) -> None:
    entry = replace(TALK, talk=talk)
    for after in (missed(entry, at(now)), back(shut_out(entry), at(now))):
        assert after
        assert (after.due, after.lapsed) == (due and at(due), due is None)
        assert after.due is None or not is_late(after, after.due)


def test_whoever_lived_in_a_zone_that_is_known_no_more_can_move_out_of_it() -> None:
    for gone in ("Nowhere/Gone", "../etc/passwd", ""):
        entry = replace(daily(), zone=gone)
        moved = changed(entry, at("2027-03-01T06:00"), TOKYO, 18 * 60, entry.days)
        assert moved.due == at("2027-03-01T09:00")
        assert moved.zone == TOKYO


MONDAY_NOON = at("2027-03-01T11:00")


def test_a_time_in_the_quiet_hours_goes_round_no_circle() -> None:
    entry = daily(minute=7 * 60 + 30)
    assert entry.due
    assert is_late(entry, entry.due)
    after = missed(entry, entry.due)
    assert after
    assert after.day == MONDAY + A_DAY
    note = missed(replace(once(ReminderKind.LINE), minute=23 * 60), MONDAY_NOON + A_DAY / 2)
    assert note
    assert note.due
    assert not is_quiet(BERLIN, note.due)


def test_what_was_said_once_stays_to_be_opened() -> None:
    for kind in (ReminderKind.BEFORE, ReminderKind.AFTER, ReminderKind.AGAIN, ReminderKind.LINE):
        assert sent(once(kind)) == replace(once(kind), told=True)


@pytest.mark.parametrize(
    ("kind", "now", "day"),
    [
        (ReminderKind.DAILY, "2027-03-01T07:00", 1),
        (ReminderKind.DAILY, "2027-03-05T07:00", 5),
        (ReminderKind.DAILY, "2027-03-05T09:00", 6),
        (ReminderKind.AFTER, "2027-03-05T09:00", 6),
        (ReminderKind.BEFORE, "2027-03-01T07:00", 1),
    ],
)
def test_whoever_comes_back_is_reminded_of_what_is_not_over(
    kind: ReminderKind, now: str, day: int
) -> None:
    entry = daily() if kind is ReminderKind.DAILY else once(kind)
    after = back(shut_out(replace(entry, unanswered=2)), at(now))
    assert after.day.day == day
    assert (after.waiting, after.unanswered) == (False, 0)


@pytest.mark.parametrize(
    ("until", "due", "next_day"),
    [
        ("2027-03-01T10:00", "2027-03-01T10:00", 2),
        ("2027-03-01T20:29", "2027-03-01T20:29", 2),
        # Into the quiet hours: the morning after, and that day's own is this one.
        ("2027-03-01T21:00", "2027-03-02T07:00", 3),
    ],
)
def test_a_snooze_takes_the_place_of_the_day_it_leads_to(
    until: str, due: str, next_day: int
) -> None:
    # It was said at nine already, so the entry stands on tomorrow.
    entry = snoozed(replace(daily(day=MONDAY + A_DAY), unanswered=1), at(until))
    assert entry.due == at(due)
    after = sent(entry)
    assert after
    assert after.day.day == next_day


@pytest.mark.parametrize(
    ("old", "new", "now", "due"),
    [
        # Westwards over the date line, on the second: the second has had its nudge there.
        (TOKYO, HONOLULU, "2027-03-02T02:00", "2027-03-03T19:00"),
        # Eastwards: the third is there in four hours.
        (HONOLULU, TOKYO, "2027-03-02T20:00", "2027-03-03T00:00"),
        (APIA, HONOLULU, "2027-03-01T21:00", "2027-03-03T19:00"),
        (BERLIN, NEW_YORK, "2027-03-02T09:00", "2027-03-03T14:00"),
        (NEW_YORK, BERLIN, "2027-03-02T15:00", "2027-03-03T08:00"),
    ],
)
def test_a_move_never_brings_a_day_twice(old: str, new: str, now: str, due: str) -> None:
    # The last one was for the second of March.
    entry = following(daily(old, date(2027, 3, 2)))
    assert entry
    after = changed(entry, at(now), new, entry.minute, entry.days)
    assert after.due == at(due)
    assert after.day >= date(2027, 3, 3)


def test_a_time_changed_after_a_flight_over_the_date_line_brings_no_day_twice() -> None:
    # The second of March was said in Apia; where they land, it is the first still.
    entry = following(daily(APIA, date(2027, 3, 2)))
    assert entry
    now = at("2027-03-01T21:00")
    landed = changed(entry, now, HONOLULU, entry.minute, entry.days)
    after = changed(landed, now, HONOLULU, 10 * 60, entry.days)
    assert after.day == landed.day == date(2027, 3, 3)


def test_whoever_was_silent_for_long_has_other_days_at_once() -> None:
    # Three days apart by now.
    entry = following(replace(daily(), unanswered=3))
    assert entry
    assert entry.day == MONDAY + timedelta(days=3)
    after = changed(entry, at("2027-03-01T12:00"), BERLIN, 10 * 60, EVERY_DAY)
    assert after.day == MONDAY + timedelta(days=1)


def test_a_change_while_it_is_on_its_way_brings_it_the_next_day() -> None:
    assert daily().due
    moment = at("2027-03-01T08:00") + timedelta(seconds=2)
    after = changed(daily(), moment, BERLIN, 10 * 60, EVERY_DAY)
    assert (after.day.day, after.due) == (2, at("2027-03-02T09:00"))


@pytest.mark.parametrize(
    ("days", "day", "now", "then"),
    [
        # Sundays only, until today: from tomorrow on, or today where that is no Sunday.
        (frozenset({6}), 7, "2027-03-02T07:00", 2),
        (frozenset({6}), 7, "2027-03-02T12:00", 3),
        (frozenset({6}), 7, "2027-03-07T07:00", 7),
        (frozenset({6}), 14, "2027-03-07T07:00", 8),
        (WEEKDAYS, 8, "2027-03-06T07:00", 6),
        (WEEKDAYS, 8, "2027-03-05T07:00", 6),
    ],
)
def test_whoever_wants_other_days_has_them_at_once(
    days: frozenset[int], day: int, now: str, then: int
) -> None:
    entry = replace(daily(day=date(2027, 3, day)), days=days)
    after = changed(entry, at(now), BERLIN, 10 * 60, EVERY_DAY)
    assert (after.day.day, after.minute, after.days) == (then, 10 * 60, EVERY_DAY)
    asleep = changed(paused(entry), at(now), BERLIN, 10 * 60, EVERY_DAY)
    assert asleep.due is None


instants = st.integers(0, 3 * 365 * 24 * 60).map(lambda n: MONDAY_NOON + timedelta(minutes=n))
chosen = st.frozensets(st.integers(0, 6), min_size=1)


@given(
    zones=st.lists(st.sampled_from(ZONES), min_size=1, max_size=6),
    minute=st.integers(QUIET_UNTIL, QUIET_FROM - 1),
    days=chosen,
    start=instants,
    waits=st.lists(st.integers(0, 60 * 48), min_size=6, max_size=6),
)
def test_however_somebody_travels_each_day_comes_once_and_in_time(
    zones: list[str], minute: int, days: frozenset[int], start: datetime, waits: list[int]
) -> None:
    entry = from_now(
        replace(daily(zones[0], local(zones[0], start).date(), minute), due=None), start
    )
    entry = from_now(replace(entry, days=days), start)
    said: list[date] = []
    now = start
    for zone, wait in zip([*zones, *zones], waits, strict=False):
        until = now + timedelta(minutes=wait)
        while entry.due and entry.due <= until:
            assert entry.day not in said
            assert entry.day.weekday() in days
            assert entry.due >= now
            said.append(entry.day)
            now = entry.due
            after = following(entry)
            assert after
            entry = after
        now = until
        entry = changed(entry, now, zone, minute, days)
        assert entry.due
        assert entry.due > now
        assert first_day(days, entry.day) == entry.day
    assert said == sorted(said)


@given(zone=st.sampled_from(ZONES), now=instants, minute=st.integers(0, 24 * 60 - 1))
def test_nobody_is_written_to_in_the_quiet_hours(zone: str, now: datetime, minute: int) -> None:
    entry = daily(zone, local(zone, now).date(), minute)
    assert is_late(entry, now) or not is_quiet(zone, now)
    assert entry.due
    assert expires(entry, entry.due) <= entry.due + GRACE
    assert not is_quiet(zone, out_of_quiet(zone, now))


def asked_once(kind: ReminderKind, due: datetime, zone: str = BERLIN) -> Reminder:
    wall = local(zone, due)
    minute = wall.hour * 60 + wall.minute
    return Reminder(b"1" * 16, kind, Address(PersonId(1), 2), due, wall.date(), zone, minute)


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), st.integers(0, 40), st.integers(480, 1289))
def test_a_move_keeps_out_of_the_quiet_hours_and_of_the_past(
    here: str, there: str, days: int, minute: int
) -> None:
    now = at("2027-03-01T10:00")
    due = instant(here, MONDAY + A_DAY * (days + 2), minute)
    for kind in (ReminderKind.AGAIN, ReminderKind.LINE, ReminderKind.AFTER, ReminderKind.BEFORE):
        then = moved(asked_once(kind, due, here), now, there)
        assert then.zone == there
        assert then.due is not None
        assert then.due > now
        assert not is_quiet(there, then.due)
        assert then.day == local(there, then.due).date()
        if kind is ReminderKind.BEFORE:
            assert then.due <= due


def test_a_move_keeps_the_time_on_the_wall_of_what_belongs_to_no_talk() -> None:
    now, due = at("2027-03-01T10:00"), instant(BERLIN, MONDAY + 5 * A_DAY, 11 * 60)
    then = moved(asked_once(ReminderKind.LINE, due), now, TOKYO)
    assert then.due == instant(TOKYO, MONDAY + 5 * A_DAY, 11 * 60)


def test_after_a_move_what_comes_after_a_talk_comes_as_long_after_it() -> None:
    now, due = at("2027-03-01T10:00"), instant(BERLIN, MONDAY + 5 * A_DAY, 11 * 60)
    assert moved(asked_once(ReminderKind.AFTER, due), now, TOKYO).due == due


def test_what_has_no_time_left_before_a_talk_has_lapsed_after_a_move() -> None:
    # Half past five in Berlin, and half past one at night in Tokyo, where it is ten at night now.
    now, due = at("2027-03-01T13:00"), instant(BERLIN, MONDAY, 17 * 60 + 30)
    talk = replace(asked_once(ReminderKind.BEFORE, due), talk=due + timedelta(hours=1))
    assert moved(talk, now, TOKYO).lapsed


OF_ONCE = (ReminderKind.AGAIN, ReminderKind.LINE, ReminderKind.AFTER, ReminderKind.BEFORE)


@given(
    zones=st.lists(st.sampled_from(ZONES), min_size=2, max_size=5),
    now=instants,
    wait=st.integers(1, 4 * 24 * 60),
    minute=st.integers(QUIET_UNTIL, QUIET_FROM - 1),
    kind=st.sampled_from(OF_ONCE),
)
@example([NEW_YORK, BERLIN, LORD_HOWE], at("2027-03-01T12:00"), 1, 9 * 60, ReminderKind.BEFORE)
def test_there_and_back_again_it_is_as_before(
    zones: list[str], now: datetime, wait: int, minute: int, kind: ReminderKind
) -> None:
    here, *ways = zones
    talk = instant(here, local(here, now + timedelta(minutes=wait)).date(), minute)
    due = talk
    if kind is ReminderKind.BEFORE:
        due = ahead_of_quiet(here, talk - BEFORE_A_TALK)
    elif kind is ReminderKind.AFTER:
        due = out_of_quiet(here, talk + timedelta(hours=3))
    of_it = talk if kind in {ReminderKind.BEFORE, ReminderKind.AFTER} else None
    assume(due > now)
    entry = replace(asked_once(kind, due, here), talk=of_it)
    then = entry
    for zone in ways:
        then = moved(then, now, zone)
        assert then.lapsed is (then.due is None)
        assert then.due is None or then.due > now or not is_quiet(zone, now)
        assert then == moved(entry, now, zone), "however they went there"
    assert moved(then, now, here) == entry


def test_a_wrong_place_put_right_brings_the_reminder_before_a_talk_back() -> None:
    # At six in Berlin it is one at night in Shanghai, and quiet there until the talk is over.
    now, due = at("2027-03-01T17:00"), instant(BERLIN, MONDAY, 20 * 60 + 30)
    before = replace(asked_once(ReminderKind.BEFORE, due), talk=due + timedelta(hours=1))
    there = moved(before, now, "Asia/Shanghai")
    assert there.lapsed_by_move
    assert moved(there, now + timedelta(minutes=1), BERLIN) == before
    # Too late for its time, and not for the talk: it comes at once.
    late = moved(there, due + timedelta(minutes=10), BERLIN)
    assert (late.due, late.lapsed) == (due + timedelta(minutes=10), False)


def test_an_hour_before_is_an_hour_before_wherever_that_is_not_quiet() -> None:
    # Half past seven is quiet in Berlin, so it comes the evening before; in Tokyo it is not.
    now, talk = at("2027-03-01T10:00"), instant(BERLIN, MONDAY + 3 * A_DAY, 8 * 60 + 30)
    due = ahead_of_quiet(BERLIN, talk - BEFORE_A_TALK)
    assert due < talk - BEFORE_A_TALK
    before = replace(asked_once(ReminderKind.BEFORE, due), talk=talk)
    assert moved(before, now, TOKYO).due == talk - BEFORE_A_TALK


def test_what_is_put_off_in_another_place_was_asked_for_there() -> None:
    now, due = at("2027-03-01T10:00"), instant(BERLIN, MONDAY + 5 * A_DAY, 11 * 60)
    there = moved(asked_once(ReminderKind.LINE, due), now, TOKYO)
    later = instant(TOKYO, MONDAY + 7 * A_DAY, 15 * 60)
    for then in (snoozed(there, later), retimed(there, later)):
        back_here = moved(then, now, BERLIN)
        assert back_here.due == instant(BERLIN, MONDAY + 7 * A_DAY, 15 * 60)


def test_what_could_not_be_said_in_time_is_not_brought_back_by_a_move() -> None:
    now, due = at("2027-03-01T13:00"), instant(BERLIN, MONDAY, 12 * 60)
    lapsed = replace(asked_once(ReminderKind.BEFORE, due), talk=due, due=None, lapsed=True)
    assert moved(lapsed, now, TOKYO) == replace(lapsed, zone=TOKYO)
    assert not lapsed.lapsed_by_move


def test_of_a_zone_that_is_gone_a_move_keeps_the_instant() -> None:
    now, due = at("2027-03-01T10:00"), instant(BERLIN, MONDAY + 5 * A_DAY, 11 * 60)
    for kind in OF_ONCE:
        gone = replace(asked_once(kind, due), zone="Nowhere/Gone")
        assert moved(gone, now, BERLIN).due == due


def test_what_was_said_already_or_waits_has_but_another_place_after_a_move() -> None:
    now, due = at("2027-03-01T10:00"), instant(BERLIN, MONDAY + A_DAY, 11 * 60)
    told = replace(asked_once(ReminderKind.LINE, due), told=True)
    assert moved(told, now, TOKYO) == replace(told, zone=TOKYO)
    waits = shut_out(asked_once(ReminderKind.LINE, due))
    assert moved(waits, now, TOKYO) == replace(waits, zone=TOKYO)


def test_a_pause_that_is_ended_goes_on_where_it_began_and_no_day_comes_twice() -> None:
    now, week = at("2027-03-01T10:00"), MONDAY + 7 * A_DAY
    # Today's was said; the next would be tomorrow's.
    entry = replace(daily(), day=MONDAY + A_DAY, due=instant(BERLIN, MONDAY + A_DAY, 18 * 60))
    entry = replace(entry, minute=18 * 60)
    still = resting(entry, week, now)
    assert (still.day, still.due) == (week, instant(BERLIN, week, 18 * 60))
    assert resumed(still, now) == entry
    assert resumed(resting(still, week + A_DAY, now), now) == entry, "paused twice"
    assert resumed(paused(still), now) == entry
    assert changed(still, now, BERLIN, 18 * 60, EVERY_DAY) == entry
    assert back(still, now).rests_from is None
    gone_on = sent(still)
    assert gone_on is not None
    assert (gone_on.day, gone_on.rests_from) == (week + A_DAY, None)


def test_a_press_on_an_older_one_does_not_end_a_pause() -> None:
    now = at("2027-03-01T10:00")
    still = replace(resting(daily(), MONDAY + 7 * A_DAY, now), unanswered=7)
    assert answered(still, now) == replace(still, unanswered=0)
