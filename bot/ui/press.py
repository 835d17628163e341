"""What a button, a menu or a form means: a Press, written into its custom_id and read back.

At most 100 characters, never a word of the person. Whose it is, is not in it: that is
checked against the rows of whoever presses.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from functools import lru_cache

_FORM = re.compile(
    r"([a-z]{2,10})/([A-Za-z0-9_-]{22}|)/([a-z0-9._-]{0,32})/([A-Za-z0-9._-]{0,24})(?:/[A-Za-z0-9_-]{1,8})?"
)


@dataclass(frozen=True, slots=True)
class Press:
    """`verb` says what happens; `sitting` and `step` where; `detail` which or what."""

    verb: str
    sitting: bytes = b""
    step: str = ""
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.verb}/{key_of(self.sitting)}/{self.step}/{self.detail}"

    def once(self, nonce: str) -> str:
        """For a form: phones remember what was in one by its custom_id."""
        return f"{self}/{nonce}"

    @classmethod
    def parse(cls, text: str) -> "Press | None":
        """Read what `str` or `once` wrote; anything else is None."""
        found = _FORM.fullmatch(text)
        if found is None:
            return None
        verb, sitting, step, detail = found.groups()
        return cls(verb, id_of(sitting), step, detail)


@lru_cache(maxsize=64)
def key_of(id: bytes) -> str:
    """An id of 16 bytes as 22 letters, in a press or a menu: the same on every button of a page."""
    return base64.urlsafe_b64encode(id).decode().rstrip("=")


def id_of(key: str) -> bytes:
    """Read what `key_of` wrote. Of anything else comes nothing, or what is nobody's id."""
    try:
        return base64.urlsafe_b64decode(f"{key}==")
    except binascii.Error:
        return b""


# What the mouth goes by on pages that were sent before: clear the chat, and take this out of it.
CLEAR, TAKE_OUT, SAVE = "clear", "takeout", "save"
# From an earlier version, or not ours at all.
UNREADABLE = Press("unreadable")


def number(text: str) -> int:
    """A small number out of a press; anything else is nought."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004
