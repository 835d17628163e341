"""A Card or a Form as what discord.py sends: payload builders, stopped before they are sent.

discord.py keeps nothing of a view that is stopped, so that nothing piles up in memory and a
restart is invisible. Whether a person's own words are put in is decided by whoever draws.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import discord
from discord import ui

from bot.confidential import Confidential
from bot.ui.model import (
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
    Written,
)
from bot.ui.wording import as_written, size, whole_letters

# Where their own words are left out, this gives None.
Opener = Callable[[Words], str | None]
ChosenIds = Callable[["ChoiceField | Menu"], tuple[str, ...]]
MOST_RADIOS = 10

# What Discord calls each: https://docs.discord.com/developers/components/reference
ACTION_ROW, BUTTON, SELECT, TEXT, GALLERY, FILE, SEPARATOR = 1, 2, 3, 10, 12, 13, 14
Component: TypeAlias = dict[str, Any]
# Words that belong into a field are known by the number of their part; Discord counts from 1.
_FIELDS = 1000
# The number of the line on pages for whoever wants each as a new message: so much is known there
# of what they want, after a restart as well.
ANEW = 900
# A button that opens what is not ours; see `way_to`.
LINK = 5


def field_of(part: int | None) -> int | None:
    """Which field of a form the words in this part belong to."""
    return part - _FIELDS if part is not None and part >= _FIELDS else None


class RenderedPage(ui.LayoutView):
    """A page that is written out: made of discord.py's items it takes four times as long."""

    def __init__(self, parts: list[Component]) -> None:
        super().__init__(timeout=None)
        self.stop()
        self.parts = parts

    def lead_to(self, way: Component) -> None:
        """Put it in front of the buttons."""
        self.parts[-1]["components"].insert(0, way)

    def to_components(self) -> list[Component]:
        return self.parts

    def has_components_v2(self) -> bool:
        return True


def page(card: Card, open_up: Opener, chosen: ChosenIds) -> RenderedPage:
    """The card as a message of components."""
    parts: list[Component] = []
    room = LONGEST_PAGE
    for part in _paragraphs(card, open_up):
        if isinstance(part, str) and room <= 0:
            continue
        if isinstance(part, str):
            parts.append({"type": TEXT, "content": _cut(part, room)})
            room -= size(part)
        elif isinstance(part, Written):
            words = open_up(part.words.map(as_written))
            if words and size(words) <= room:
                parts.append({"type": TEXT, "id": _FIELDS + part.field, "content": words})
                room -= size(words)
        else:
            parts.extend(_row(part, open_up, chosen))
    if parts and card.rows:
        parts.append(_line(card))
    parts.extend(part for row in card.rows for part in _row(row, open_up, chosen))
    return RenderedPage(parts)


def way_to(label: str, chat: int, message: int) -> Component:
    """The one button that leads away: to somebody's own chat with us, in Discord itself."""
    url = f"https://discord.com/channels/@me/{chat}/{message}"
    return {"type": BUTTON, "style": LINK, "label": label, "url": url}


def file(name: str, picture: str = "") -> Component:
    """A file that is sent along, in its place on the page; a picture is shown."""
    there = {"url": f"attachment://{name}"}
    if picture:
        item = {"media": there, "description": picture}
        return {"type": GALLERY, "items": [item]}
    return {"type": FILE, "file": there}


def _paragraphs(card: Card, open_up: Opener) -> Iterator[str | Row | Written]:
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


def _line(card: Card) -> Component:
    """Some room between what is read and what is pressed."""
    line: Component = {"type": SEPARATOR, "divider": False, "spacing": 1}
    return line | {"id": ANEW} if card.anew else line


def _row(row: Row, open_up: Opener, chosen: ChosenIds) -> Iterator[Component]:
    """The row; none where nothing is left of it that may be shown."""
    inside = (
        [_menu(row, open_up, chosen)]
        if isinstance(row, Menu)
        else [_pressed(button, open_up) for button in row if _may_be_shown(button, open_up)]
    )
    if inside:
        yield {"type": ACTION_ROW, "components": inside}


def _may_be_shown(button: Button, open_up: Opener) -> bool:
    """A button with their words alone on it is left out with them."""
    return bool(open_up(button.label) or button.plain_label)


def _menu(menu: Menu, open_up: Opener, chosen: ChosenIds) -> Component:
    ids = chosen(menu)
    drawn: Component = {
        "type": SELECT,
        "custom_id": menu.press,
        "min_values": 0 if menu.most > 1 else 1,
        "max_values": min(menu.most, len(menu.options)),
        "options": [_option(o, ids, open_up).to_dict() for o in menu.options],
    }
    if placeholder := open_up(menu.placeholder):
        drawn["placeholder"] = _cut(placeholder, LONGEST_PLACEHOLDER)
    return drawn


def _pressed(button: Button, open_up: Opener) -> Component:
    return {
        "type": BUTTON,
        "style": button.style.value,
        "label": _cut(open_up(button.label) or button.plain_label, LONGEST_LABEL),
        "custom_id": button.press,
    }


def below(buttons: tuple[Button, ...], open_up: Opener) -> ui.View:
    """One row of buttons below a line of plain content."""
    view = ui.View()
    view.stop()
    for button in buttons:
        label = _cut(open_up(button.label) or button.plain_label, LONGEST_LABEL)
        style = discord.ButtonStyle(button.style.value)
        view.add_item(ui.Button(label=label, custom_id=button.press, style=style))
    return view


def _option(option: Option, chosen: tuple[str, ...], open_up: Opener) -> discord.SelectOption:
    return discord.SelectOption(
        label=_label(option, open_up),
        value=option.id,
        description=option.detail or None,
        default=option.id in chosen,
    )


def _label(option: Option, open_up: Opener) -> str:
    return _cut(whole_letters(open_up(option.label) or option.plain_label), LONGEST_OPTION)


def form(asked: Form, open_up: Opener, chosen: ChosenIds) -> ui.Modal:
    """The form as a modal."""
    modal = ui.Modal(title=_cut(asked.title, LONGEST_TITLE), custom_id=asked.press)
    modal.stop()
    for field in asked.fields:
        entry = _entry(field, open_up, chosen)
        modal.add_item(ui.Label(text=field.label, description=field.help or None, component=entry))
    return modal


def _entry(
    field: TextField | ChoiceField | FileField, open_up: Opener, chosen: ChosenIds
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
    field: ChoiceField, open_up: Opener, chosen: ChosenIds
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
