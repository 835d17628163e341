"""The buttons that stand on many pages, always in the same order: Help now is always last."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.content import Library
from bot.ui.model import MOST_IN_ROW, Button, Card, Notice, Option, Row, Words
from bot.ui.press import CLEAR, Press
from bot.ui.wording import shown, small


def said(library: Library, *texts: Words) -> Card:
    """A few sentences with the way home."""
    return Card(tuple(texts), ((menu(library), help_now(library)),))


def not_here(library: Library) -> Card:
    """What is given in private only, asked for where others might be looking."""
    return said(library, library.notices[Notice.NOT_HERE])


def named(item: Option) -> tuple[Words, ...]:
    """Which of their things a page is about: what its line in a menu says."""
    label = item.label if isinstance(item.label, str) else shown(item.label)
    return (label, small(item.detail))


# Whatever clears the chat: "Clear this chat", and "Clear and stop".
CLEARS = re.compile(rf"{CLEAR}/.*|stop/.*/{CLEAR}")
CLEARING = (f"{CLEAR}/", "stop/")


def help_now(library: Library, origin: bytes = b"") -> Button:
    """The way to people. `origin` is the sitting to come back to."""
    return Button(library.safety.button, str(Press("help", origin)))


def with_hiding(library: Library, card: Card) -> Card:
    """The page with Hide now before its last button, unless it can clear the chat already."""
    rows = [row for row in (*card.body, *card.rows) if isinstance(row, tuple)]
    presses = (button.press for row in rows for button in row)
    clears = any(p.startswith(CLEARING) and CLEARS.fullmatch(p) for p in presses)
    last = card.rows[-1] if card.rows else ()
    if card.fleeting or clears or not isinstance(last, tuple) or not last:
        return card
    hide = Button(library.say("hide.button"), str(Press(CLEAR)))
    if len(last) < MOST_IN_ROW:
        return replace(card, rows=(*card.rows[:-1], (*last[:-1], hide, last[-1])))
    # Never alone in a row of its own: the way home comes along.
    return replace(card, rows=(*card.rows[:-1], last[:-2], (last[-2], hide, last[-1])))


def quotations(library: Library, texts: Sequence[tuple[int, str, str]]) -> str:
    """Numbered questions of a source: in its own words, and below in ours where those differ."""
    lines = [
        f"{n}\\. {quoted}\n-# {ours}" if quoted else f"{n}\\. {ours}" for n, quoted, ours in texts
    ]
    is_translated = any(quoted for _, quoted, _ in texts)
    return "\n".join([library.say("original_page.translated")] * is_translated + lines)


def rows_of(buttons: Sequence[Button]) -> tuple[Row, ...]:
    """As many rows as they need."""
    return tuple(tuple(buttons[n : n + MOST_IN_ROW]) for n in range(0, len(buttons), MOST_IN_ROW))


def menu(library: Library) -> Button:
    return Button(library.say("home.button"), str(Press("menu")))
