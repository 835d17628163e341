"""How many things there are, and the sum of a keyed hash of each.

With the sum sealed away, none can be added, lost, changed or put back unnoticed, and keeping
it up costs one addition per change.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from bot.store.errors import Tampered
from bot.store.sealing import OUTCOME

WRAP = 1 << 256
PACKED = struct.Struct(">Q32s")
NUMBERS = struct.Struct(">QQ")


@dataclass(frozen=True, slots=True)
class Tally:
    """A multiset, in forty bytes."""

    count: int = 0
    total: int = 0

    def plus(self, mark: int) -> "Tally":
        return Tally(self.count + 1, (self.total + mark) % WRAP)

    def minus(self, mark: int) -> "Tally":
        return Tally(self.count - 1, (self.total - mark) % WRAP)

    def pack(self) -> bytes:
        return PACKED.pack(self.count, self.total.to_bytes(32))

    @staticmethod
    def unpack(packed: bytes) -> "Tally":
        if len(packed) != PACKED.size:
            raise Tampered(OUTCOME)
        count, total = PACKED.unpack(packed)
        return Tally(count, int.from_bytes(total))

    @staticmethod
    def of(marks: Iterable[int]) -> "Tally":
        return reduce(Tally.plus, marks, Tally())


NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one file says of itself: everything in it, and which generation it is of.

    `coming` is the generation both files are on their way to. It differs from `generation`
    only in the keyring, and only between the two commits that take both files there.
    """

    tally: Tally = NOTHING
    generation: int = 0
    coming: int = 0

    def plus(self, mark: int) -> "Ledger":
        return replace(self, tally=self.tally.plus(mark))

    def minus(self, mark: int) -> "Ledger":
        return replace(self, tally=self.tally.minus(mark))

    def pack(self) -> bytes:
        return NUMBERS.pack(self.generation, self.coming) + self.tally.pack()

    @staticmethod
    def unpack(packed: bytes) -> "Ledger":
        if len(packed) != NUMBERS.size + PACKED.size:
            raise Tampered(OUTCOME)
        generation, coming = NUMBERS.unpack(packed[: NUMBERS.size])
        return Ledger(Tally.unpack(packed[NUMBERS.size :]), generation, coming)
