"""What stands on a screen: a page with its buttons and menus, or an open form."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.invariants.parts import BUTTON, LABEL, RADIO, SELECT, TEXT, TEXT_INPUT, every

Part = Mapping[str, Any]
T = TypeVar("T")

MAIN_STYLE = 1


@dataclass(frozen=True)
class Page:
    """One message of the bot's, as the person reads it."""

    id: int
    text: str
    parts: tuple[Part, ...]
    files: Mapping[str, bytes]
    hidden: bool

    @property
    def buttons(self) -> list[str]:
        """What can be pressed, in order."""
        return [str(part.get("label") or "") for part in self._of({BUTTON})]

    @property
    def menus(self) -> dict[str, list[str]]:
        """What can be chosen, by the words that stand in the closed menu."""
        return {
            str(menu.get("placeholder") or ""): [option["label"] for option in menu["options"]]
            for menu in self._of({SELECT})
        }

    def has(self, name: str, *, exactly: bool = False) -> bool:
        """Whether a button, a menu or an option is called that, or has that in its name."""
        options = [option for menu in self.menus.values() for option in menu]
        names = [*self.buttons, *self.menus, *options]
        return name in names if exactly else any(name.casefold() in n.casefold() for n in names)

    def button(self, label: str) -> Part:
        """The one button of that name."""
        return only(label, self._of({BUTTON}), lambda part: part.get("label"), self)

    @property
    def main_button(self) -> str | None:
        """The name of the button that stands out."""
        main = (part for part in self._of({BUTTON}) if part["style"] == MAIN_STYLE)
        return next((str(part.get("label") or "") for part in main), None)

    def menu(self, name: str) -> Part:
        """The menu with this placeholder, or with this option in it."""
        menus = list(self._of({SELECT}))
        having = [m for m in menus if any(option["label"] == name for option in m["options"])]
        if len(having) == 1 and name not in self.menus:
            return having[0]
        return only(name, menus, lambda part: part.get("placeholder"), self)

    def _of(self, kinds: set[int]) -> Iterator[Part]:
        return (p for p in every(self.parts) if p["type"] in kinds)  # type: ignore[arg-type]

    def __str__(self) -> str:
        lines = [self.text, "", *(f"[{label}]" for label in self.buttons)]
        lines += [f"({name} ▾) {' | '.join(options)}" for name, options in self.menus.items()]
        lines += [f"<{name}, {len(content)} bytes>" for name, content in self.files.items()]
        return _framed(lines)


@dataclass(frozen=True)
class Field:
    """One place to write or choose in a form, with what stands in it from the start."""

    label: str
    key: str
    part: Part

    @property
    def is_text(self) -> bool:
        """Whether somebody writes into it."""
        return bool(self.part["type"] == TEXT_INPUT)

    @property
    def options(self) -> list[str]:
        return [option["label"] for option in self.part.get("options") or []]

    @property
    def value(self) -> str | list[str]:
        """What stands in it: text, or the labels that are chosen."""
        if self.is_text:
            return str(self.part.get("value") or "")
        return [o["label"] for o in self.part.get("options") or [] if o.get("default")]

    def taps(self, value: str | list[str]) -> int:
        """How many taps it takes to give that: writing is none, and what stands there is none."""
        if self.is_text or self.value in (value, [value]):
            return 0
        opened = int(self.part["type"] == SELECT)
        return opened + (1 if isinstance(value, str) else len(value))

    def filled(self, value: str | list[str]) -> str | list[str] | None:
        """What goes to Discord: the text, or the ids behind the labels."""
        if self.is_text:
            assert isinstance(value, str), f"{self.label!r} takes a text"
            return value
        labels = [value] if isinstance(value, str) else value
        options = self.part.get("options") or []
        chosen = [only(label, options, lambda o: o["label"], self)["value"] for label in labels]
        if self.part["type"] == RADIO:
            return chosen[0] if chosen else None
        return chosen

    def __str__(self) -> str:
        return f"{self.label}: {self.value or self.options}"


@dataclass(frozen=True)
class Form:
    """The pop-up that is open."""

    title: str
    id: str
    text: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of that label, or of that id."""
        by_key = [field for field in self.fields if field.key == name]
        return by_key[0] if by_key else only(name, self.fields, lambda f: f.label, self)

    def __getitem__(self, name: str) -> str | list[str]:
        return self.field(name).value

    def __str__(self) -> str:
        return _framed([f"form: {self.title}", self.text, *(str(field) for field in self.fields)])


def form_of(data: Part) -> Form:
    """Read a form as Discord got it."""
    parts = data["components"]
    labels = [part for part in parts if part["type"] == LABEL]
    return Form(
        title=data["title"],
        id=data["custom_id"],
        text="\n".join(part["content"] for part in parts if part["type"] == TEXT),
        fields=tuple(
            Field(part["label"], part["component"]["custom_id"], part["component"])
            for part in labels
        ),
    )


def only(name: str, things: Iterable[T], label: Callable[[T], str | None], where: object) -> T:
    """The one thing called that: exactly, or by a part of its name that fits no other."""
    named = [(label(thing) or "", thing) for thing in things]
    found = [thing for words, thing in named if words == name] or [
        thing for words, thing in named if name.casefold() in words.casefold()
    ]
    assert len(found) == 1, (
        f"{'several things are' if found else 'nothing is'} called {name!r} here:\n{where}"
    )
    return found[0]


def _framed(lines: list[str]) -> str:
    rows = [row for line in lines for row in line.split("\n")]
    return "\n".join(["┌" + "─" * 60, *(f"│ {row}" for row in rows), "└" + "─" * 60])
