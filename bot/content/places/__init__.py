"""Places and the clocks they keep: from what somebody types to a zone. See docs/places.md.

What they type stays sealed; only places come out.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.confidential import Confidential, each
from bot.content.places.finding import Reading, begun, read
from bot.content.places.gazetteer import Place, place, places
from bot.content.places.tables import laid_open
from bot.ui.model import MOST_OPTIONS

__all__ = ["Found", "Place", "chosen", "find", "known", "offers", "place"]

# Nobody's place has a longer name.
LONGEST = 100
# A key is eight hexadecimal digits.
_BITS = 32
_KEY = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Found:
    """The places that fit what was typed, the best first; `sure`: there is but one clock in it."""

    places: tuple[Place, ...]
    sure: bool


def known(id: str) -> Place:
    """The place of a zone that there is."""
    found = place(id)
    if found is None:
        raise LookupError(f"there is no zone {id!r}")
    return found


def find(typed: Confidential[str], now: datetime, most: int = MOST_OPTIONS) -> Found:
    """What somebody may mean by what they typed."""
    with laid_open():
        return _out_of(typed.map(lambda text: read(text[:LONGEST], now, most)))


def offers(typed: Confidential[str], now: datetime, most: int = MOST_OPTIONS) -> Found:
    """The same while they are still typing it."""
    with laid_open():
        return _out_of(typed.map(lambda text: begun(text[:LONGEST], now, most)))


def chosen(picked: Confidential[str | list[str]]) -> Place | None:
    """The place whose key was chosen in a menu."""
    key = picked.map(lambda given: given if isinstance(given, str) else "".join(given[:1]))
    is_one = key.satisfies(lambda given: bool(_KEY.fullmatch(given)))
    return place(_key_in(key.map(lambda given: int(given, 16)))) if is_one else None


def _out_of(reading: Confidential[Reading]) -> Found:
    keys = each(reading.map(lambda r: [int(place.key, 16) for place in r.places]))
    found = tuple(places([_key_in(key) for key in keys]))
    return Found(found, reading.satisfies(lambda r: r.sure))


def _key_in(box: Confidential[int]) -> str:
    """One of our keys comes out, by as many yes-or-nos as it takes; nothing else would be one."""
    bits = (1 << bit for bit in range(_BITS))
    key = sum(bit for bit in bits if box.satisfies(lambda key, bit=bit: bool(key & bit)))  # type: ignore[misc]
    return f"{key:08x}"
