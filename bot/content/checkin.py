"""checkin.toml, read."""

from dataclasses import dataclass

from bot.content.reader import Table


@dataclass(frozen=True, slots=True)
class CheckinTexts:
    """The body check-in."""


def checkin(file: Table) -> CheckinTexts:
    """Read it."""
    del file
    return CheckinTexts()
