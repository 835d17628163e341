"""What a token of Discord's looks like, and what is wrong with what was put in its place. Pure."""

import base64
import binascii
import re

_SHAPE = re.compile(r"([\w-]{18,})\.[\w-]{4,}\.[\w-]{20,}", re.ASCII)
_QUOTES = "\"'`\u2018\u2019\u201c\u201d"
_NAMED = re.compile(r"\w*token\s*[=:]", re.IGNORECASE)
AGAIN = (
    "copy it again from the Bot page of your application, not the client secret or the public key"
)
NO_SHAPE = f"doesn't have the shape of a bot token; {AGAIN}"
QUOTED = "has quotation marks in it; leave them out"
PREFIXED = "begins with a word; leave it out, and what is behind it is the token"
NAME_TOO = "holds a name and = as well; leave both out, and what is behind them is the token"
BROKEN = f"has a blank or a line break in it; {AGAIN}"


def amiss(token: str) -> str:
    """Why Discord can't take it, showing nothing of it; empty if it may be one."""
    if any(mark in token for mark in _QUOTES):
        return QUOTED
    if _NAMED.match(token):
        return NAME_TOO
    words = token.split()
    if len(words) == 2 and not amiss(words[1]):  # noqa: PLR2004 - as in "Bot ..."
        return PREFIXED
    if len(words) > 1:
        return BROKEN
    shape = _SHAPE.fullmatch(token)
    return "" if shape and _is_a_number(shape[1]) else NO_SHAPE


def _is_a_number(part: str) -> bool:
    """The first part of a token is the application's number, in base64."""
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).isdigit()
    except binascii.Error:
        return False
