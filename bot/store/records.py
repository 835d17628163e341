"""What the store keeps: one kind of record, on two shelves. Frozen data, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from bot.confidential import Confidential

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


class Shelf(Enum):
    """Where a record lies. The value is the table's name in data.db."""

    # Python's own goes by the name, and takes ten times as long.
    __hash__ = object.__hash__

    SITTINGS = "sitting"
    SETTINGS = "setting"


@dataclass(frozen=True, slots=True)
class Record:
    """One sealed record: facts are our own bookkeeping, words are what the person gave.

    Both are sealed on disk. Only the words come back inside a Confidential.
    """

    facts: Mapping[str, Json]
    words: Mapping[str, Confidential[Json]] = field(default_factory=dict)
