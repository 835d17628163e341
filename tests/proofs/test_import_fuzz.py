"""Import fuzzed: a file that was changed anywhere is understood whole, or changes nothing."""

import json
import random
from typing import Any

import pytest

from bot.features.mydata.import_checks import Refusal
from tests.unit.test_carrying import FILE, again, looked_at

pytestmark = pytest.mark.prove

BYTES, SHAPES = 20_000, 20_000
ODD: list[Any] = [None, True, -1, 10**30, 1.5, "", "x" * 9000, "\ud800", [], {}, [[]], {"": {}}]


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401
    found = [path] if path else []
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    return found + [place for key in keys for place in _places(value[key], (*path, key))]


def test_a_file_with_any_bytes_changed_never_breaks_the_reader() -> None:
    rng, whole = random.Random(4), json.dumps(FILE).encode()  # noqa: S311
    taken = 0
    for _ in range(BYTES):
        raw = bytearray(whole)
        for _ in range(rng.randrange(1, 5)):
            at = rng.randrange(len(raw))
            raw[at : at + rng.randrange(3)] = rng.randbytes(rng.randrange(3))
        taken += again(raw.decode("utf-8", "replace")) is not None
    print(f"\n{BYTES} files with bytes changed: {taken} understood, none broke the reader")  # noqa: T201
    assert taken < BYTES


def test_a_file_with_any_value_changed_is_refused_or_read_back_the_same() -> None:
    rng, places, taken = random.Random(5), _places(FILE), 0  # noqa: S311
    for _ in range(SHAPES):
        changed = json.loads(json.dumps(FILE))
        path = rng.choice(places)
        inside = changed
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = rng.choice(ODD)
        found = looked_at(json.dumps(changed).encode())
        taken += not isinstance(found, Refusal)
        assert isinstance(found, Refusal) or len(found) == len(changed["things"])
    print(f"\n{SHAPES} files with a value changed: {taken} understood, the others refused")  # noqa: T201
    assert 0 < taken < SHAPES
