"""The key to a confidential value.

Who may import this stands in pyproject.toml as an import contract: the outbox (to hand it
back to its owner), the vault (to seal it), the export the owner asked for, and the printer.
"""

from typing import TypeVar

from bot.confidential import Confidential

T = TypeVar("T")


def reveal(box: Confidential[T]) -> T:
    """Look inside."""
    return box._value  # noqa: SLF001
