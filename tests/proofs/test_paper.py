"""A thousand hostile texts through the renderer: words on a page, and nothing hangs."""

import random
import time

import pytest

from bot.features.printing.typesetter import PATIENCE, NotTypeset, Sheet, TooLong
from tests.paper.hostile import text
from tests.paper.reading import card, changed, made

pytestmark = pytest.mark.prove

MANY, SECONDS = 1_000, 10.0


def test_a_thousand_hostile_texts_change_nothing_but_the_words_on_the_page() -> None:
    rng, longest = random.Random(7), 0.0  # noqa: S311
    for _ in range(MANY):
        words = [text(rng)]
        begun = time.monotonic()
        pdf = made(Sheet.CARD, card(*words))
        longest = max(longest, time.monotonic() - begun)
        assert not changed(pdf, words), repr(words)
    print(f"\n{MANY} hostile texts, one page each; the longest took {longest:.2f} s")  # noqa: T201
    assert longest < SECONDS


@pytest.mark.parametrize("words", ["\u05e9" * 400_000, "x " * 2_000_000, "a\n" * 200_000])
def test_what_is_far_too_much_ends_in_time(words: str) -> None:
    begun = time.monotonic()
    try:
        made(Sheet.CARD, card(words))
        ended = "set"
    except (TooLong, NotTypeset):
        ended = "given up"
    took = time.monotonic() - begun
    print(f"\n{len(words):,} letters: {ended} after {took:.1f} s")  # noqa: T201
    assert took < PATIENCE + 2
