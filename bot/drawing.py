"""A Card or a Form as what discord.py sends: payload builders, stopped before they are sent.

discord.py keeps nothing of a view that is stopped, so that nothing piles up in memory and a
restart is invisible. Whether a person's own words are put in is decided by whoever draws.
"""

from collections.abc import Callable, Iterator
from typing import Any

import discord
from discord import ui

from bot.cards.wording import size
from bot.confidential import Confidential
from bot.doors import (
    LONGEST_LABEL,
    LONGEST_OPTION,
    LONGEST_PAGE,
    LONGEST_PLACEHOLDER,
    LONGEST_TITLE,
    Button,
    Card,
    ChoiceField,
    FileField,
    Form,
    Menu,
    Option,
    Row,
    TextField,
    Words,
)

# Where their own words are left out, this gives None.
Opener = Callable[[Words], str | None]
Chosen = Callable[["ChoiceField | Menu"], tuple[str, ...]]
MOST_RADIOS = 10


def page(card: Card, open_up: Opener, chosen: Chosen) -> ui.LayoutView:
    """The card as a message of components."""
    view = ui.LayoutView()
    view.stop()
    room = LONGEST_PAGE
    for part in _paragraphs(card, open_up):
        if isinstance(part, str) and room <= 0:
            continue
        if isinstance(part, str):
            view.add_item(ui.TextDisplay(_cut(part, room)))
            room -= size(part)
        else:
            view.add_item(_row(part, open_up, chosen))
    for row in card.rows:
        view.add_item(_row(row, open_up, chosen))
    return view


def _paragraphs(card: Card, open_up: Opener) -> Iterator[str | Row]:
    """The body: texts that follow each other as one, with the rows between them."""
    texts: list[str] = []
    for part in card.body:
        if isinstance(part, str | Confidential):
            texts.append(open_up(part) or "")
            continue
        if any(texts):
            yield "\n\n".join(filter(None, texts))
        texts = []
        yield part
    if any(texts):
        yield "\n\n".join(filter(None, texts))


def _row(row: Row, open_up: Opener, chosen: Chosen) -> ui.ActionRow[ui.LayoutView]:
    if isinstance(row, Menu):
        ids = chosen(row)
        several = row.most > 1
        return ui.ActionRow(
            ui.Select(
                custom_id=row.press,
                placeholder=_cut(open_up(row.placeholder) or "", LONGEST_PLACEHOLDER) or None,
                min_values=0 if several else 1,
                max_values=min(row.most, len(row.options)),
                options=[_option(o, ids, open_up) for o in row.options],
            )
        )
    return ui.ActionRow(*(_button(b, open_up) for b in row))


def below(buttons: tuple[Button, ...], open_up: Opener) -> ui.View:
    """One row of buttons below a line of plain content."""
    view = ui.View()
    view.stop()
    for button in buttons:
        view.add_item(_button(button, open_up))
    return view


def _button(button: Button, open_up: Opener) -> ui.Button[Any]:
    label = open_up(button.label) or button.plain_label
    return ui.Button(
        label=_cut(label, LONGEST_LABEL),
        custom_id=button.press,
        style=discord.ButtonStyle(button.style.value),
    )


def _option(option: Option, chosen: tuple[str, ...], open_up: Opener) -> discord.SelectOption:
    return discord.SelectOption(
        label=_label(option, open_up),
        value=option.id,
        description=option.detail or None,
        default=option.id in chosen,
    )


def _label(option: Option, open_up: Opener) -> str:
    return _cut(open_up(option.label) or option.plain_label, LONGEST_OPTION)


def form(asked: Form, open_up: Opener, chosen: Chosen) -> ui.Modal:
    """The form as a modal."""
    modal = ui.Modal(title=_cut(asked.title, LONGEST_TITLE), custom_id=asked.press)
    modal.stop()
    for field in asked.fields:
        entry = _entry(field, open_up, chosen)
        modal.add_item(ui.Label(text=field.label, description=field.help or None, component=entry))
    return modal


def _entry(
    field: TextField | ChoiceField | FileField, open_up: Opener, chosen: Chosen
) -> ui.Item[ui.Modal]:
    match field:
        case TextField():
            return _text(field, open_up)
        case FileField():
            return ui.FileUpload(custom_id=field.key, required=False, min_values=0, max_values=1)
        case ChoiceField():
            return _choice(field, open_up, chosen)


def _text(field: TextField, open_up: Opener) -> ui.TextInput[ui.Modal]:
    return ui.TextInput(
        custom_id=field.key,
        style=discord.TextStyle.paragraph if field.long else discord.TextStyle.short,
        placeholder=field.placeholder or None,
        default=(open_up(field.text) or "")[: field.most] or None,
        required=False,
        max_length=field.most,
    )


def _choice(
    field: ChoiceField, open_up: Opener, chosen: Chosen
) -> ui.RadioGroup[ui.Modal] | ui.Select[ui.Modal]:
    ids = chosen(field)
    if field.most == 1 and 2 <= len(field.options) <= MOST_RADIOS:  # noqa: PLR2004
        radios: ui.RadioGroup[ui.Modal] = ui.RadioGroup(custom_id=field.key, required=False)
        for option in field.options:
            radios.add_option(
                label=_label(option, open_up), value=option.id, default=option.id in ids
            )
        return radios
    return ui.Select(
        custom_id=field.key,
        min_values=0,
        max_values=min(field.most, len(field.options)),
        required=False,
        options=[_option(o, ids, open_up) for o in field.options],
    )


def _cut(text: str, most: int) -> str:
    if size(text) <= most:
        return text
    kept = text[: most - 1]
    while size(kept) > most - 1:
        kept = kept[:-1]
    return f"{kept}…"
