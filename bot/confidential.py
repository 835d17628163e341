"""A value that never formats, logs or serialises itself.

What a person wrote or chose lives in this box from the expression that heard it until
the outbox hands it back to them. Looking inside is `bot.reveal`, an import of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NoReturn, TypeVar, final

T = TypeVar("T")
U = TypeVar("U")


class ConfidentialityError(Exception):
    """Something tried to let a confidential value out, or failed while holding one."""


@final
class Confidential(Generic[T]):
    """One thing a person gave us."""

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def map(self, change: Callable[[T], U]) -> "Confidential[U]":
        """Change the value without taking it out."""
        return Confidential(self._inside(change))

    def satisfies(self, rule: Callable[[T], bool]) -> bool:
        """Answer one yes-or-no question about the value."""
        return bool(self._inside(rule))

    def one_of(self, known: Sequence[T]) -> T | None:
        """The one of our own constants that it is; None where it is none of them."""
        at = self._inside(lambda value: next((n for n, k in enumerate(known) if k == value), None))
        return None if at is None else known[at]

    def _inside(self, act: Callable[[T], U]) -> U:
        # An exception raised in here may carry the words in its text ("invalid literal
        # for int(): 'my words'"), and its traceback would carry that into a log.
        try:
            return act(self._value)
        except Exception as error:  # noqa: BLE001
            kind = type(error).__name__
        raise ConfidentialityError(f"{kind} inside a confidential value")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Confidential) and bool(self._value == other._value)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Confidential(…)"

    def __str__(self) -> NoReturn:
        raise ConfidentialityError("a confidential value was asked for its text")

    def __format__(self, spec: str) -> NoReturn:
        raise ConfidentialityError("a confidential value was formatted")

    def __reduce__(self) -> NoReturn:
        raise ConfidentialityError("a confidential value was pickled or copied")


def pair(one: Confidential[T], other: Confidential[U]) -> Confidential[tuple[T, U]]:
    """Two confidential values as one."""
    return Confidential((one._value, other._value))  # noqa: SLF001


def listed(boxes: Sequence[Confidential[T]]) -> Confidential[list[T]]:
    """Many confidential values as one list, in their order."""
    return Confidential([box._value for box in boxes])  # noqa: SLF001


def named(boxes: Mapping[str, Confidential[T]]) -> Confidential[dict[str, T]]:
    """Many confidential values as one, by their names."""
    return Confidential({name: box._value for name, box in boxes.items()})  # noqa: SLF001


def weave(template: str, words: Mapping[str, Confidential[str]]) -> Confidential[str]:
    """Fill `{name}` places of our own template with a person's words; the whole stays sealed."""
    filled = Confidential(template)
    for name, word in words.items():
        filled = filled.map(
            lambda text, name=name, word=word: text.replace(  # type: ignore[misc]
                "{" + name + "}",
                word._value,  # noqa: SLF001
            )
        )
    return filled


def together(parts: "list[str | Confidential[str]]", between: str = "") -> Confidential[str]:
    """Join our words and theirs; the whole stays sealed."""
    return Confidential(
        between.join(part if isinstance(part, str) else part._value for part in parts)  # noqa: SLF001
    )


def each(box: Confidential[list[T]]) -> list[Confidential[T]]:
    """A sealed list as a list of sealed values. How many there are is no secret."""
    return [Confidential(value) for value in box._value]  # noqa: SLF001
