"""A table of a content file into frozen data, by cattrs; a mistake is told with its place.

The types say what has to be there and of which kind it is. Whatever they don't know is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from types import GenericAlias
from typing import Any, TypeVar, get_args, get_origin

from cattrs import (
    BaseConverter,
    BaseValidationError,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
)
from cattrs.errors import AttributeValidationNote, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from bot.content.reader import A_KIND, WHOLE, ContentError, Table, nearest

T = TypeVar("T")
# What says of an entry of a list which one is meant.
IDS = ("id", "key", "slot", "code")


class Unfit(ValueError):  # noqa: N818 - a mistake of a file, not of ours
    """What is wrong, and what to do. Where it stands is found out from outside.

    "{key}" in it is what it is called in the file.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@dataclass(frozen=True, slots=True)
class Keys:
    """What differs between the types and the files."""

    # type -> attribute -> what it is called in the file; empty: it doesn't stand there.
    names: Mapping[type, Mapping[str, str]] = field(default_factory=dict)
    # type -> attribute -> how many characters Discord shows of it.
    most: Mapping[type, Mapping[str, int]] = field(default_factory=dict)
    # type -> what else the file may say of one, which is no attribute.
    beside: Mapping[type, tuple[str, ...]] = field(default_factory=dict)

    def name(self, cl: type, attribute: str) -> str:
        """What the file calls an attribute."""
        return self.names.get(cl, {}).get(attribute, attribute)

    def known(self, cl: type) -> set[str]:
        """Whatever may stand in the file of one of these."""
        own = {self.name(cl, f.name) for f in fields(cl) if f.init}
        return {name for name in own if name} | {*self.beside.get(cl, ())}


def structurer(keys: Keys) -> Converter:
    """A converter that takes what is of the right kind and nothing else."""
    made = Converter(forbid_extra_keys=True)
    for kind in (str, int, bool):
        made.register_structure_hook(kind, _exactly(kind))
    made.register_structure_hook_factory(
        lambda cl: isinstance(cl, type) and issubclass(cl, Enum), _one_of
    )
    made.register_structure_hook_factory(_is_list, _list)
    made.register_structure_hook_factory(
        is_dataclass, lambda cl, converter: _table(cl, converter, keys)
    )
    return made


def _is_list(cl: Any) -> bool:  # noqa: ANN401
    return get_origin(cl) in (tuple, frozenset)


def _exactly(kind: type) -> Callable[[Any, Any], Any]:
    def take(value: Any, _: Any) -> Any:  # noqa: ANN401 - whatever stands in a file
        if type(value) is not kind:
            raise Unfit(
                "'{key}' is of the wrong kind",
                f"It has to be {A_KIND[kind]}, as in its neighbours.",
            )
        return value

    return take


def _one_of(cl: type[Enum]) -> Callable[[Any, Any], Any]:
    def take(value: Any, _: Any) -> Any:  # noqa: ANN401
        known = [member.value for member in cl]
        if value not in known:
            raise Unfit(
                f"'{{key}}' is '{value}', which is not known", f"Use one of: {', '.join(known)}."
            )
        return cl(value)

    return take


def _list(cl: Any, converter: BaseConverter) -> Callable[[Any, Any], Any]:  # noqa: ANN401
    several = GenericAlias(list, get_args(cl)[:1])
    structure = converter.get_structure_hook(several)
    whole: Any = get_origin(cl)

    def take(value: Any, _: Any) -> Any:  # noqa: ANN401
        if not isinstance(value, list | tuple):
            raise Unfit(
                "'{key}' is of the wrong kind",
                f"It has to be {A_KIND[list]}, as in its neighbours.",
            )
        found = structure(value, several)
        ids = [
            next((getattr(made, name) for name in IDS if hasattr(made, name)), None)
            for raw, made in zip(value, found, strict=True)
            if isinstance(raw, dict)
        ]
        for n, id in enumerate(ids):
            if id is not None and id in ids[:n]:
                raise Unfit(
                    f"the id '{id}' is used twice in '{{key}}'",
                    "Give one of them a new id; never reuse an id that has been published.",
                )
        return whole(found)

    return take


def _table(cl: Any, converter: BaseConverter, keys: Keys) -> Callable[[Any, Any], Any]:  # noqa: ANN401
    names = keys.names.get(cl, {})
    renamed: Any = {
        attribute: override(rename=name) if name else override(omit=True)
        for attribute, name in names.items()
    }
    structure = make_dict_structure_fn(cl, converter, **renamed)

    def take(value: Any, _: Any) -> Any:  # noqa: ANN401
        if isinstance(value, cl):
            return value
        if not isinstance(value, dict):
            raise Unfit("'{key}' has to be a table", "See its neighbours.")
        made = structure(value, cl)
        for attribute, most in keys.most.get(cl, {}).items():
            long = len(getattr(made, attribute))
            if long > most:
                raise Unfit(
                    f"'{keys.name(cl, attribute)}' has {long} characters,"
                    f" and Discord shows at most {most}",
                    "Shorten it.",
                )
        return made

    return take


def structured(table: Table, cl: type[T], converter: Converter, keys: Keys) -> T:
    """The table as this type. Raises ContentError with file, place and remedy."""
    try:
        return converter.structure(table.raw, cl)
    except (BaseValidationError, Unfit) as error:
        raise _told(table, error, keys) from None


def _told(table: Table, error: Exception, keys: Keys) -> ContentError:
    """The first mistake of all that were found, in a sentence."""
    place = Table(table.file, table.where, table.raw)
    value: Any = table.raw
    cl: type = object
    key = ""
    while isinstance(error, BaseValidationError):
        if isinstance(error, ClassValidationError):
            cl = error.cl
        # A key with a letter wrong is told before the one that is missing for it.
        error = min(error.exceptions, key=lambda e: not isinstance(e, ForbiddenExtraKeysError))
        for note in getattr(error, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                key = keys.name(cl, note.name)
                value = value.get(key) if isinstance(value, dict) else value
                place = _inside(place, key, value)
            elif isinstance(note, IterableValidationNote) and isinstance(value, list | tuple):
                value = value[int(note.index)]
                place = _inside(place, f"{key} {_label(value, int(note.index))}", value)
    match error:
        case ForbiddenExtraKeysError():
            there = value if isinstance(value, dict) else {}
            wrong = min(error.extra_fields)
            return place.not_known(wrong, nearest(wrong, keys.known(error.cl), there))
        case KeyError():
            return place.wrong(f"'{key}' is missing", "Add it, as its neighbours have it.")
        case Unfit():
            return place.wrong(error.what.replace("{key}", key), error.remedy)
        case _:
            return place.wrong(f"'{key}' is of the wrong kind", "See its neighbours.")


def _inside(place: Table, name: str, value: object) -> Table:
    """One table further in; a value that is no table stands where its table does."""
    if not isinstance(value, dict):
        return place
    where = name if place.where == WHOLE else f"{place.where}, {name}"
    return Table(place.file, where, value)


def _label(value: object, index: int) -> str:
    ids = [value[name] for name in IDS if value.get(name)] if isinstance(value, dict) else []
    return str(next(iter(ids), index + 1))
