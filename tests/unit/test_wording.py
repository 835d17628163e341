"""A person's words are shown as they were written, and nothing is read into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.features.walkthrough.summary import composed
from bot.forms.showing import Way
from bot.ui.wording import as_written
from tests.unit.walking import SCRIPT

SENTENCE = next(
    shown.say
    for section in SCRIPT.card.sections
    for shown in section.show
    if shown.way is Way.COMPOSED
)


def said_of(given: dict[str, str]) -> str:
    """The sentence, of what was given to its question."""
    return composed(SENTENCE, {f"convey.{key}": text for key, text in given.items()})


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**loud**", r"\*\*loud\*\*"),
        ("# big", r"\# big"),
        ("- a point", r"\- a point"),
        ("1. first", r"1\. first"),
        ("> quoted", r"\> quoted"),
        ("<@1234>", r"\<@1234>"),
        ("[a](b)", r"\[a](b)"),
        ("||hidden||", r"\|\|hidden\|\|"),
        ("half-past six - ish", "half-past six - ish"),
        ("a\u202eb\u200bc", "abc"),
        ("👩🏽‍🦱 שלום", "👩🏽‍🦱 שלום"),
    ],
)
def test_nothing_is_read_into_somebodys_words(written: str, shown: str) -> None:
    assert as_written(written) == shown


@given(st.text(alphabet="*_`~#>-+.1 a\n[]()<@|\\", max_size=60))
def test_no_markup_comes_of_somebodys_words(text: str) -> None:
    blocks = MarkdownIt("commonmark").disable("code").parse(as_written(text))
    inside = [part.type for block in blocks for part in block.children or ()]
    assert {block.type for block in blocks} <= {"paragraph_open", "inline", "paragraph_close"}
    assert set(inside) <= {"text", "softbreak", "hardbreak"}


def test_the_sentence_that_starts_with_me() -> None:
    full = {
        "when": "plans are made without me",
        "feel": "overlooked.",
        "because": "I like to choose",
        "ask": "to be asked first.",
        "their_view": "it seemed kind",
    }
    without = {key: text for key, text in full.items() if key != "their_view"}
    assert said_of(without) == (
        "When plans are made without me, I feel overlooked, because I like to choose."
        " I would like to be asked first."
    )
    assert said_of(full).startswith("I can imagine that for you, it seemed kind. When plans")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"when": "you call late", "feel": "worried"}, "When you call late, I feel worried."),
        (
            {"when": "you call late", "feel": "worried", "ask": "a text"},
            "When you call late, I feel worried. I would like a text.",
        ),
        ({"feel": "sad", "because": "I miss you"}, "I feel sad, because I miss you."),
        ({"ask": "one evening"}, "I would like one evening."),
        ({}, ""),
    ],
)
def test_a_part_that_is_missing_leaves_no_hole(given: dict[str, str], said: str) -> None:
    assert said_of(given) == said
