"""What is offered while somebody types into a command's option.

It may depend on what was typed, and on nothing else: not on who types, and where others are
not even on what they chose before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.invariants.parts import length, number
from tests.invariants.record import OFFERS, TYPING, Record, Said

MOST = 25
LONGEST = 100
KEYS = {"name", "name_localizations", "value"}
A_MINUTE = 60_000

# An option and what stands in it; a choice and what it stands for.
Options: TypeAlias = tuple[tuple[str, str], ...]
Choices: TypeAlias = tuple[tuple[str, str], ...]


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
    first: dict[tuple[str, Options, int], Offered] = {}
    given: dict[int, frozenset[str]] = {}
    for said in record.said:
        asked = said.asked
        if asked is None or not said.path.endswith("/callback"):
            continue
        own = given.get(asked.person, frozenset())
        if asked.kind != TYPING:
            given[asked.person] = own | {value for _, value in asked.options}
        elif said.body.get("type") == OFFERS:
            this = Offered(_choices(said), own if asked.private else None)
            other = first.setdefault((asked.command, asked.options, asked.at // A_MINUTE), this)
            if this.is_telling(other) or other.is_telling(this):
                yield f"what is offered depends on who asks: {said}"


@dataclass(frozen=True, slots=True)
class Offered:
    """What was offered to somebody. `own`: what they gave before; None where others are."""

    choices: Choices
    own: frozenset[str] | None

    def is_telling(self, other: "Offered") -> bool:
        """Whether something stands here that nothing but the person explains."""
        if self.own is None:
            return other.own is None and self.choices != other.choices
        new = [c for c in self.choices if c not in other.choices]
        unexplained = [c for c in new if not self.own.intersection(c)]
        # A full list loses its end to what stands at the top of it.
        full = len(other.choices) == MOST
        pushed_out = [c for c in other.choices if c not in self.choices] if full else []
        return len(unexplained) > len(pushed_out)


def _choices(said: Said) -> Choices:
    choices = (said.body.get("data") or {}).get("choices") or []
    return tuple((choice.get("name"), choice.get("value")) for choice in choices)
