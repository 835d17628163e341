"""One thing somebody keeps here, as /my-words lists, saves and deletes it. Frozen data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.confidential import Confidential
from bot.ui.blocks import Block
from bot.ui.model import Words


@dataclass(frozen=True, slots=True)
class KeptItem:
    """A walkthrough, a check, a check-in, a takeaway."""

    # The id of its record.
    id: bytes
    # A line of a menu: their own words, what stands there where those are left out, and more.
    name: Words
    plain: str
    detail: str
    touched: date
    # The press that opens it.
    opens: str
    # Everything in it, for a file.
    blocks: Callable[[], list[Block]]
    # Begun and not ended: the home page offers to carry on.
    unfinished: bool = False
    # Whether it is about somebody who has a name here.
    of_somebody: bool = False
    # The record it belongs to: saved on its own, that one's file holds this as well.
    of: bytes = b""
    # A word of their own on it, to find it by.
    tag: Confidential[str] | None = None
