"""What a custom_id says, and that nothing else can be read into one."""

import os

from hypothesis import given
from hypothesis import strategies as st

from bot.ui.press import Press
from tests.unit.walking import SCRIPT


def test_every_press_is_read_back_as_it_was_written() -> None:
    for verb in ("kept", "yes", "check"):
        for step in ("q-if_not_received", "s-contingency", "r", "t-pause_line", ""):
            for detail in ("", "if_not_received.12", "4.no", "GB"):
                press = Press(verb, os.urandom(16), step, detail)
                assert Press.parse(str(press)) == press
                assert Press.parse(press.once("0a1b2c")) == press
                assert len(press.once("0a1b2c")) <= 100


def test_the_longest_ids_fit() -> None:
    for question in SCRIPT.questions:
        press = Press("kept", os.urandom(16), f"q-{question.id}", f"{question.id}.99999")
        assert Press.parse(str(press)) == press


@given(st.text(max_size=120))
def test_anything_else_is_nothing(text: str) -> None:
    press = Press.parse(text)
    assert press is None or str(press) == text or text.startswith(str(press))
