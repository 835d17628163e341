"""When a talk will be, out of what was written or chosen of it."""

from datetime import date

import pytest

from bot.confidential import Confidential
from bot.features.followup.plan import Draft
from bot.features.followup.written_time import WrittenTime, written_time
from bot.reveal import reveal

# A Friday.
TODAY = date(2026, 11, 27)
SUNDAY, TOMORROW = date(2026, 11, 29), date(2026, 11, 28)


def read(*texts: str) -> WrittenTime:
    return written_time([Confidential(t) for t in texts], TODAY, months_first=False)


@pytest.mark.parametrize(
    ("texts", "day", "minute"),
    [
        (("Sunday, 3 pm", ""), SUNDAY, 15 * 60),
        (("Sunday at 3", "Choose a day and time"), SUNDAY, 15 * 60),
        (("Sunday, 07:00", ""), SUNDAY, 7 * 60),
        (("Sunday at 7 in the morning", ""), SUNDAY, 7 * 60),
        (("half past six", "Tomorrow"), TOMORROW, 18 * 60 + 30),
        (("Sunday, 3 pm", "Tomorrow"), SUNDAY, 15 * 60),
    ],
)
def test_a_day_and_a_time_are_read(texts: tuple[str, ...], day: date, minute: int) -> None:
    assert read(*texts).draft == Draft(day, minute)


@pytest.mark.parametrize(
    ("texts", "day", "left"),
    [
        (("Sunday evening", "Choose a day and time"), SUNDAY, "Sunday evening"),
        (("Next Sunday, by phone, after lunch", ""), SUNDAY, "Next Sunday, by phone, after lunch"),
        (("after dinner", "Tomorrow"), TOMORROW, "after dinner"),
        (("when she is back", "In the next few days"), None, "when she is back"),
        (("yesterday, 3 pm", ""), None, "yesterday, 3 pm"),
        (("", "Tomorrow"), TOMORROW, ""),
        (("", "Not yet. Ask me again in a week"), None, ""),
        (("", "No plan. I'd rather see"), None, ""),
        ((), None, ""),
    ],
)
def test_what_can_not_be_read_is_left_to_be_asked(
    texts: tuple[str, ...], day: date | None, left: str
) -> None:
    found = read(*texts)
    assert found.draft == Draft(day)
    assert reveal(found.unread) == left
