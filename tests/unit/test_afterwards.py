"""A talk that is being planned: what stands in a press, and what would come."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import ContentError, load
from bot.content.library import ENGLISH
from bot.features.followup.plan import NOTES, NUDGES, Draft, plan
from bot.ui.press import Press

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AFTER = timedelta(hours=18)
DAY = date(2026, 12, 3)
NOON = 12 * 60

drafts = st.builds(
    Draft,
    st.none() | st.dates(date(2026, 1, 1), date(2600, 1, 1)),
    st.none() | st.integers(0, 24 * 60 - 1),
    st.just("") | st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
    st.sampled_from(NUDGES),
    st.sampled_from(NOTES),
)


@given(drafts)
def test_what_is_known_stands_in_a_press_and_comes_back(draft: Draft) -> None:
    press = Press("after", b"0" * 16, "planned", str(draft))
    assert len(press.once("abcdef")) <= 100
    read = Press.parse(press.once("abcdef"))
    assert read is not None
    assert Draft.read(read.detail) == draft


@given(st.text())
def test_of_anything_else_nothing_is_known_or_something_possible(detail: str) -> None:
    draft = Draft.read(detail)
    assert draft == Draft() or Draft.read(str(draft)) == draft


@pytest.mark.parametrize("detail", ["739588.fff..hy", "000000.000..hy", "7395880.000..hy", "....."])
def test_what_nobody_wrote_does_no_harm(detail: str) -> None:
    assert Draft.read(detail).minute in {None, 0}


@pytest.mark.parametrize(
    ("minute", "nudge", "comes", "moved"),
    [
        (NOON, "hour", (DAY, 11), False),
        (9 * 60, "hour", (DAY, 8), False),
        # Half past seven is too early, and half past ten in the evening too late.
        (8 * 60 + 30, "hour", (date(2026, 12, 2), 21), True),
        (23 * 60 + 30, "hour", (DAY, 21), True),
        (NOON, "evening", (date(2026, 12, 2), 18.5), False),
    ],
)
def test_a_nudge_comes_earlier_rather_than_in_quiet_hours_and_says_so(
    minute: int, nudge: str, comes: tuple[date, float], *, moved: bool
) -> None:
    found = plan(Draft(DAY, minute, "", nudge), BERLIN, NOW, AFTER)
    assert found is not None
    assert found.nudge is not None
    at = found.nudge + timedelta(hours=1)  # Berlin, in winter
    assert (at.date(), at.hour + at.minute / 60) == comes
    assert found.moved == moved


def test_a_note_comes_after_the_quiet_hours() -> None:
    found = plan(Draft(DAY, NOON), BERLIN, NOW, AFTER)
    assert found is not None
    assert found.note == datetime(2026, 12, 4, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "draft",
    [
        Draft(None, NOON),
        Draft(DAY, None),
        Draft(date(2026, 11, 23), NOON),
        Draft(date(2020, 1, 1), 0),
    ],
)
def test_there_is_no_plan_without_a_time_to_come(draft: Draft) -> None:
    assert plan(draft, BERLIN, NOW, AFTER) is None


def test_the_nearest_talk_has_no_nudge_before() -> None:
    found = plan(Draft(date(2026, 11, 23), 13 * 60 + 30), BERLIN, NOW, AFTER)
    assert found is not None
    assert found.too_soon
    assert found.nudge is None
    assert found.note is not None


def test_nothing_is_planned_that_was_not_asked_for() -> None:
    found = plan(Draft(DAY, NOON, "", "none", "none"), BERLIN, NOW, AFTER)
    assert found is not None
    assert (found.nudge, found.note, found.too_soon, found.moved) == (None, None, False, False)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('{ id = "mixed", label', '{ id = "middling", label', "ids are not"),
        ('kind = "care_question"', 'kind = "question"', "unknown kind 'question'"),
    ],
)
def test_a_mistake_in_the_texts_is_explained(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    shutil.copytree(ENGLISH, tmp_path / "en")
    path = tmp_path / "en" / "debrief.toml"
    text = path.read_text("utf8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf8")
    with pytest.raises(ContentError, match=told) as error:
        load(tmp_path / "en")
    assert str(error.value).startswith("debrief.toml")
