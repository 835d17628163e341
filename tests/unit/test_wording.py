"""A person's words on a page: shown as they are, however they were laid out."""

import pytest

from bot.ui.wording import as_written


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\n\n  # loud", "\n\n  \\# loud"),
        ("one\n \t> two", "one\n \t\\> two"),
        ("\n- a\n\n+ b", "\n\\- a\n\n\\+ b"),
        ("  12. a\n3) b", "  12\\. a\n3\\) b"),
    ],
)
def test_what_begins_a_line_is_shown_wherever_the_line_is(written: str, shown: str) -> None:
    assert as_written(written) == shown


def test_of_empty_lines_each_is_looked_at_once() -> None:
    # Looked through anew from each of them, this would take minutes.
    empty = "\n" * 200_000
    assert as_written(f"{empty}# loud") == f"{empty}\\# loud"
