"""checkin.toml, [reminders] and [snooze], read."""

import re
from dataclasses import dataclass

from bot.content.lists import choices
from bot.content.reader import Table
from bot.forms.fields import Choice

# Taken in turn, one a day: with so many, none comes twice within seven days.
FEWEST_LINES = 8
# What can be done with a nudge, in the order of its buttons.
OPEN, LATER, SKIP, STOP = STEPS = ("open", "later", "skip", "stop")


@dataclass(frozen=True, slots=True)
class ReminderTexts:
    """Reminders. What stands on a lock screen tells a stranger nothing."""

    # For the check-in of the day.
    lock_screen: tuple[str, ...]
    # For what was asked for once.
    followups: tuple[str, ...]
    # Said once, where all the others were left unanswered; then there are no more.
    stop_say: str
    # By what they do.
    buttons: dict[str, str]
    # On one that comes once, to stop it.
    leave: str
    ask: str
    # Times of day to choose from.
    windows: tuple[Choice, ...]
    silent: str
    # Later: in an hour, this evening, and so on; `detail` is what is said once it is.
    snooze: tuple[Choice, ...]
    paused: str
    welcome_back: tuple[str, ...]


def reminders(file: Table) -> ReminderTexts:
    """Read it."""
    table = file.table("reminders")
    return ReminderTexts(
        _lines(table, "lock_screen", FEWEST_LINES),
        _lines(table, "followup_lock_screen", 1),
        table.text("last_words"),
        _buttons(table),
        leave=table.text("leave_button"),
        ask=table.text("ask"),
        windows=choices(table, "windows"),
        silent=table.text("silent_option"),
        snooze=choices(file.table("snooze"), "options"),
        paused=file.table("snooze").text("paused"),
        welcome_back=file.table("missed").texts("welcome_back"),
    )


def _lines(table: Table, key: str, fewest: int) -> tuple[str, ...]:
    lines = table.texts(key)
    for word in table.texts("forbidden_words_on_lock_screen"):
        whole = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        if told := next(filter(whole.search, lines), None):
            raise table.wrong(
                f"'{key}' has the line '{told}', and '{word}' tells what this is about",
                "Whoever sees the phone reads it; write a line that tells nothing.",
            )
    if len(set(lines)) < fewest:
        raise table.wrong(
            f"'{key}' has {len(set(lines))} different lines, and at least {fewest} are needed",
            "Add some, so that none comes twice within seven days.",
        )
    return lines


def _buttons(table: Table) -> dict[str, str]:
    labels = table.texts("buttons")
    if len(labels) != len(STEPS):
        raise table.wrong(
            f"'buttons' has {len(labels)} labels, and a nudge has {len(STEPS)} buttons",
            "Give each button one, in order.",
        )
    return dict(zip(STEPS, labels, strict=True))
