"""Whatever somebody writes is words on a page: nothing else of the page changes."""

import random

import pytest

from bot.features.printing.typesetter import Sheet
from tests.paper.hostile import text
from tests.paper.reading import card, changed, made

pytestmark = pytest.mark.long

# Short ones: the long ones are in tests/proofs, a thousand of them.
SOME, ON_A_PAGE, SHORT = 40, 5, 200


def test_hostile_texts_change_nothing_but_the_words_on_the_page() -> None:
    rng = random.Random(6)  # noqa: S311
    for _ in range(SOME // ON_A_PAGE):
        texts = [text(rng)[:SHORT] for _ in range(ON_A_PAGE)]
        assert not changed(made(Sheet.CARD, card(*texts)), texts)


def test_what_asks_for_a_file_or_a_package_is_shown_as_it_was_written() -> None:
    texts = ['#read("/etc/passwd")', '#import "@preview/cetz:0.3.0": *', '#include "card.typ"']
    assert not changed(made(Sheet.CARD, card(*texts)), texts)
