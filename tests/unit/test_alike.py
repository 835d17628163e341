"""The same person, however a keyboard helped to write their name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.confidential import Confidential
from bot.forms.names import APOSTROPHES, QUOTES, folded, same_label

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
    *(("Tom's dad", f"Tom{mark}s dad") for mark in APOSTROPHES + "\uff07"),
    *(('"Bee"', f"{mark}Bee{mark}") for mark in QUOTES + "\uff02"),
    *(("Anne-Marie", f"Anne{dash}Marie") for dash in "\u2010\u2012\u2014\u2015\u2212\ufe63\uff0d"),
    *(("Lena", f"Le{unseen}na") for unseen in "\u00ad\u034f\u200c\u200d\u2060\ufeff\u3164\ufe0e"),
    ("a b", "a\u2800b"),
    ("\u0130pek", "ipek"),
    ("I\u015eIL", "\u0131\u015f\u0131l"),
    ("\u0645\u0640\u0640\u0627\u0645\u0627", "\u0645\u0627\u0645\u0627"),
    ("\u05d2'\u05d5", "\u05d2\u05f3\u05d5"),
    ("\u30ac", "\u30ab\u3099"),
    ("\uff76\uff9e", "\u30ac"),
    ("\uac00", "\u1100\u1161"),
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


@given(st.text())
def test_whatever_it_is_to_fold_it_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(), st.sampled_from("\u200b\u2060\ufe0f\u034f\u00ad"), st.integers(0, 50))
def test_a_letter_that_shows_nothing_makes_nobody_else(text: str, unseen: str, at: int) -> None:
    assert folded(text[:at] + unseen + text[at:]) == folded(text)
