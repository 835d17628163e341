"""The buttons on the pages of a walkthrough: each says on which of them it stands."""

from bot.content import Library
from bot.forms.sitting import Sitting, Step
from bot.layout.controls import help_now
from bot.ui.model import Button, Row
from bot.ui.press import Press


def press(verb: str, sitting: Sitting, step: Step | None = None, detail: str = "") -> str:
    """A press on the page where this sitting stands, or on `step`."""
    return str(Press(verb, sitting.id, str(step or sitting.at), detail))


def last_row(library: Library, sitting: Sitting) -> Row:
    """Look it all over, Pause here, Help now."""
    return (
        Button(library.say("page.look_over"), press("review", sitting)),
        Button(library.say("nav.pause"), press("pause", sitting)),
        help_now(library, sitting.id),
    )
