"""What somebody decided once about their check-ins, each with the switch that takes it back."""

from bot.content import Library
from bot.kept.checked_in import Habits
from bot.layout.controls import help_now, menu
from bot.ui.model import Button, Card
from bot.ui.press import Press
from bot.ui.wording import bullets, heading


def habits_page(library: Library, habits: Habits) -> Card:
    """Four things, each said in words, each with one button."""
    say, texts = library.say, library.checkin
    states = (
        say("habits.room" if habits.room_first else "habits.body"),
        say("habits.patterns" if habits.patterns else "habits.no_patterns"),
        say("habits.strong" if habits.strong else "habits.no_strong"),
        say("habits.picture" if habits.picture else "habits.no_picture"),
    )
    labels = (
        say("habits.body_button") if habits.room_first else texts.always_room,
        texts.patterns.hide if habits.patterns else say("habits.patterns_button"),
        say("habits.strong_off_button" if habits.strong else "habits.strong_button"),
        say("habits.picture_off_button" if habits.picture else "habits.picture_button"),
    )
    switches = (
        ("room", not habits.room_first),
        ("patterns", not habits.patterns),
        ("strong", not habits.strong),
        ("picture", not habits.picture),
    )
    buttons = tuple(
        Button(label, str(Press("checkin", step="set", detail=f"{key}.{'on' if to else 'off'}")))
        for label, (key, to) in zip(labels, switches, strict=True)
    )
    also = (Button(say("weeks_page.button"), str(Press("weeks"))),) if habits.picture else ()
    last = (*also, menu(library), help_now(library))
    return Card((heading(texts.title), bullets(states)), (buttons, last))
