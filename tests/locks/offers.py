"""What is offered while somebody types into a command's option.

Where others are, it may depend on what was typed, and on nothing else: not on who types, not
on what they chose before.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

from tests.locks.parts import length, number
from tests.locks.record import OFFERS, TYPING, Record, Said

MOST = 25
LONGEST = 100
KEYS = {"name", "name_localizations", "value"}
A_MINUTE = 60_000

Offer: TypeAlias = tuple[tuple[Any, Any], ...]


def wrong_with(data: dict[str, Any]) -> Iterator[str]:
    """What Discord has against an offer."""
    choices = data.get("choices") or []
    yield from number("offer", "choices", len(choices), 0, MOST)
    for choice in choices:
        yield from (f"a choice knows no {key!r}" for key in set(choice) - KEYS)
        for key in ("name", "value"):
            if not isinstance(choice.get(key), str):
                yield f"the {key} of a choice is no text"
            yield from length("choice", key, choice.get(key), LONGEST, at_least=1)
    names = [choice.get("name") for choice in choices]
    if len(set(names)) < len(names):
        yield "two choices look alike"


def complaints(record: Record) -> Iterator[str]:
    """Where one person was offered something else than another who typed the same."""
    # In one minute: a choice may tell what time it is there.
    first: dict[tuple[str, tuple[tuple[str, str], ...], int], Offer] = {}
    for said in record.said:
        asked = said.asked
        if asked is None or asked.kind != TYPING or asked.private or not _is_offer(said):
            continue
        key = asked.command, asked.options, asked.at // A_MINUTE
        offered = tuple((c.get("name"), c.get("value")) for c in said.body["data"]["choices"])
        if first.setdefault(key, offered) != offered:
            yield f"what is offered in a server depends on who asks: {said}"


def _is_offer(said: Said) -> bool:
    return said.path.endswith("/callback") and said.body.get("type") == OFFERS
