"""When the check-in says something besides "Noted", and what a look back counts."""

import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.confidential import Confidential
from bot.content import ContentError, load
from bot.content.library import ENGLISH
from bot.features.checkin import pages as checkin_pages
from bot.features.checkin.engine import decided, for_a_talk, most_noted, several_strong
from bot.features.takeaways import pages as takeaways_pages
from bot.forms import care
from bot.forms.answers import Answer
from bot.kept.checked_in import CheckedIn, Habits
from bot.ui.model import LONGEST_PAGE, MOST_FIELDS, MOST_IN_ROW, MOST_OPTIONS, Card, Form, Menu, Row

LIBRARY = load()
NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
HABITS = Habits()

MEDICAL = [
    (["chest"], ["pressing"], "very_strong", True),
    (["heart", "feet"], ["tight", "sharp"], "very_strong", True),
    (["breath"], ["short_breath"], "very_strong", True),
    (["chest"], ["pressing"], "strong", False),
    (["chest"], ["tight"], "very_strong", False),
    (["jaw"], ["pressing"], "very_strong", False),
    (["chest"], [], "very_strong", False),
    ([], ["pressing"], "very_strong", False),
]


def noted(days_ago: float = 0, **answer: str | list[str]) -> CheckedIn:
    at = NOW - timedelta(days=days_ago)
    return CheckedIn(b"\0" * 16, at, at.date(), Confidential({**answer}))


@pytest.mark.parametrize(("regions", "sensations", "intensity", "due"), MEDICAL)
def test_the_medical_note_is_for_three_things_together(
    regions: list[str],
    sensations: list[str],
    intensity: str,
    due: bool,  # noqa: FBT001
) -> None:
    given: Answer = {"regions": regions, "sensations": sensations, "intensity": intensity}
    assert care.is_medical(LIBRARY.shared.medical, Confidential(given)) == due


def test_what_somebody_writes_never_brings_the_medical_note() -> None:
    given: Answer = {"note": "sharp pressing chest heart very_strong short_breath"}
    assert not care.is_medical(LIBRARY.shared.medical, Confidential(given))


STRONG = [
    ([0, 1, 2], HABITS, True),
    ([0, 7, 7], HABITS, True),
    ([0, 1, 7.01], HABITS, False),
    ([0, 0], HABITS, False),
    ([0, 0, 0], replace(HABITS, strong=False), False),
    ([0, 0, 0], replace(HABITS, strong_said=NOW - timedelta(days=13.9)), False),
    ([0, 0, 0], replace(HABITS, strong_said=NOW - timedelta(days=14)), True),
]


@pytest.mark.parametrize(("days", "habits", "due"), STRONG)
def test_three_within_seven_days_and_once_in_fourteen(
    days: list[float],
    habits: Habits,
    due: bool,  # noqa: FBT001
) -> None:
    others = [noted(n, intensity="strong") for n in range(5)]
    strong = [noted(n, intensity="very_strong") for n in days]
    assert several_strong([*strong, *others], habits, NOW) == due
    assert not several_strong([*others, *strong], habits, NOW)


REGIONS = LIBRARY.checkin.field("regions")
IDS = [c.id for c in REGIONS.choices]


@given(st.lists(st.lists(st.sampled_from(IDS), unique=True, max_size=6), max_size=12))
def test_a_look_back_names_the_three_most_noted_and_counts_right(
    all_of_them: list[list[str]],
) -> None:
    told = most_noted([noted(regions=ids) for ids in all_of_them], REGIONS)
    counts = Counter(chain.from_iterable(all_of_them))
    labels = {c.label: c.id for c in REGIONS.choices}

    def is_right(found: list[tuple[str, int]]) -> bool:
        numbers = [n for _, n in found]
        right = all(counts[labels[label]] == n for label, n in found)
        return right and numbers == sorted(counts.values(), reverse=True)[:3]

    assert told.satisfies(is_right)


def test_no_word_yet_is_no_word() -> None:
    told = most_noted([noted(feelings=["no_word", "sad"])], LIBRARY.checkin.field("feelings"))
    assert told.satisfies(lambda found: found == [("sad", 1)])


def test_a_talk_begins_with_what_was_noted_and_nothing_else() -> None:
    one = noted(regions=["jaw"], sensations=[], intensity="mild", feelings=["sad"], note="n")
    assert for_a_talk(LIBRARY.talk, one) == {
        "body_feeling": Confidential({"intensity": "mild", "note": "n"}),
        "body_where": Confidential({"regions": ["jaw"]}),
    }
    assert for_a_talk(LIBRARY.talk, noted(feelings=["sad"])) == {}


def test_every_switch_can_be_taken_back() -> None:
    for name in ("room", "patterns", "strong"):
        on, off = decided(HABITS, f"{name}.on"), decided(HABITS, f"{name}.off")
        assert on != off
        assert HABITS in (on, off)
        assert decided(on, f"{name}.off") == off
    assert decided(HABITS, "else.on") == HABITS


def test_the_form_asks_what_the_walkthrough_can_hold() -> None:
    prepare = LIBRARY.talk
    for id, keys in {
        "body_feeling": ("sensations", "intensity"),
        "body_where": ("regions",),
    }.items():
        for key in keys:
            asked, there = LIBRARY.checkin.field(key), prepare.question(id).field(key)
            assert there is not None
            assert there.choices == asked.choices
            assert there.most >= asked.most
    note = prepare.question("body_feeling").field("note")
    assert note is not None
    assert note.most_chars >= LIBRARY.checkin.field("note").most_chars


def test_every_page_fits_and_ends_with_help() -> None:
    for name, page in chain(checkin_pages.pages(LIBRARY), takeaways_pages.pages(LIBRARY)):
        if isinstance(page, Form):
            assert len(page.fields) <= MOST_FIELDS, name
            continue
        assert sum(len(t) for t in page.body if isinstance(t, str)) <= LONGEST_PAGE, name
        for row in page.rows:
            assert _fits(row), name
        last = page.rows[-1]
        assert isinstance(last, tuple), name
        assert last[-1].label == "Help now", name
        assert sum(_mains(page)) <= 1, name


def _fits(row: Row) -> bool:
    return len(row.options) <= MOST_OPTIONS if isinstance(row, Menu) else len(row) <= MOST_IN_ROW


def _mains(page: Card) -> list[bool]:
    return [b.style.value == 1 for row in page.rows if not isinstance(row, Menu) for b in row]


def test_nothing_in_these_texts_shouts_or_presses() -> None:
    for file in ("pages_checkin", "pages_takeaways"):
        text = (ENGLISH / f"{file}.toml").read_text("utf8")
        for word in ("!", "should", "must", "just ", "simply", "streak", "missed"):
            assert word not in text, f"{file}: {word}"


MISTAKES = [
    ('"feelings_quick", "note"]', '"weather", "note"]', ["'weather'", "flow", "feelings_quick"]),
    ('"Not today"]', '"Not today", "Later"]', ["open_buttons", "3 labels", "2 buttons"]),
    ("minimum_entries = 7", 'minimum_entries = "seven"', ["minimum_entries", "whole number"]),
]


@pytest.mark.parametrize(("before", "after", "told"), MISTAKES)
def test_a_mistake_in_the_file_is_explained(
    tmp_path: Path, before: str, after: str, told: list[str]
) -> None:
    shutil.copytree(ENGLISH, tmp_path / "en")
    path = tmp_path / "en" / "checkin.toml"
    text = path.read_text("utf8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf8")
    with pytest.raises(ContentError) as error:
        load(tmp_path / "en")
    assert str(error.value).startswith("checkin.toml")
    for part in told:
        assert part in str(error.value)
