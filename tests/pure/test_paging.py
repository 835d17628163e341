"""Long texts on pages that fit."""

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.paging import ROOM, on_pages
from bot.confidential import Confidential, together


@given(st.lists(st.integers(1, 9000), max_size=8))
def test_nothing_is_lost_between_pages_and_every_page_fits(sizes: list[int]) -> None:
    texts = [Confidential(chr(97 + n) * size) for n, size in enumerate(sizes)]
    pages = on_pages(texts)
    for page in pages:
        assert together([*page], "\n\n").satisfies(lambda text: len(text) <= ROOM)
    pieces = together([piece for page in pages for piece in page])
    assert pieces == together([*texts])
