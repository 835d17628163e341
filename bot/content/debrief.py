"""partner.toml, [debrief], read."""

from dataclasses import dataclass

from bot.content.reader import Table


@dataclass(frozen=True, slots=True)
class DebriefTexts:
    """How it went."""


def debrief(file: Table) -> DebriefTexts:
    """Read it."""
    del file
    return DebriefTexts()
