"""A clock that is wrong for a while makes nothing old."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.store.sqlite.files import WholeFile
from bot.store.trusted_day import Days

A_DAY = timedelta(days=1)
TODAY = date(2026, 11, 2)


@pytest.fixture
def days(tmp_path: Path) -> Days:
    """A house that has been running for a week."""
    days = Days(WholeFile(tmp_path / "days"))
    for n in range(8):
        days.note(TODAY - A_DAY * (7 - n))
    return days


def test_day_after_day_each_is_believed(days: Days) -> None:
    assert all(days.note(TODAY + A_DAY * n) for n in range(400))


@pytest.mark.parametrize("away", [1, 2, 3])
def test_a_few_days_without_the_house_put_nothing_off(days: Days, away: int) -> None:
    assert days.note(TODAY + A_DAY * away)


@pytest.mark.parametrize("ahead", [4, 30, 366, 3660])
def test_a_day_far_ahead_is_not_believed_at_once_and_the_right_one_still_is(
    days: Days, ahead: int
) -> None:
    wrong = TODAY + A_DAY * ahead
    assert not days.believes(wrong)
    assert not days.note(wrong)
    assert not days.note(wrong), "however often it is said on one day"
    assert not days.note(wrong + A_DAY)
    assert days.note(TODAY + A_DAY * 2) or ahead == 4
    assert not days.believes(wrong + A_DAY * 2)


def test_after_a_long_time_off_the_new_day_is_believed_once_it_goes_on(days: Days) -> None:
    then = TODAY + A_DAY * 90
    said = [days.note(then + A_DAY * n) for n in range(5)]
    assert said == [False, False, False, True, True]


def test_days_far_ahead_that_do_not_go_on_from_each_other_are_not_believed(days: Days) -> None:
    assert not any(days.note(TODAY + A_DAY * 50 * n) for n in range(1, 20))


def test_a_clock_that_stands_in_another_year_after_each_start_deletes_nothing(
    days: Days, tmp_path: Path
) -> None:
    assert days.believes(TODAY)
    for n in range(1, 6):
        again = Days(WholeFile(tmp_path / "days"))
        assert not again.note(TODAY + A_DAY * 3660)
        assert again.note(TODAY + A_DAY * n)


@pytest.mark.parametrize("left", [b"", b"\x00\xff", b"2026-99-99 - -", b"- -", b"a b c d"])
def test_a_file_that_can_not_be_read_believes_nothing_at_first(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "days").write_bytes(left)
    days = Days(WholeFile(tmp_path / "days"))
    assert not days.believes(TODAY)
    said = [days.note(TODAY + A_DAY * n) for n in range(4)]
    assert said == [False, False, False, True]


def test_a_house_that_is_there_at_weekends_alone_believes_some_of_its_days(days: Days) -> None:
    saturday = date(2026, 11, 7)
    weekends = [saturday + A_DAY * (7 * n + more) for n in range(12) for more in (0, 1)]
    assert sum(days.note(day) for day in weekends) >= 5
