"""Long texts on pages that fit."""

from hypothesis import given
from hypothesis import strategies as st

from bot.confidential import Confidential, together
from bot.layout.paging import ROOM, on_pages
from bot.ui.wording import size


@given(st.lists(st.integers(1, 9000), max_size=8))
def test_nothing_is_lost_between_pages_and_every_page_fits(sizes: list[int]) -> None:
    texts = [Confidential("ab👩é"[n % 4] * many) for n, many in enumerate(sizes)]
    pages = on_pages(texts)
    for page in pages:
        assert together([*page], "\n\n").satisfies(lambda text: size(text) <= ROOM)
    pieces = together([piece for page in pages for piece in page])
    assert pieces == together([*texts])
