"""When two names are the same person's, however a keyboard helped. Pure."""

import unicodedata

from bot.confidential import Confidential

# Written in many ways, and meant as one.
APOSTROPHES = dict.fromkeys(
    map(ord, "\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u2032\u2035\u0060\u00b4"), "'"
)
QUOTES = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"), '"')
MINUS = {0x2212: "-"}
# Letters that show nothing: formats, marks that only choose how something is drawn, halves.
SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
UNSEEN = frozenset({"Cf", "Cc", "Cs"})


def same_label(label: Confidential[str]) -> Confidential[str]:
    """One spelling for one person: "Lena" and " lena " are the same, and so on.

    Letters of other alphabets that look alike stay apart: they are other names.
    """
    return label.map(folded)


def folded(text: str) -> str:
    """The same text for whatever looks the same to whoever reads it."""
    if text.isascii() and text.isprintable():
        return " ".join(text.replace("`", "'").casefold().split())
    spaced = "".join(" " if c.isspace() else c for c in text)
    seen = "".join(c for c in spaced if not _is_unseen(c))
    plain = unicodedata.normalize("NFKC", seen).translate({**APOSTROPHES, **QUOTES, **MINUS})
    plain = "".join("-" if unicodedata.category(c) == "Pd" else c for c in plain)
    return " ".join(unicodedata.normalize("NFKC", plain.casefold()).split())


def _is_unseen(letter: str) -> bool:
    return letter in SELECTORS or unicodedata.category(letter) in UNSEEN
