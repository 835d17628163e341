"""A form, or a command's options, as a client sends them, checked as a client checks them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from tests.invariants.parts import (
    CHECKBOX,
    CHECKBOXES,
    LABEL,
    RADIO,
    ROW,
    SELECT,
    TEXT_INPUT,
    UPLOAD,
)

Part: TypeAlias = dict[str, Any]
Given: TypeAlias = Mapping[str, Any]

TEXT_OPTION = 3


class Unfit(Exception):  # noqa: N818
    """A client would not have let the person do this. The text says why."""


def submission(form: Part, given: Given) -> Part:
    """What INTERACTION_CREATE holds: everything in the form, filled by `custom_id`."""
    fields = {part["custom_id"]: part for part in fields_of(form)}
    if unknown := set(given) - set(fields):
        raise Unfit(f"the form has no field {sorted(unknown)}, but {sorted(fields)}")
    parts = [_part(part, given) for part in form["components"]]
    return {"custom_id": form["custom_id"], "components": parts}


def fields_of(form: Part) -> Iterator[Part]:
    """Everything that can be filled in."""
    for part in form["components"]:
        if part["type"] == LABEL:
            yield part["component"]
        elif part["type"] == ROW:
            yield from part["components"]


def options(command: Part, given: Given, focused: str = "") -> list[Part]:
    """What INTERACTION_CREATE holds of a command's options; `focused` is being typed into."""
    known = {option["name"]: option for option in command.get("options") or []}
    if unknown := set(given) - set(known):
        raise Unfit(f"/{command['name']} has no option {sorted(unknown)}, but {sorted(known)}")
    missing = [name for name, option in known.items() if option.get("required")]
    if not focused and set(missing) - set(given):
        raise Unfit(f"/{command['name']} can't be sent without {missing}")
    if focused and not known[focused].get("autocomplete"):
        raise Unfit(f"nothing is offered for {focused}")
    return [
        {"name": name, "type": TEXT_OPTION, "value": _typed(known[name], value)}
        | ({"focused": True} if name == focused else {})
        for name, value in given.items()
    ]


def _typed(option: Part, value: Any) -> str:  # noqa: ANN401
    if option["type"] != TEXT_OPTION or not isinstance(value, str):
        raise Unfit(f"{option['name']} takes no text, and the stand-in knows nothing else")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise Unfit(f"{option['name']} takes one of {choices}")
    if len(value) > (option.get("max_length") or 6000):
        raise Unfit(f"{option['name']} takes no more than {option['max_length']} characters")
    return value


def _part(part: Part, given: Given) -> Part:
    frame = {"type": part["type"], "id": part.get("id")}
    if part["type"] == LABEL:
        return frame | {"component": _field(part["component"], given)}
    if part["type"] == ROW:
        return frame | {"components": [_field(field, given) for field in part["components"]]}
    return frame


def _field(field: Part, given: Given) -> Part:
    key = field["custom_id"]
    value = given[key] if key in given else untouched(field)
    try:
        said = FILLED[field["type"]](field, value)
    except Unfit as problem:
        raise Unfit(f"{key}: {problem}") from None
    return {"type": field["type"], "custom_id": key, "id": field.get("id")} | said


def untouched(field: Part) -> Any:  # noqa: ANN401
    """What a field says when nobody touched it."""
    chosen = [o["value"] for o in field.get("options") or [] if o.get("default")]
    match field["type"]:
        case kind if kind == TEXT_INPUT:
            return field.get("value") or ""
        case kind if kind == RADIO:
            return chosen[0] if chosen else None
        case kind if kind == CHECKBOX:
            return bool(field.get("default"))
        case _:
            return chosen


def _text(field: Part, value: Any) -> Part:  # noqa: ANN401
    required = field.get("required", True)
    if not isinstance(value, str):
        raise Unfit("it takes a text")
    if required and not value:
        raise Unfit("it can't be left empty")
    least, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if (value or required) and not least <= len(value) <= most:
        raise Unfit(f"it takes {least} to {most} characters, not {len(value)}")
    return {"value": value}


def _one(field: Part, value: Any) -> Part:  # noqa: ANN401
    if value is None and field.get("required", True):
        raise Unfit("one of them has to be chosen")
    if value is not None:
        _known(field, [value])
    return {"value": value}


def _several(field: Part, value: Any) -> Part:  # noqa: ANN401
    required = field.get("required", True)
    most = field.get("max_values")
    if most is None:
        most = len(field["options"]) if field["type"] == CHECKBOXES else 1
    least = field.get("min_values")
    least = 1 if least is None else least
    _known(field, value)
    if (value or required) and not least <= len(value) <= most:
        raise Unfit(f"{least} to {most} of them can be chosen, not {len(value)}")
    return {"values": list(value)}


def _tick(field: Part, value: Any) -> Part:  # noqa: ANN401
    del field
    return {"value": bool(value)}


def _files(field: Part, value: Any) -> Part:  # noqa: ANN401
    """Each a name and what is in it; whoever sends the form puts them where they can be had."""
    most = field.get("max_values") or 1
    least = field.get("min_values", 1) if field.get("required", True) else 0
    if not least <= len(value) <= most:
        raise Unfit(f"{least} to {most} files can be given, not {len(value)}")
    return {"values": list(value)}


def _known(field: Part, values: list[str]) -> None:
    options = [option["value"] for option in field["options"]]
    if unknown := [value for value in values if value not in options]:
        raise Unfit(f"there is no option {unknown}, but {options}")


FILLED: dict[int, Callable[[Part, Any], Part]] = {
    TEXT_INPUT: _text,
    RADIO: _one,
    SELECT: _several,
    CHECKBOXES: _several,
    CHECKBOX: _tick,
    UPLOAD: _files,
}
