"""intimacy.toml, read."""

from dataclasses import dataclass

from bot.content.reader import Table


@dataclass(frozen=True, slots=True)
class ClosenessTexts:
    """The closeness check."""


def closeness(file: Table) -> ClosenessTexts:
    """Read it."""
    del file
    return ClosenessTexts()
