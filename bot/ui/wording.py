"""How words are set on a page: theirs exactly as written, ours with their label filled in."""

import re
from collections.abc import Sequence

from bot.confidential import Confidential
from bot.ui.model import Words

# What Discord would read as layout, a mention, a link or a hidden part: anywhere, or at the
# beginning of a line. Blanks of that line alone: thousands of empty ones would be looked through
# anew from each of them.
_MARKS = re.compile(r"([\\*_~`|<\[])|^([^\S\n]*)(#|>|-|\+|\d+(?=[.)]))", re.MULTILINE)
# So many characters of small print are about one line on a desktop.
SMALL_PRINT = 120
# Half of an emoji, broken off.
HALF = re.compile("[\ud800-\udfff]")
# Letters that show nothing, or turn the reading direction of what stands around them.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def as_written(text: str) -> str:
    """A person's words, so that Discord shows them and reads nothing into them."""
    seen = _HIDDEN.sub("", text)
    return _MARKS.sub(_escaped, seen)


def whole_letters(text: str) -> str:
    """A person's words for a label: without the half of a broken emoji, which is no letter."""
    return HALF.sub("", text)


def as_typed(text: str) -> str:
    """The same again without what was put in for Discord."""
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _escaped(found: re.Match[str]) -> str:
    anywhere, space, start = found.groups()
    if anywhere:
        return f"\\{anywhere}"
    # A number at the start of a line would become a list; its dot is what makes it one.
    return f"{space}{start}\\" if start.isdigit() else f"{space}\\{start}"


def size(text: str) -> int:
    """How long Discord may count a text to be: an emoji can be two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown(words: Confidential[str]) -> Confidential[str]:
    """The same, sealed."""
    return words.map(as_written)


def heading(text: Words) -> Words:
    return f"### {text}" if isinstance(text, str) else text.map(lambda t: f"### {t}")


def small(text: str) -> str:
    """Small print, for no more than about a line: longer, it is hard to read for many."""
    return f"-# {text}" if size(text) <= SMALL_PRINT else text


def bullets(texts: Sequence[str]) -> str:
    return "\n".join(f"- {t}" for t in texts)


def cut(words: Confidential[str], most: int) -> Confidential[str]:
    """Short enough for a label."""
    return words.map(lambda t: t if len(t) <= most else t[: most - 1].rstrip() + "…")
