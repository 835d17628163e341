"""The buttons that stand on many pages, always in the same order: Help now is always last."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.content import Library
from bot.doors import MOST_IN_ROW, Button, Card, Row
from bot.flow.presses import CLEAR, Press
from bot.flow.sitting import Sitting, Step

# Whatever clears the chat: "Clear this chat", and "Clear and stop".
CLEARS = re.compile(rf"{CLEAR}/.*|stop/.*/{CLEAR}")


def press(verb: str, sitting: Sitting, step: Step | None = None, detail: str = "") -> str:
    """A press on the page where this sitting stands, or on `step`."""
    return str(Press(verb, sitting.id, str(step or sitting.at), detail))


def help_now(library: Library, origin: bytes = b"") -> Button:
    """The way to people. `origin` is the sitting to come back to."""
    return Button(library.safety.button, str(Press("help", origin)))


def with_hiding(library: Library, card: Card) -> Card:
    """The page with Hide now before its last button, unless it can clear the chat already."""
    rows = [row for row in (*card.body, *card.rows) if isinstance(row, tuple)]
    clears = any(CLEARS.fullmatch(button.press) for row in rows for button in row)
    last = card.rows[-1] if card.rows else ()
    if card.fleeting or clears or not isinstance(last, tuple) or not last:
        return card
    hide = Button(library.say("hide.button"), str(Press(CLEAR)))
    if len(last) < MOST_IN_ROW:
        return replace(card, rows=(*card.rows[:-1], (*last[:-1], hide, last[-1])))
    return replace(card, rows=(*card.rows[:-1], (hide,), last))


def rows_of(buttons: Sequence[Button]) -> tuple[Row, ...]:
    """As many rows as they need."""
    return tuple(tuple(buttons[n : n + MOST_IN_ROW]) for n in range(0, len(buttons), MOST_IN_ROW))


def menu(library: Library) -> Button:
    return Button(library.say("home.button"), str(Press("menu")))


def last_row(library: Library, sitting: Sitting) -> Row:
    """Look it all over, Pause here, Help now."""
    return (
        Button(library.say("page.look_over"), press("review", sitting)),
        Button(library.say("nav.pause"), press("pause", sitting)),
        help_now(library, sitting.id),
    )
