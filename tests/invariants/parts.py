"""The parts pages and forms are made of, and what Discord refuses in each of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Part = dict[str, Any]

ROW, BUTTON, SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, LINE, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 18, 19, 21, 22, 23
MENUS = {SELECT, 5, 6, 7, 8}
LINK = 5

# part -> key -> most characters
LONGEST: dict[int, dict[str, int]] = {
    BUTTON: {"custom_id": 100, "label": 80, "url": 512},
    TEXT: {"content": 4000},
    TEXT_INPUT: {"custom_id": 100, "placeholder": 100, "value": 4000},
    LABEL: {"label": 45, "description": 100},
    RADIO: {"custom_id": 100},
    CHECKBOXES: {"custom_id": 100},
    CHECKBOX: {"custom_id": 100},
    UPLOAD: {"custom_id": 100},
} | {menu: {"custom_id": 100, "placeholder": 150} for menu in MENUS}

# part -> the keys Discord knows in it, beside type and id
KEYS: dict[int, set[str]] = {
    ROW: {"components"},
    BUTTON: {"style", "label", "emoji", "custom_id", "sku_id", "url", "disabled"},
    SELECT: {"custom_id", "options", "placeholder", "min_values", "max_values"},
    TEXT_INPUT: {"custom_id", "style", "min_length", "max_length", "required", "value"}
    | {"placeholder"},
    SECTION: {"components", "accessory"},
    TEXT: {"content"},
    THUMBNAIL: {"media", "description", "spoiler"},
    GALLERY: {"items"},
    FILE: {"file", "spoiler"},
    LINE: {"divider", "spacing"},
    CONTAINER: {"components", "accent_color", "spoiler"},
    LABEL: {"label", "description", "component"},
    UPLOAD: {"custom_id", "min_values", "max_values", "required"},
    RADIO: {"custom_id", "options", "required"},
    CHECKBOXES: {"custom_id", "options", "min_values", "max_values", "required"},
    CHECKBOX: {"custom_id", "default"},
}
OPTION_KEYS = {"label", "value", "description", "default"}
# part -> how few and how many options it may have
OPTIONS = {SELECT: (1, 25), RADIO: (2, 10), CHECKBOXES: (1, 10)}


def every(parts: Iterable[Part]) -> Iterator[Part]:
    """All parts, those inside others too."""
    for part in parts:
        yield part
        inner = [part[key] for key in ("accessory", "component") if part.get(key)]
        yield from every([*(part.get("components") or []), *inner])


def wrong_with(part: Part, *, in_form: bool) -> Iterator[str]:
    """What stands against one part, those inside it aside."""
    kind = part["type"]
    if kind not in KEYS:
        yield f"we use no part of type {kind}"
        return
    yield from _keys(part, in_form=in_form)
    for key, most in LONGEST.get(kind, {}).items():
        least = 1 if key in {"custom_id", "content"} or kind == LABEL else 0
        yield from length(f"part {kind}", key, part.get(key), most, at_least=least)
    if kind in SHAPES:
        yield from SHAPES[kind](part)
    if in_form and kind in OPTIONS and part.get("min_values") == 0 and part.get("required", True):
        yield "a choice in a form that is required and yet may be empty"


def _keys(part: Part, *, in_form: bool) -> Iterator[str]:
    known = KEYS[part["type"]] | {"type", "id"}
    if part["type"] == SELECT:
        # A page's menu can be shown but locked; a form's can be left out.
        known |= {"required"} if in_form else {"disabled"}
    unknown = [key for key in part if key not in known and part[key] is not None]
    # discord.py says `required` of a menu on a page too, and `disabled: false` of one in a
    # form; Discord takes both.
    for key in unknown:
        if part["type"] == SELECT and (key == "required" or part[key] is False):
            continue
        yield f"Discord knows no {key!r} in a part of type {part['type']}"


def _row(part: Part) -> Iterator[str]:
    inside = [child["type"] for child in part["components"]]
    if any(kind in MENUS for kind in inside):
        yield from number("row", "parts beside a menu", len(inside), 1, 1)
    elif set(inside) - {BUTTON}:
        yield f"a row can't hold parts {sorted(set(inside) - {BUTTON})}"
    yield from number("row", "buttons", len(inside), 1, 5)


def _button(part: Part) -> Iterator[str]:
    if not part.get("label") and not part.get("emoji"):
        yield "a button with neither label nor emoji"
    wanted, other = ("url", "custom_id") if part["style"] == LINK else ("custom_id", "url")
    if not part.get(wanted) or part.get(other):
        yield f"a button of style {part['style']} needs {wanted} and no {other}"


def _choice(part: Part) -> Iterator[str]:
    options = part.get("options") or []
    few, many = OPTIONS[part["type"]]
    yield from number(f"part {part['type']}", "options", len(options), few, many)
    values = Counter(option["value"] for option in options)
    yield from (
        f"the option value {v!r} stands there {n} times" for v, n in values.items() if n > 1
    )
    for option in options:
        extra = {"emoji"} if part["type"] == SELECT else set()
        yield from (f"an option knows no {key!r}" for key in set(option) - OPTION_KEYS - extra)
        yield from length("option", "label", option.get("label"), 100, at_least=1)
        yield from length("option", "value", option.get("value"), 100, at_least=1)
        yield from length("option", "description", option.get("description"), 100)
    least = part.get("min_values")
    least = 1 if least is None else least
    most = part.get("max_values") or (len(options) if part["type"] == CHECKBOXES else 1)
    if not 0 <= least <= most <= len(options):
        yield f"{least} to {most} of {len(options)} options can't be chosen"
    if sum(bool(option.get("default")) for option in options) > most:
        yield f"more than {most} options are chosen from the start"


def _text_input(part: Part) -> Iterator[str]:
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    if not 0 <= least <= most <= 4000:
        yield f"a text of {least} to {most} characters can't be asked for"
    yield from length("text input", "value", part.get("value"), most)


def _section(part: Part) -> Iterator[str]:
    yield from number("section", "texts", len(part["components"]), 1, 3)


def _text(part: Part) -> Iterator[str]:
    if not part.get("content", "").strip():
        yield "a text with nothing in it"


def _container(part: Part) -> Iterator[str]:
    if not part.get("components"):
        yield "a container with nothing in it"


SHAPES: dict[int, Callable[[Part], Iterator[str]]] = {
    ROW: _row,
    BUTTON: _button,
    SELECT: _choice,
    RADIO: _choice,
    CHECKBOXES: _choice,
    TEXT_INPUT: _text_input,
    SECTION: _section,
    TEXT: _text,
    CONTAINER: _container,
}


def length(where: str, key: str, text: object, most: int, *, at_least: int = 0) -> Iterator[str]:
    if isinstance(text, str) and not at_least <= len(text) <= most:
        yield f"{where}: {key} has {len(text)} characters, not {at_least} to {most}"


def number(where: str, what: str, there: int, least: int, most: int) -> Iterator[str]:
    if not least <= there <= most:
        yield f"{where}: {there} {what}, not {least} to {most}"
