"""How many things there are, and the sum of a keyed hash of each.

With the sum sealed away, none can be added, lost, changed or put back unnoticed, and keeping
it up costs one addition per change.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from bot.store.crypto.sealing import OUTCOME
from bot.store.errors import Tampered

# Sums of 256-bit hashes start over here.
WRAP = 1 << 256
PACKED = struct.Struct(">Q32s")
NUMBERS = struct.Struct(">QQ")


@dataclass(frozen=True, slots=True)
class MultisetHash:
    """How many there are, and the sum of their marks modulo 2**256: forty bytes."""

    count: int = 0
    total: int = 0

    def plus(self, mark: int) -> "MultisetHash":
        return MultisetHash(self.count + 1, (self.total + mark) % WRAP)

    def minus(self, mark: int) -> "MultisetHash":
        return MultisetHash(self.count - 1, (self.total - mark) % WRAP)

    def pack(self) -> bytes:
        return PACKED.pack(self.count, self.total.to_bytes(32))

    @staticmethod
    def unpack(packed: bytes) -> "MultisetHash":
        """Raises Tampered for what is of another length."""
        if len(packed) != PACKED.size:
            raise Tampered(OUTCOME)
        count, total = PACKED.unpack(packed)
        return MultisetHash(count, int.from_bytes(total))

    @staticmethod
    def of(marks: Iterable[int]) -> "MultisetHash":
        """Of marks of 256 bits, each one the keyed hash of a row: `MasterKey.mark`."""
        return reduce(MultisetHash.plus, marks, NOTHING)


NOTHING = MultisetHash()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one file says of itself: everything in it, and which generation it is of.

    `coming` is the generation both files are on their way to. It differs from `generation`
    only in the keyring, and only between the two commits that take both files there.
    """

    multiset: MultisetHash = NOTHING
    generation: int = 0
    coming: int = 0

    def plus(self, mark: int) -> "Ledger":
        """With one row more."""
        return replace(self, multiset=self.multiset.plus(mark))

    def minus(self, mark: int) -> "Ledger":
        """With one row less."""
        return replace(self, multiset=self.multiset.minus(mark))

    def pack(self) -> bytes:
        return NUMBERS.pack(self.generation, self.coming) + self.multiset.pack()

    @staticmethod
    def unpack(packed: bytes) -> "Ledger":
        """Raises Tampered for what is of another length."""
        if len(packed) != NUMBERS.size + PACKED.size:
            raise Tampered(OUTCOME)
        generation, coming = NUMBERS.unpack(packed[: NUMBERS.size])
        return Ledger(MultisetHash.unpack(packed[NUMBERS.size :]), generation, coming)
