"""How names of places are compared: without capitals, accents, punctuation, and one slip. Pure."""

import re
import unicodedata
from collections.abc import Iterator

# Letters that no accent can be taken off, and that keyboards without them write otherwise.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "þ": "th", "æ": "ae", "œ": "oe"}
    # Said, not seen: a dot or an apostrophe does not part two words.
    | dict.fromkeys(".'`\u2019\u2018\u02bb\u02bc\u00b4", "")
    | {"&": " and "}
)
# Written out by some, and cut short by others.
_SHORT = {"saint": "st", "sainte": "st", "mount": "mt", "fort": "ft"}
_WORDS = re.compile(r"[^\W_]+")
_LATIN = "abcdefghijklmnopqrstuvwxyz "
# So short a name is too much like many others; so long a one is no name.
FEWEST, MOST = 4, 24


def plain(text: str) -> str:
    """One spelling for every way of writing the same name."""
    seen = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    letters = unicodedata.normalize("NFKD", "".join(seen).casefold().translate(_LETTERS))
    bare = "".join(c for c in letters if unicodedata.category(c) != "Mn")
    words = [_SHORT.get(word, word) for word in _WORDS.findall(unicodedata.normalize("NFC", bare))]
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def slips(word: str, at: int) -> Iterator[str]:
    """All that is one slip of a finger away there: a letter too many, too few, or another."""
    head, tail = word[:at], word[at:]
    if tail:
        yield head + tail[1:]
    if len(tail) > 1:
        yield head + tail[1] + tail[0] + tail[2:]
    for letter in _LATIN:
        yield head + letter + tail
        if tail:
            yield head + letter + tail[1:]


def from_utc(minutes: int) -> str:
    """What the tables call every clock that is so far from UTC."""
    return f"utc {'minus' if minutes < 0 else 'plus'} {abs(minutes)}"
