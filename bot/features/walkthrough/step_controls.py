"""The buttons on the pages of a walkthrough: each says on which of them it stands."""

from bot.content import Library
from bot.forms.sitting import Sitting, Step
from bot.forms.talk import is_note
from bot.layout.controls import help_now
from bot.ui.model import Button, Row, Style
from bot.ui.press import Press


def press(verb: str, sitting: Sitting, step: Step | None = None, detail: str = "") -> str:
    """A press on the page where this sitting stands, or on `step`."""
    return str(Press(verb, sitting.id, str(step or sitting.at), detail))


def say_of_card(library: Library, sitting: Sitting, key: str, **values: str) -> str:
    """A text about the card; what is for nobody but them is called a note."""
    note = is_note(library.script_of(sitting), sitting)
    return library.say(f"note_page.{key.rpartition('.')[2]}" if note else key, **values)


def to_card(library: Library, sitting: Sitting, style: Style = Style.PLAIN) -> Button:
    """Back to the card, which is there already."""
    label = say_of_card(library, sitting, "card_page.to_card")
    return Button(label, press("card", sitting), style)


def last_row(library: Library, sitting: Sitting) -> Row:
    """Look it all over, Pause here, Help now."""
    return (
        Button(library.say("page.look_over"), press("review", sitting)),
        Button(library.say("nav.pause"), press("pause", sitting)),
        help_now(library, sitting.id),
    )
