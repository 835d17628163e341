"""What the pages of reminders have in common. Shown in a private message only."""

from collections.abc import Sequence

from bot.confidential import Confidential
from bot.content import Library
from bot.features.reminders.wish import LOUD, SILENT, ReminderChoice
from bot.layout import place_menu
from bot.layout.controls import help_now, menu
from bot.schedule.reminder import EVERY_DAY, Reminder
from bot.ui.model import Button, Card, ChoiceField, Option, Row, Style, Words, Written
from bot.ui.press import Press

VERB = "reminder"
SOUND = "sound"
WEEKDAYS = frozenset(range(5))


def press(step: str = "", detail: str = "", *, id: bytes = b"") -> str:
    return str(Press(VERB, id, step, detail))


def button(library: Library, text: str, to: str, style: Style = Style.PLAIN) -> Button:
    return Button(library.say(f"reminder_page.{text}"), to, style)


def page(library: Library, body: Sequence[Words | Row | Written], rows: Sequence[Row]) -> Card:
    """Everything here says something of when and where somebody is: in private only."""
    last = (menu(library), help_now(library))
    return Card(tuple(body), (*rows, last), library.say("reminder_page.elsewhere"))


def said(library: Library, *lines: Words) -> Card:
    """A sentence or two, and the way to what will come."""
    return page(library, lines, [(button(library, "title", press()),)])


def state(library: Library, choice: ReminderChoice, zone: str) -> Confidential[str]:
    """When the regular ones come: "Every day at 9:00 AM, Berlin time."."""
    return Confidential(
        library.say(
            f"reminder_page.{'state_silent' if choice.silent else 'state'}",
            days=_days(library, choice.days),
            time=library.dates.time(choice.minute),
            place=place_menu.city(library, zone),
        )
    )


def sound_field(library: Library, sound: str) -> ChoiceField:
    say = library.say
    sounds = (
        Option(LOUD, say("reminder_page.sound")),
        Option(SILENT, library.reminders.silent),
    )
    return ChoiceField(
        SOUND, say("reminder_page.form_sound"), sounds, chosen=Confidential((sound,))
    )


def chosen(daily: Reminder) -> ReminderChoice:
    """What was chosen of the regular ones."""
    return ReminderChoice(daily.minute, daily.days, daily.silent)


def _days(library: Library, days: frozenset[int]) -> str:
    say = library.say
    if days == EVERY_DAY:
        return say("reminder_page.every_day")
    if days == WEEKDAYS:
        return say("reminder_page.weekdays")
    names = [say(f"weekday.{d}") for d in sorted(days)]
    return say("weekday.and").join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
