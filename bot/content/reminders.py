"""checkin.toml, [reminders] and [snooze], read."""

from dataclasses import dataclass

from bot.content.reader import Table


@dataclass(frozen=True, slots=True)
class ReminderTexts:
    """Reminders."""


def reminders(file: Table) -> ReminderTexts:
    """Read it."""
    del file
    return ReminderTexts()
