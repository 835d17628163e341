"""The same person, however a keyboard helped to write their name."""

import pytest

from bot.confidential import Confidential
from bot.flow.alike import folded, same_label

SAME = [
    ("Lena", " lena  "),
    ("LENA", "lena"),
    ("O'Neil", "O\u2019Neil"),
    ("O'Neil", "O\u02bcNeil"),
    ("Jos\u00e9", "Jose\u0301"),
    ("\uff2c\uff45\uff4e\uff41", "Lena"),
    ("Anne-Marie", "Anne\u2011Marie"),
    ("Anne-Marie", "Anne\u2013Marie"),
    ("Strasse", "Stra\u00dfe"),
    ("my heart \u2764", "my heart \u2764\ufe0f"),
    ("Le\u200bna", "Lena"),
    ("\u2066Lena\u2069", "Lena"),
    ("a\u00a0b", "a b"),
    ("a\u3000b", "a\tb"),
    ('"Bee"', "\u201cBee\u201d"),
    ("\ufb01n", "fin"),
    ("\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", "\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c3"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_looks_the_same_is_the_same_person(one: str, other: str) -> None:
    assert same_label(Confidential(one)) == same_label(Confidential(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Lena", "Lina"), ("P", "\u0420"), ("Ann", "Anna"), ("J.", "J"), ("", "a")]
)
def test_what_looks_different_or_is_of_another_alphabet_is_somebody_else(
    one: str, other: str
) -> None:
    assert same_label(Confidential(one)) != same_label(Confidential(other))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_to_fold_twice_changes_nothing(one: str, other: str) -> None:
    assert folded(folded(one)) == folded(one) == folded(folded(other))
