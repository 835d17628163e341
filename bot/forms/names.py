"""When two names are the same person's, however a keyboard helped. Pure."""

import unicodedata

from bot.confidential import Confidential

# Written in many ways, and meant as one.
APOSTROPHES = "\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u2032\u2035\u05f3\u0060\u00b4"
QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u05f4"
SAME = {
    **dict.fromkeys(map(ord, APOSTROPHES), "'"),
    **dict.fromkeys(map(ord, QUOTES), '"'),
    ord("\N{MINUS SIGN}"): "-",
    ord("\N{HYPHEN BULLET}"): "-",
    ord("\N{BRAILLE PATTERN BLANK}"): " ",
    # Only stretches a word.
    ord("\N{ARABIC TATWEEL}"): "",
    # In Turkish "I" and "i" are two letters; written large, nobody knows which is meant.
    ord("\N{LATIN SMALL LETTER DOTLESS I}"): "i",
}
# Letters that show nothing: formats, controls, halves; and those that only choose how the one
# before them is drawn, or fill a place.
UNSEEN = frozenset({"Cf", "Cc", "Cs"})
FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
SELECTORS = frozenset(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))))
MORE_SELECTORS = frozenset(map(chr, range(0xE0100, 0xE01F0)))
HIDDEN = FILLERS | SELECTORS | MORE_SELECTORS
DOT_ABOVE = "\N{COMBINING DOT ABOVE}"


def same_label(label: Confidential[str]) -> Confidential[str]:
    """One spelling for one person: "Lena" and " lena " are the same, and so on.

    Letters of other alphabets that look alike stay apart: they are other names.
    """
    return label.map(folded)


def folded(text: str) -> str:
    """The same text for whatever looks the same to whoever reads it."""
    if text.isascii() and text.isprintable():
        return " ".join(text.replace("`", "'").casefold().split())
    before, after = text, _folded_once(text)
    # One thing may bring out another: letters that show nothing can stand between two that join.
    while before != after:
        before, after = after, _folded_once(after)
    return after


def _folded_once(text: str) -> str:
    spaced = "".join(" " if c.isspace() else c for c in text)
    seen = "".join(c for c in spaced if not _is_unseen(c))
    # Before anything else: normalised, an acute accent alone would be a blank with a mark on it.
    plain = unicodedata.normalize("NFKC", seen.translate(SAME)).casefold()
    plain = unicodedata.normalize("NFKC", plain.replace(f"i{DOT_ABOVE}", "i")).translate(SAME)
    plain = "".join("-" if unicodedata.category(c) == "Pd" else c for c in plain)
    return " ".join(plain.split())


def _is_unseen(letter: str) -> bool:
    return letter in HIDDEN or unicodedata.category(letter) in UNSEEN
