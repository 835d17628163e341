"""How forged and stale interactions look: near misses of real ones, and nonsense."""

import ast
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.actors import House
from tests.actors.forger import Forgery, Where
from tests.architecture.source import every
from tests.invariants.words import strings

CROWD = 20

ODD = (
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202e\u2066backwards\u2069",
    "\u200b" * 50,
    "z\u0351\u036b" * 300,
    "\N{PILE OF POO}" * 4000,
    "a" * 9000,
    "@everyone <@1> <#1> </x:1>",
    "{operator} {0.__class__} %s %(x)s",
    "'); DROP TABLE sitting; --",
    "```\n-# # > ||[x](https://example.org)",
    "../../etc/passwd",
    "9" * 400,
    "-1",
)
# What the wire could carry, were the other end not Discord.
WRONG: tuple[object, ...] = (None, 0, True, [], [None], ["a"] * 30, [*ODD], {"value": "x"})

# A number stands for one of the real things, whichever there are when it comes to that;
# below zero for an odd one, and beyond this, in a form, for a wrong one.
BEYOND = 10_000
real = st.integers(-len(ODD), BEYOND - 1)
wrong = st.integers(BEYOND, BEYOND + len(WRONG))
odd = st.text(max_size=60)


@dataclass(frozen=True)
class Draft:
    """A forgery before it is known what there is to be forged."""

    id: int | str
    at: int
    change: str
    part: int | str
    values: list[int | str] | None
    fields: dict[int | str, int | str | list[int | str]] | None
    where: Where
    times: int


crowds = st.lists(
    st.builds(
        Draft,
        id=real | odd,
        at=st.integers(0, 4),
        change=st.sampled_from(["none", "verb", "part", "cut"]),
        part=real | odd,
        values=st.none() | st.lists(real | odd, max_size=4),
        fields=st.none()
        | st.dictionaries(
            real | odd,
            real | odd | st.lists(real | odd, max_size=4) | wrong,
            max_size=6,
        ),
        where=st.sampled_from(Where),
        times=st.sampled_from([1, 1, 1, 1, 1, 1, 2, 3]),
    ),
    min_size=CROWD,
    max_size=CROWD,
)


class Ingredients:
    """What real interactions are made of, as far as anybody can know."""

    def __init__(self, ids: set[str], values: set[str], verbs: set[str]) -> None:
        self.ids = sorted(ids)
        self.values = sorted(values)
        self.verbs = sorted(verbs)

    def forged(self, draft: Draft) -> Forgery:
        """The draft with real things in it."""
        fields = None
        if draft.fields is not None:
            fields = {
                _one(key, self.ids): self._given(value) for key, value in draft.fields.items()
            }
        return Forgery(
            self._id(draft),
            values=None if draft.values is None else [_one(v, self.values) for v in draft.values],
            fields=fields,
            where=draft.where,
            times=draft.times,
        )

    def _id(self, draft: Draft) -> str:
        id = _one(draft.id, self.ids)
        parts = id.split("/")
        at = draft.at % len(parts)
        match draft.change:
            case "verb":
                parts[0] = _one(draft.part, self.verbs)
            case "part":
                there = [id.split("/")[at] for id in self.ids if id.count("/") >= at]
                parts[at] = _one(draft.part, [*there, *self.values])
            case "cut":
                return id[: 10 * draft.at]
        return "/".join(parts)

    def _given(self, value: int | str | list[int | str]) -> object:
        if isinstance(value, list):
            return [_one(each, self.values) for each in value]
        if isinstance(value, int) and value >= BEYOND:
            return WRONG[value % len(WRONG)]
        return _one(value, self.values)


def ingredients(house: House) -> Ingredients:
    """Every id and every option that was sent to anybody, and every verb in the source."""
    ids: set[str] = set()
    values: set[str] = set()
    for said in house.record().said:
        _gather(said.body, ids, values)
    verbs = {
        text
        for place in every(
            "bot/features", "bot/context.py", "bot/router.py", "bot/discord/dispatch.py"
        )
        if isinstance(place.node, ast.MatchValue | ast.Compare)
        for text in _constants(place.node)
    }
    return Ingredients(ids, values, verbs)


def _gather(part: object, ids: set[str], values: set[str]) -> None:
    match part:
        case {"custom_id": str(id), **rest}:
            ids.add(id)
            _gather(rest, ids, values)
        case {"label": str(), "value": str(value)}:
            values.add(value)
        case dict():
            for inner in part.values():
                _gather(inner, ids, values)
        case list():
            for inner in part:
                _gather(inner, ids, values)


def _constants(node: ast.AST) -> list[str]:
    found = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]
    return [text for text in strings(found) if text]


def _one(it: int | str, things: list[str]) -> str:
    if isinstance(it, str):
        return it
    return things[it % len(things)] if it >= 0 else ODD[it]
