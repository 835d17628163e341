"""One kind of record: what its dataclass is, written down, and back.

Facts are our own bookkeeping; whatever is Confidential is among the words, and stays sealed here.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from types import NoneType
from typing import Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar, get_args, get_origin
from typing import get_type_hints as hints_of

from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from bot.confidential import Confidential
from bot.kept.values import converter

RecordFacts: TypeAlias = Mapping[str, Any]
RecordWords: TypeAlias = Mapping[str, Any]
# From one version to the next. Facts may become anything; words may get other names, and that is
# all: nothing looks inside them, and in a file they are not in their boxes yet.
Upgrade: TypeAlias = Callable[[RecordFacts, RecordWords], tuple[RecordFacts, RecordWords]]

ID, VERSION, KIND, WORDS = "id", "v", "kind", "words"


class WrittenRecord(Protocol):
    """A record, wherever it came from."""

    @property
    def facts(self) -> RecordFacts:
        """Name -> what JSON has."""

    @property
    def words(self) -> RecordWords:
        """Name -> box."""


class Described(Protocol):
    """A dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


T = TypeVar("T", bound=Described)


class UnknownVersion(ValueError):  # noqa: N818
    """It was written by a newer version of this, or by nobody."""


class Codec(Generic[T]):
    """How one kind is written down.

    `called`: facts and words that have another name than their field. `first`: facts that stand
    first in a file, which is to stay the same byte for byte. `stays`: facts that no file tells.
    `looked_up`: fields that are in no record. `rare`: facts that stand there only where they are
    not as in a new one, so that a record of before there were any is one of today. `prefix`: of the
    names of words that are many. `upgrades`: from each version there ever was to the next, the
    oldest first.
    """

    def __init__(  # noqa: PLR0913 - each says one thing about the kind
        self,
        kind: str,
        of: type[T],
        *,
        called: Mapping[str, str] | None = None,
        first: Sequence[str] = (),
        stays: Collection[str] = (),
        looked_up: Collection[str] = (),
        rare: Collection[str] = (),
        prefix: str = "",
        upgrades: Sequence[Upgrade] = (),
    ) -> None:
        self.kind, self.version, self.prefix = kind, len(upgrades) + 1, prefix
        self._of, self._upgrades, names = of, tuple(upgrades), called or {}
        hints = hints_of(of)
        # What each of the words is, by its name; which of them need not be there; and what those
        # are that are many, if any are.
        self.words = {names.get(n, n): w for n, hint in hints.items() if (w := _word(hint))}
        self.optional = frozenset(names.get(n, n) for n, hint in hints.items() if _optional(hint))
        self._many, self.many = "", None
        for name, hint in hints.items():
            if word := _word(_each(hint)):
                self._many, self.many = name, word
        single = {n: names.get(n, n) for n, hint in hints.items() if _word(hint)}
        sealed = {*single, self._many}
        self._single = single
        kept = [f for f in fields(of) if f.name not in {ID, *sealed, *looked_up}]
        facts = {names.get(f.name, f.name): hints[f.name] for f in kept}
        stay = {names.get(name, name) for name in stays}
        # The facts that travel, each with its type, in the order they have in a file.
        self.travels = {VERSION: int} | {
            name: facts[name] for name in (*first, *facts) if name not in stay
        }
        # Those that don't, as they are where nobody ever said otherwise.
        self.unsaid = {
            names.get(f.name, f.name): converter.unstructure(_default(f), hints[f.name])
            for f in kept
            if f.name in stays
        }
        self._head = {VERSION: self.version, KIND: kind} if kind else {}
        left = {name: override(omit=True) for name in looked_up}
        both: dict[str, Any] = left | {
            f.name: override(rename=names.get(f.name), omit_if_default=f.name in rare) for f in kept
        }
        writes = both | {name: override(omit=True) for name in (ID, *sealed)}
        reads = both | {n: override(rename=WORDS, struct_hook=self._picks(n)) for n in sealed}
        reads[ID] = override(struct_hook=lambda bare, _: bare)
        self._facts = make_dict_unstructure_fn(of, converter, **writes)
        self._read = make_dict_structure_fn(of, converter, **reads)

    def read(self, record: WrittenRecord, id: bytes = b"") -> T:
        """What a record says. Raises KeyError or ValueError on what no version of it wrote."""
        facts, words = record.facts, record.words
        if facts.get(VERSION, 1) != self.version:
            facts, words = self.upgraded(facts, words)
        return self._read({**facts, ID: id, WORDS: words}, self._of)

    def upgraded(self, facts: RecordFacts, words: RecordWords) -> tuple[RecordFacts, RecordWords]:
        """The same in the newest version. Raises UnknownVersion on a newer one."""
        version = facts.get(VERSION, 1)
        if type(version) is not int or not 1 <= version <= self.version:
            raise UnknownVersion(self.kind)
        for upgrade in self._upgrades[version - 1 :]:
            facts, words = upgrade(facts, words)
        return {**facts, VERSION: self.version} if version < self.version else facts, words

    def written(self, one: T) -> tuple[dict[str, Any], Mapping[str, Confidential[Any]]]:
        """Its facts, as JSON has them, and its words."""
        many: Mapping[str, Confidential[Any]] = getattr(one, self._many) if self._many else {}
        if self.prefix:
            many = {f"{self.prefix}{name}": box for name, box in many.items()}
        found = {name: getattr(one, field) for field, name in self._single.items()}
        words = {name: box for name, box in found.items() if box is not None}
        return {**self._head, **self._facts(one)}, {**words, **many}

    def _picks(self, name: str) -> Callable[[RecordWords, object], Any]:
        """How a field finds what is its own among the words."""
        prefix, one = self.prefix, self._single.get(name)
        if one in self.optional:
            return lambda words, _: words.get(one)
        if one is not None:
            return lambda words, _: words[one]
        return lambda words, _: {
            key.removeprefix(prefix): box
            for key, box in words.items()
            if key.startswith(prefix) and key not in self.words
        }


def _word(hint: Any) -> Any:  # noqa: ANN401 - any annotation there is
    """What is in a box of this type, or perhaps of this type; None where it is none."""
    boxes = [h for h in (hint, *get_args(hint)) if get_origin(h) is Confidential]
    return get_args(boxes[0])[0] if boxes and (hint in boxes or _optional(hint)) else None


def _optional(hint: Any) -> bool:  # noqa: ANN401
    """Whether it is of a box that need not be there."""
    return NoneType in get_args(hint) and any(get_origin(h) is Confidential for h in get_args(hint))


def _each(hint: Any) -> Any:  # noqa: ANN401
    """What the values of a mapping of this type are; None where it is none."""
    return get_args(hint)[1] if get_origin(hint) is Mapping else None


def _default(field: Field[Any]) -> Any:  # noqa: ANN401
    return field.default if field.default_factory is MISSING else field.default_factory()
