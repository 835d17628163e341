"""The buttons that stand on many pages, always in the same order: Help now is always last."""

from bot.content import Library
from bot.doors import Button, Row
from bot.flow.presses import Press
from bot.flow.sitting import Sitting, Step


def press(verb: str, sitting: Sitting, step: Step | None = None, detail: str = "") -> str:
    """A press on the page where this sitting stands, or on `step`."""
    return str(Press(verb, sitting.id, str(step or sitting.at), detail))


def help_now(library: Library, origin: bytes = b"") -> Button:
    """The way to people. `origin` is the sitting to come back to."""
    return Button(library.safety.button, str(Press("help", origin)))


def menu(library: Library) -> Button:
    return Button(library.say("home.button"), str(Press("menu")))


def last_row(library: Library, sitting: Sitting) -> Row:
    """Look it all over, Pause here, Help now."""
    return (
        Button(library.say("page.look_over"), press("review", sitting)),
        Button(library.say("nav.pause"), press("pause", sitting)),
        help_now(library, sitting.id),
    )
