"""Every page there is, as text for a terminal."""

import re
import textwrap

from bot.confidential import Confidential
from bot.content import Library
from bot.preview.chapters import chapters, of_script
from bot.ui.model import (
    Button,
    Card,
    ChoiceField,
    Form,
    Menu,
    Option,
    Row,
    TextField,
    Words,
    Written,
)

# Characters of a line.
WIDTH = 78
SOMEBODY = "(their own words)"
# Headings, small print, bold, and what takes a mark for a letter.
_MARKS = re.compile(r"^(?:#{1,3} |-# )|\*\*|\\(?=[.*_~`|<>#-])", re.MULTILINE)


def render(library: Library, script: str = "") -> str:
    """All pages, one below the other; `script`: those of this walkthrough alone, by its id."""
    those = [of_script(library, library.scripts[script])] if script else chapters(library)
    return "\n".join(
        f"{'=' * WIDTH}\n{chapter}: {name}\n\n{_page(page)}"
        for chapter, pages in those
        for name, page in pages
    )


def _page(page: Card | Form | str) -> str:
    if isinstance(page, str):
        return f"{page}\n"
    return _card(page) if isinstance(page, Card) else _form(page)


def _card(card: Card) -> str:
    lines: list[str] = []
    for part in card.body:
        lines += (
            [*_wrapped(_plain(part)), ""]
            if isinstance(part, str | Confidential)
            else [SOMEBODY, ""]
            if isinstance(part, Written)
            else [_row(part), ""]
        )
    lines += [_row(row) for row in card.rows]
    return "\n".join(lines) + "\n"


def _row(row: Row) -> str:
    if isinstance(row, Menu):
        return "\n".join(
            [f"  {_plain(row.placeholder)}:", *(f"  - {_option(o)}" for o in row.options)]
        )
    return "  " + " ".join(f"[{_label(b)}]" for b in row)


def _form(form: Form) -> str:
    lines = [f"Form: {form.title}"]
    for field in form.fields:
        lines.append(f"  {field.label}: {field.help}".rstrip(": "))
        if isinstance(field, TextField):
            lines.append(f"    ({field.placeholder}) up to {field.most} characters")
        elif isinstance(field, ChoiceField):
            lines += [f"    - {_option(o)}" for o in field.options]
    return "\n".join(lines) + "\n"


def _plain(words: Words) -> str:
    """Without Discord's marks, which nobody sees."""
    return _MARKS.sub("", words) if isinstance(words, str) else SOMEBODY


def _label(button: Button) -> str:
    return button.label if isinstance(button.label, str) else button.plain_label


def _option(option: Option) -> str:
    label = option.label if isinstance(option.label, str) else option.plain_label
    return f"{label} ({option.detail})" if option.detail else label


def _wrapped(text: str) -> list[str]:
    return [
        wrapped for line in text.split("\n") for wrapped in (textwrap.wrap(line, WIDTH) or [""])
    ]
